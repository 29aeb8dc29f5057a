import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashPassphrase } from '../../../server/people/passphrase-hash.ts';
import { addPerson } from '../../../server/people/people.ts';
import { beginAttempt, forgiveAttempt } from '../../../server/people/sign-in-failures.ts';
import { newSignInToken } from '../../../server/people/sign-in-tokens.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { testApp, tokenOf, type TestApp } from '../signed-in.ts';
import { visitor } from '../visitor.ts';

const passphrase = 'purple kettle on ice';
let server: TestApp;
let khan: string;
let before: number;
beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.app.close());
beforeEach(async () => {
  await server.record.db.deleteFrom('person').execute();
  await server.record.db.deleteFrom('sign_in_failure').execute();
  before = (await server.record.db.selectFrom('audit').select('entry').execute()).length;
  const passwordHash = await hashPassphrase(passphrase);
  khan = await addPerson(server.record, { name: 'Ms Khan', role: 'senco', signInName: 'S.Khan', passwordHash });
});

const signInForm = (name: string, typed: string, to = '/') => ({ name, passphrase: typed, to });
const actions = async () =>
  (await server.record.db.selectFrom('audit').selectAll().where('entry', '>', before).orderBy('entry').execute()).map(
    ({ action, person_id, object }) => [action, person_id, object],
  );

describe('signing in with a passphrase', () => {
  test('opens the page that was asked for, whatever the case of the name', async () => {
    const own = visitor(server.app);
    const asked = await own.get('/explore?subject=reading');
    expect(asked.status).toBe(401);
    expect(asked.body).toContain('name="to" value="/explore?subject=reading"');
    const answer = await own.send('/sign-in', signInForm(' s.khan ', passphrase, '/explore?subject=reading'));
    expect([answer.status, answer.location]).toEqual([303, '/explore?subject=reading']);
    expect((await own.get('/')).body).toContain('Ms Khan');
    expect(await actions()).toEqual([['sign-in', khan, 'passphrase']]);
  });

  test('gives the session a new identifier, and the old one is worth nothing', async () => {
    const own = visitor(server.app);
    await own.get('/sign-in');
    const planted = own.cookie;
    expect(planted).toContain('same-start=');
    await own.send('/sign-in', signInForm('s.khan', passphrase));
    expect(own.cookie).not.toBe(planted);
    expect((await visitor(server.app, { cookie: planted }).get('/')).status).toBe(401);
  });

  test('says the same of a wrong passphrase, an unknown name and a disabled person, and keeps no unknown name', async () => {
    const passwordHash = await hashPassphrase(passphrase);
    const gone = await addPerson(server.record, { name: 'Mr Gone', role: 'senco', signInName: 'gone', passwordHash });
    await server.record.db
      .updateTable('person')
      .set({ disabled_at: '2026-12-01' })
      .where('person_id', '=', gone)
      .execute();
    const answers = [];
    for (const [name, typed] of [
      ['s.khan', 'another kettle on ice'],
      ['nobody-here', passphrase],
      ['gone', passphrase],
    ])
      answers.push(await visitor(server.app).send('/sign-in', signInForm(name, typed)));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    const shown = answers.map(({ body }) => body.replace(/name="token" value="[^"]*"|value="[a-z.-]+"/g, ''));
    expect(new Set(shown).size).toBe(1);
    expect(shown[0]).toContain('The sign-in name or the passphrase is not right.');
    expect(answers[0].body).not.toContain('another kettle');
    expect(await actions()).toEqual([
      ['sign-in-failed', null, khan],
      ['sign-in-failed', null, 'unknown name'],
      ['sign-in-failed', null, gone],
    ]);
    expect(JSON.stringify(await server.record.db.selectFrom('sign_in_failure').selectAll().execute())).not.toMatch(
      /nobody-here|khan/,
    );
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\r\nx: y'])(
    'goes home rather than to %j',
    async (to) => {
      const { status, location } = await visitor(server.app).send('/sign-in', signInForm('s.khan', passphrase, to));
      expect([status, location]).toEqual([303, '/']);
    },
  );

  test('makes a name wait after five failures, right passphrase or not, and another name or computer does not wait', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1)
      await visitor(server.app).send('/sign-in', signInForm('s.khan', 'another kettle on ice'));
    const right = await visitor(server.app, { address: '10.0.0.7' }).send('/sign-in', signInForm('S.KHAN', passphrase));
    expect(right.status).toBe(429);
    expect(right.body).toMatch(/Wait \d+ seconds|Wait 1 minute/);
    const passwordHash = await hashPassphrase(passphrase);
    await addPerson(server.record, { name: 'Mr Roe', role: 'senco', signInName: 'roe', passwordHash });
    expect((await visitor(server.app).send('/sign-in', signInForm('roe', passphrase))).status).toBe(303);
    // unknown names wait alike: waiting says nothing about who has an account
    for (let attempt = 0; attempt < 6; attempt += 1)
      await visitor(server.app, { address: '10.0.0.8' }).send('/sign-in', signInForm('nobody', 'x'));
    expect(
      (await visitor(server.app, { address: '10.0.0.9' }).send('/sign-in', signInForm('nobody', 'x'))).status,
    ).toBe(429);
  });

  test('is limited by network address, whatever the names', async () => {
    const own = visitor(server.app, { address: '10.0.0.5' });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1)
      statuses.push((await own.send('/sign-in', signInForm(`name${attempt}`, 'x'))).status);
    expect(statuses.slice(0, 30).every((status) => status === 422)).toBe(true);
    expect(statuses[30]).toBe(429);
  });

  test('needs the token of its form', async () => {
    const { statusCode } = await server.app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: 'x', ...signInForm('s.khan', passphrase) }).toString(),
    });
    expect(statusCode).toBe(403);
  });
});

