import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { knownBrowserDays, knownBrowsers } from '../../../server/people/known-browsers.ts';
import { hashPassphrase } from '../../../server/people/passphrase-hash.ts';
import { addPerson } from '../../../server/people/people.ts';
import { beginAttempt } from '../../../server/people/sign-in-failures.ts';
import { newSignInToken } from '../../../server/people/sign-in-tokens.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

// Passphrases are slow to check on purpose; on a busy machine dozens of them take their time.
vi.setConfig({ testTimeout: 120_000 });

const passphrase = 'purple kettle on ice';
const day = 86_400_000;
let server: TestApp;
let khan: string;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.app.close());
beforeEach(async () => {
  await server.record.db.deleteFrom('person').execute();
  await server.record.db.deleteFrom('sign_in_failure').execute();
  const passwordHash = await hashPassphrase(passphrase);
  khan = await addPerson(server.record, { name: 'Ms Khan', role: 'senco', signInName: 'khan', passwordHash });
});

const signIn = (own: Visitor, typed: string, name = 'khan') =>
  own.send('/sign-in', { name, passphrase: typed, to: '/' });
/** The cookie by which the browser is known, without the session. */
const known = ({ cookie }: Visitor) => cookie.split('; ').find((one) => one.startsWith('same-start-known='))!;

/** Somebody guesses until the name must wait. */
async function guess(address = '10.3.0.1', name = 'khan'): Promise<void> {
  for (let attempt = 0; attempt < 8; attempt += 1) await signIn(visitor(server.app, { address }), 'a guess', name);
  expect((await signIn(visitor(server.app), passphrase)).status).toBe(429);
}

describe('a browser that signed somebody in before', () => {
  test('signs them in with the right passphrase, however others have guessed, also from its own network', async () => {
    const own = visitor(server.app, { address: '10.3.0.9' });
    expect((await signIn(own, passphrase)).status).toBe(303);
    await guess();
    // and its own network must wait, by the record and by the limit of requests
    for (let attempt = 0; attempt < 31; attempt += 1)
      await signIn(visitor(server.app, { address: '10.3.0.9' }), 'x', `name${attempt}`);
    expect((await signIn(visitor(server.app, { address: '10.3.0.9' }), passphrase)).status).toBe(429);
    // once the session is over
    const later = visitor(server.app, { address: '10.3.0.9', cookie: known(own) });
    expect((await signIn(later, passphrase)).status).toBe(303);
    // which gives the guesser nothing: the name still waits elsewhere
    expect((await signIn(visitor(server.app), passphrase)).status).toBe(429);
  });

  test('gives a thief of its cookie ten guesses in a day, and nothing beyond what anybody has', async () => {
    const own = visitor(server.app);
    await signIn(own, passphrase);
    await guess();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 14; attempt += 1) {
      const thief = visitor(server.app, { cookie: known(own), address: `10.4.0.${attempt + 1}` });
      statuses.push((await signIn(thief, `guess ${attempt} of many`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429, 429, 429]);
    // the cookie signs nobody in by itself, and is worth nothing for another person
    expect((await visitor(server.app, { cookie: known(own) }).get('/')).status).toBe(401);
    const passwordHash = await hashPassphrase(passphrase);
    await addPerson(server.record, { name: 'Mr Roe', role: 'senco', signInName: 'roe', passwordHash });
    await guess('10.3.0.2', 'roe');
    const thief = visitor(server.app, { cookie: known(own), address: '10.4.1.1' });
    expect((await signIn(thief, passphrase, 'roe')).status).toBe(429);
  });

  test('is known no longer once the passphrase is another one, and then by that', async () => {
    const own = visitor(server.app);
    await signIn(own, passphrase);
    const elsewhere = visitor(server.app, { cookie: known(own) });
    const text = 'ten past four';
    await own.send('/account', { current: passphrase, passphrase: text, again: text });
    for (let attempt = 0; attempt < 8; attempt += 1) await signIn(visitor(server.app), 'a guess');
    expect((await signIn(elsewhere, text)).status).toBe(429);
    expect((await signIn(visitor(server.app, { cookie: known(own) }), text)).status).toBe(303);
    const link = `/sign-in/${await newSignInToken(server.record, khan, 60, 'passphrase')}`;
    const other = visitor(server.app);
    await other.send(link, { passphrase, again: passphrase });
    for (let attempt = 0; attempt < 8; attempt += 1) await signIn(visitor(server.app), 'a guess');
    expect((await signIn(visitor(server.app, { cookie: known(own) }), passphrase)).status).toBe(429);
    expect((await signIn(visitor(server.app, { cookie: known(other) }), passphrase)).status).toBe(303);
  });

  test('of a shared computer is known for each of them', async () => {
    const passwordHash = await hashPassphrase(passphrase);
    await addPerson(server.record, { name: 'Mr Roe', role: 'senco', signInName: 'roe', passwordHash });
    const shared = visitor(server.app);
    await signIn(shared, passphrase);
    await signIn(visitor(server.app, { cookie: known(shared) }), 'x');
    const next = visitor(server.app, { cookie: known(shared) });
    await signIn(next, passphrase, 'roe');
    await guess();
    expect((await signIn(visitor(server.app, { cookie: known(next) }), passphrase)).status).toBe(303);
  });

  test('has a cookie no script reads and no other site sends, which names nobody', async () => {
    const own = visitor(server.app);
    const form = await own.get('/sign-in');
    const answer = await server.app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { cookie: own.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        token: /name="token" value="([^"]+)"/.exec(form.body)![1],
        name: 'khan',
        passphrase,
        to: '/',
      }).toString(),
    });
    const set = [answer.headers['set-cookie'] ?? []].flat().find((one) => one.startsWith('same-start-known='))!;
    expect(set).toMatch(/; HttpOnly/);
    expect(set).toMatch(/; SameSite=Strict/);
    expect(set).toContain(`; Max-Age=${90 * 86_400}`);
    expect(set).not.toContain(khan);
    expect(set).not.toContain('khan');
  });
});