describe('beginAttempt(record, attempt)', () => {
  test('lets five failures go, then waits 30 seconds, twice as long each time, never more than 15 minutes, and forgets in a day', async () => {
    const record = await openRecord({ path: ':memory:' });
    let at = 1_000_000;
    const attempt = () => beginAttempt(record, { kind: 'name', of: 'x', at });
    const waits: number[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      const wait = await attempt();
      waits.push(wait);
      at += wait * 1000;
      if (wait > 0) expect(await attempt()).toBe(0);
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]);
    expect(await attempt()).toBe(900);
    at += 24 * 3_600_000;
    expect(await attempt()).toBe(0);
    for (let turn = 0; turn < 4; turn += 1) expect(await attempt()).toBe(0);
    expect(await attempt()).toBe(30);
    await forgiveAttempt(record, 'name', 'x');
    expect(await attempt()).toBe(0);
    await record.close();
  });

  test('counts attempts that are made side by side', async () => {
    const record = await openRecord({ path: ':memory:' });
    const waits = await Promise.all(
      Array.from({ length: 12 }, () => beginAttempt(record, { kind: 'name', of: 'x', at: 5_000_000 })),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    await record.close();
  });
});

describe('a link from the People page', () => {
  let link: string;
  beforeEach(async () => {
    link = `/sign-in/${await newSignInToken(server.record, khan, 60, 'passphrase')}`;
  });
  const chosen = (text: string, again = text) => ({ passphrase: text, again });

  test('is not used up by being opened, lets a passphrase be chosen once, and signs in', async () => {
    const elsewhere = visitor(server.app);
    await elsewhere.send('/sign-in', signInForm('s.khan', passphrase));
    expect((await visitor(server.app).get(link)).body).toContain('Welcome, Ms Khan');
    const own = visitor(server.app);
    expect((await own.send(link, chosen('ten past four'))).status).toBe(303);
    expect((await own.get('/')).body).toContain('Ms Khan');
    expect((await visitor(server.app).get(link)).status).toBe(401);
    // whoever was signed in with the old passphrase is out, and it opens nothing
    expect((await elsewhere.get('/')).status).toBe(401);
    expect((await visitor(server.app).send('/sign-in', signInForm('s.khan', passphrase))).status).toBe(422);
    expect((await visitor(server.app).send('/sign-in', signInForm('s.khan', 'ten past four'))).status).toBe(303);
    expect((await actions()).map(([action]) => action)).toContain('passphrase-chosen');
  });

  test('that signs in at once is not used up by a program that only looks whether it is there', async () => {
    const link = await newSignInToken(server.record, khan, 5);
    const looked = await server.app.inject({ method: 'HEAD', url: `/sign-in/${link}` });
    expect([looked.statusCode, looked.headers['set-cookie']]).toEqual([404, undefined]);
    expect((await visitor(server.app).get(`/sign-in/${link}`)).status).toBe(303);
  });

  test('says what is wrong with a passphrase, and stays good', async () => {
    const own = visitor(server.app);
    const short = await own.send(link, chosen('short'));
    expect(short.status).toBe(422);
    expect(short.body).toContain('Use at least 12 characters: this has 5.');
    expect(short.body).not.toContain('value="short"');
    expect((await own.send(link, chosen('ten past four', 'ten past five'))).body).toContain(
      'The two are not the same.',
    );
    expect((await own.send(link, chosen('ten past four'))).status).toBe(303);
  });

  test('stops working when a newer one is made, or the person is disabled', async () => {
    const newer = `/sign-in/${await newSignInToken(server.record, khan, 60, 'passphrase')}`;
    expect((await visitor(server.app).get(link)).status).toBe(401);
    expect((await visitor(server.app).get(newer)).status).toBe(200);
    await server.record.db
      .updateTable('person')
      .set({ disabled_at: '2026-12-01' })
      .where('person_id', '=', khan)
      .execute();
    expect((await visitor(server.app).get(newer)).status).toBe(401);
  });
});

describe('the reader’s own account', () => {
  const change = (current: string, text: string, again = text) => ({ current, passphrase: text, again });

  test('changes the passphrase for whoever knows the old one, and ends every other session', async () => {
    const [own, elsewhere] = [visitor(server.app), visitor(server.app)];
    await own.send('/sign-in', signInForm('s.khan', passphrase));
    await elsewhere.send('/sign-in', signInForm('s.khan', passphrase));
    const wrong = await own.send('/account', change('not the passphrase', 'ten past four'));
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('This is not your passphrase.');
    expect((await own.send('/account', change(passphrase, 'ten past four', 'ten past'))).status).toBe(422);
    expect((await own.send('/account', change(passphrase, 'password1234'))).body).toContain('guessed first');
    const done = await own.send('/account', change(passphrase, 'ten past four'));
    expect(done.location).toBe('/account?changed=yes');
    expect((await own.get(done.location)).body).toContain('Your new passphrase is saved.');
    expect((await elsewhere.get('/')).status).toBe(401);
    expect((await visitor(server.app).send('/sign-in', signInForm('s.khan', 'ten past four'))).status).toBe(303);
  });

  test('is no place to guess the passphrase from', async () => {
    const own = visitor(server.app);
    await own.send('/sign-in', signInForm('s.khan', passphrase));
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      statuses.push((await own.send('/account', change(`guess ${attempt} of many`, 'ten past four'))).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  });
});

describe('a session', () => {
  const age = (milliseconds: { seen?: number; made?: number }) =>
    server.record.db
      .updateTable('session')
      .set((row) => ({
        seen_at: row('seen_at', '-', milliseconds.seen ?? 0),
        expires_at: row('expires_at', '-', milliseconds.made ?? 0),
      }))
      .where('person_id', '=', khan)
      .execute();
  const minute = 60_000;

  test('ends after an hour without use, and use keeps it', async () => {
    const own = visitor(server.app);
    await own.send('/sign-in', signInForm('s.khan', passphrase));
    for (let turn = 0; turn < 3; turn += 1) {
      await age({ seen: 59 * minute });
      expect((await own.get('/how')).status).toBe(200);
    }
    await age({ seen: 61 * minute });
    expect((await own.get('/how')).status).toBe(401);
  });

  test('ends after ten hours whatever happens', async () => {
    const own = visitor(server.app);
    await own.send('/sign-in', signInForm('s.khan', passphrase));
    await age({ made: 599 * minute });
    expect((await own.get('/account')).status).toBe(200);
    await age({ made: 2 * minute });
    expect((await own.get('/account')).status).toBe(401);
  });

  test('has a cookie no script reads, that other sites’ forms do not send and that ends with the browser', async () => {
    const own = visitor(server.app);
    const { setCookie } = await own.send('/sign-in', signInForm('s.khan', passphrase));
    expect(setCookie).toMatch(/; HttpOnly/);
    expect(setCookie).toMatch(/; SameSite=Lax/);
    expect(setCookie).toMatch(/; Path=\//);
    expect(setCookie).not.toMatch(/Expires|Max-Age|Domain/);
  });

  test('signs out everywhere at once', async () => {
    const [own, elsewhere] = [visitor(server.app), visitor(server.app)];
    for (const one of [own, elsewhere]) await one.send('/sign-in', signInForm('s.khan', passphrase));
    await own.send('/sign-out', { everywhere: 'yes' });
    expect((await own.get('/')).status).toBe(401);
    expect((await elsewhere.get('/')).status).toBe(401);
  });
});

describe('over https', () => {
  const told = (protocol: string) => ({ host: 'progress.school.example', 'x-forwarded-proto': protocol });

  test('the cookie is Secure with the __Host- name, and browsers are told to stay with https', async () => {
    const secure = await testApp({
      secure: true,
      hosts: ['progress.school.example'],
      publicUrl: 'https://progress.school.example',
      proxies: ['127.0.0.1'],
    });
    const link = `/sign-in/${await newSignInToken(secure.record, await addPerson(secure.record, { name: 'A', role: 'senco' }), 5)}`;
    const plain = await secure.app.inject({ url: link, headers: told('http') });
    expect(plain.statusCode).toBe(400);
    expect(plain.body).toContain('Open https://progress.school.example instead.');
    // somebody else's word about https is not taken
    const stranger = await secure.app.inject({ url: link, headers: told('https'), remoteAddress: '10.0.0.9' });
    expect(stranger.statusCode).toBe(400);
    const { statusCode, headers } = await secure.app.inject({ url: link, headers: told('https') });
    expect(statusCode).toBe(303);
    expect([headers['set-cookie']].flat()[0]).toMatch(/^__Host-same-start=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    await secure.app.close();
  });
});

describe('visits of the sign-in form', () => {
  const sessionRows = async () =>
    (await server.record.db.selectFrom('session').select('session_hash').where('person_id', 'is', null).execute())
      .length;
  const writes = async () => `${server.record.changes.ofRecord()} ${server.record.changes.ofSessions()}`;

  test('leave no row behind, a thousand of them, and a form of long before still signs in', async () => {
    const early = visitor(server.app);
    const form = await early.get('/sign-in');
    const all = (await server.record.db.selectFrom('session').select('session_hash').execute()).length;
    const before = await writes();
    for (let visit = 0; visit < 1000; visit += 1) {
      const url = visit % 2 === 0 ? '/sign-in' : '/explore';
      const { statusCode } = await server.app.inject({ url, remoteAddress: `10.1.${visit % 5}.1` });
      expect(statusCode).toBe(visit % 2 === 0 ? 200 : 401);
    }
    expect(await sessionRows()).toBe(0);
    expect((await server.record.db.selectFrom('session').select('session_hash').execute()).length).toBe(all);
    expect(await writes()).toBe(before);
    const answer = await server.app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { cookie: early.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: tokenOf(form.body), ...signInForm('s.khan', passphrase) }).toString(),
    });
    expect(answer.statusCode).toBe(303);
  });

  test('have a limit of their own: whoever is signed in at the same address is answered, and another address too', async () => {
    const address = '10.2.0.1';
    const own = visitor(server.app, { address });
    await own.send('/sign-in', signInForm('s.khan', passphrase));
    const late = visitor(server.app, { address });
    const form = await late.get('/sign-in');
    const statuses = new Map<number, number>();
    for (let visit = 0; visit < 1000; visit += 1) {
      const { statusCode } = await server.app.inject({ url: visit % 2 ? '/sign-in' : '/', remoteAddress: address });
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
    // two were opened before
    expect(statuses.get(429)).toBe(1002 - 300);
    expect((await own.get('/')).status).toBe(200);
    expect((await visitor(server.app, { address: '10.2.0.2' }).get('/sign-in')).status).toBe(200);
    // whoever had the form open already can send it
    const sent = await server.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: address,
      headers: { cookie: late.cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ token: tokenOf(form.body), ...signInForm('s.khan', passphrase) }).toString(),
    });
    expect(sent.statusCode).toBe(303);
  });

  test('give a token that is good with the cookie it came with and no other', async () => {
    const [one, other] = [visitor(server.app), visitor(server.app)];
    const token = tokenOf((await one.get('/sign-in')).body);
    await other.get('/sign-in');
    const send = (cookie: string) =>
      server.app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ token, ...signInForm('s.khan', passphrase) }).toString(),
      });
    expect((await send(other.cookie)).statusCode).toBe(403);
    expect((await send('same-start=made.up')).statusCode).toBe(403);
    expect((await send('')).statusCode).toBe(403);
    expect((await send(one.cookie)).statusCode).toBe(303);
  });
});