describe('knownBrowsers(record)', () => {
  const person = { personId: 'p1', passwordHash: '$argon2id$1' };
  const at = Date.parse('2026-12-01T09:00:00Z');

  test('knows a mark for ninety days, for its person and passphrase, and no cookie that was changed or made elsewhere', async () => {
    const [record, other] = [await openRecord({ path: ':memory:' }), await openRecord({ path: ':memory:' })];
    const browsers = await knownBrowsers(record);
    const cookie = browsers.remember(undefined, person, at);
    expect(browsers.markOf(cookie, person, at)).not.toBeNull();
    expect(browsers.markOf(cookie, person, at + knownBrowserDays * day)).not.toBeNull();
    expect(browsers.markOf(cookie, person, at + (knownBrowserDays + 1) * day)).toBeNull();
    expect(browsers.markOf(cookie, person, at - 2 * day)).toBeNull();
    expect(browsers.markOf(cookie, { ...person, personId: 'p2' }, at)).toBeNull();
    expect(browsers.markOf(cookie, { ...person, passwordHash: '$argon2id$2' }, at)).toBeNull();
    expect(browsers.markOf(cookie, { ...person, passwordHash: null }, at)).toBeNull();
    const later = `${(Math.floor(at / day) + 1).toString(36)}${cookie.slice(cookie.indexOf('.'))}`;
    for (const forged of [undefined, '', '!', 'x!y', later, `${cookie}x`, `${cookie.split('!')[0]}!`])
      expect([browsers.markOf(forged, person, at), browsers.name(forged)], forged).toEqual([null, null]);
    expect((await knownBrowsers(other)).markOf(cookie, person, at)).toBeNull();
    for (const one of [record, other]) await one.close();
  });

  test('keeps the ten who signed in last, each once, in a cookie that any browser takes', async () => {
    const record = await openRecord({ path: ':memory:' });
    const browsers = await knownBrowsers(record);
    const people = Array.from({ length: 12 }, (_, number) => ({ personId: `p${number}`, passwordHash: `h${number}` }));
    let cookie: string | undefined;
    for (const one of [...people, ...people.slice(2)]) cookie = browsers.remember(cookie, one, at);
    const found = people.filter((one) => browsers.markOf(cookie, one, at) !== null).map(({ personId }) => personId);
    expect(found).toEqual(people.slice(2).map(({ personId }) => personId));
    expect(cookie!.length).toBeLessThan(1000);
    await record.close();
  });
});

test('beginAttempt(record, {kind: browser}) lets ten go in any 24 hours, however long somebody goes on', async () => {
  const record = await openRecord({ path: ':memory:' });
  const made: number[] = [];
  for (let minute = 0; minute < 5 * 24 * 60; minute += 5)
    if ((await beginAttempt(record, { kind: 'browser', of: 'm', at: minute * 60_000 })) === 0) made.push(minute);
  const inADay = made.map((start) => made.filter((one) => one >= start && one < start + 24 * 60).length);
  expect(Math.max(...inADay)).toBe(10);
  await record.close();
});
