import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openId, callbackPath, type OpenIdSettings } from '../../../server/people/open-id.ts';
import { addPerson } from '../../../server/people/people.ts';
import { cookieOf, testApp, type TestApp } from '../signed-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const publicUrl = 'http://127.0.0.1:4321';
const clientSecret = 'a secret that only the two of them know';
const accounts = {
  'sub-khan': { email: 'S.Khan@oak.example', email_verified: true },
  'sub-unverified': { email: 'roe@oak.example', email_verified: false },
  'sub-silent': { email: 'roe@oak.example' },
  'sub-stranger': { email: 'stranger@oak.example', email_verified: true },
  'sub-nameless': {},
  'sub-other-khan': { email: 's.khan@oak.example', email_verified: true },
};

let provider: ChildProcess;
let issuer: string;
beforeAll(async () => {
  provider = spawn(process.execPath, [join(import.meta.dirname, '..', 'open-id-provider.ts')], {
    env: {
      PROVIDER: JSON.stringify({ redirectUri: publicUrl + callbackPath, clientSecret, accounts }),
      NODE_NO_WARNINGS: '1',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  [issuer] = (await once(createInterface(provider.stdout!), 'line')) as [string];
});
afterAll(() => provider.kill());

let server: TestApp;
let khan: string;
const settings = (): OpenIdSettings => ({
  issuer,
  clientId: 'same-start',
  clientSecret,
  name: 'Oak account',
  publicUrl,
});
beforeAll(async () => {
  server = await testApp({ openId: settings(), publicUrl });
});
afterAll(() => server.app.close());
let before: number;
beforeEach(async () => {
  await server.record.db.deleteFrom('person').execute();
  before = (await server.record.db.selectFrom('audit').select('entry').execute()).length;
  khan = await addPerson(server.record, { name: 'Ms Khan', role: 'senco', address: 's.khan@oak.example' });
});

/** Goes to the provider as a browser would, signs in there as `account`, and comes back with the address of the callback. */
async function signInThere(start: string, account: string): Promise<string> {
  const jar = new Map<string, string>();
  let address = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12; step += 1) {
    const answer = await fetch(address, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      jar.set(name, value);
    }
    form = undefined;
    const next = answer.headers.get('location');
    if (next) {
      const target = new URL(next, address);
      if (target.origin === publicUrl) return target.pathname + target.search;
      address = target.href;
    } else {
      const page = await answer.text();
      if (answer.status !== 200) throw new Error(`the provider answered ${answer.status}: ${page.slice(0, 300)}`);
      const prompt = /name="prompt" value="(\w+)"/.exec(page)![1];
      form = new URLSearchParams(prompt === 'login' ? { prompt, login: account, password: 'any' } : { prompt });
    }
  }
  throw new Error('the provider never came back');
}

async function begun(own: Visitor, to = '/'): Promise<string> {
  return (await own.get(`/sign-in/school?to=${encodeURIComponent(to)}`)).location;
}

async function signedIn(account: string, own = visitor(server.app)) {
  return own.get(await signInThere(await begun(own), account));
}

const lastEntry = async () => {
  const row = await server.record.db.selectFrom('audit').selectAll().orderBy('entry', 'desc').executeTakeFirstOrThrow();
  return { action: row.action, object: row.object, why: (JSON.parse(row.detail) as { why?: string }).why };
};

describe('signing in with the school’s own sign-in', () => {
  test('asks with a code challenge, state and nonce, and opens the page that was asked for', async () => {
    const own = visitor(server.app);
    expect((await own.get('/')).body).toContain('Sign in with Oak account');
    const asked = new URL(await begun(own, '/account'));
    expect(asked.origin).toBe(issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: publicUrl + callbackPath,
      scope: 'openid email',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.searchParams.get(name)!.length, name).toBeGreaterThan(40);
    // nobody is signed in yet: what was asked is in the browser, not in the record
    expect(await server.record.db.selectFrom('session').select('session_hash').execute()).toEqual([]);
    const before = own.cookie;
    const back = await own.get(await signInThere(asked.href, 'sub-khan'));
    expect([back.status, back.location]).toEqual([303, '/account']);
    expect(own.cookie).not.toBe(before);
    expect((await own.get('/account')).body).toContain('Ms Khan');
  });

  test('ties the account to the person the first time; afterwards the address is not asked', async () => {
    expect((await signedIn('sub-khan')).status).toBe(303);
    await server.record.db.updateTable('person').set({ address: 'married@oak.example' }).execute();
    expect((await signedIn('sub-khan')).status).toBe(303);
    const { oidc_subject } = await server.record.db
      .selectFrom('person')
      .select('oidc_subject')
      .where('person_id', '=', khan)
      .executeTakeFirstOrThrow();
    expect(oidc_subject).toBe(`${issuer} sub-khan`);
    const actions = await server.record.db
      .selectFrom('audit')
      .select(['action', 'object'])
      .where('entry', '>', before)
      .orderBy('entry')
      .execute();
    expect(actions).toEqual([
      { action: 'account-bound', object: khan },
      { action: 'sign-in', object: 'school sign-in' },
      { action: 'sign-in', object: 'school sign-in' },
    ]);
  });

  test.each([
    ['sub-stranger', 'not on the People page'],
    ['sub-nameless', 'not on the People page'],
    ['sub-unverified', 'not on the People page'],
    ['sub-silent', 'not on the People page'],
  ])('lets %s not in, and makes nobody', async (account, why) => {
    await addPerson(server.record, { name: 'Mr Roe', role: 'teacher', address: 'roe@oak.example' });
    const own = visitor(server.app);
    const answer = await signedIn(account, own);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('you are not on the list of people here');
    expect((await own.get('/')).status).toBe(401);
    expect(await server.record.db.selectFrom('person').select('person_id').execute()).toHaveLength(2);
    expect(await lastEntry()).toEqual({ action: 'sign-in-failed', object: 'school sign-in', why });
  });

  test('does not give a person to a second account with the same address', async () => {
    expect((await signedIn('sub-khan')).status).toBe(303);
    expect((await signedIn('sub-other-khan')).status).toBe(403);
    expect(await lastEntry()).toEqual({ action: 'sign-in-failed', object: khan, why: 'another account' });
  });

  test('lets a disabled person not in, whether tied already or not', async () => {
    await signedIn('sub-khan');
    const disable = (disabled_at: string | null, oidc_subject: string | null) =>
      server.record.db.updateTable('person').set({ disabled_at, oidc_subject }).where('person_id', '=', khan).execute();
    await disable('2026-12-01', `${issuer} sub-khan`);
    expect((await signedIn('sub-khan')).status).toBe(403);
    await disable('2026-12-01', null);
    expect((await signedIn('sub-khan')).status).toBe(403);
    expect(await lastEntry()).toEqual({ action: 'sign-in-failed', object: khan, why: 'disabled' });
  });

  test('believes an address without the issuer’s word only where the school has said so, and never against it', async () => {
    const trusting = await testApp({ openId: { ...settings(), trustAddresses: true }, publicUrl });
    await addPerson(trusting.record, { name: 'Mr Roe', role: 'teacher', address: 'roe@oak.example' });
    expect((await signedIn('sub-unverified', visitor(trusting.app))).status).toBe(403);
    expect((await signedIn('sub-silent', visitor(trusting.app))).status).toBe(303);
    await trusting.app.close();
  });
});

describe('an answer that was not asked for in this way', () => {
  test('with another state is refused', async () => {
    const own = visitor(server.app);
    const back = new URL(await signInThere(await begun(own), 'sub-khan'), publicUrl);
    back.searchParams.set('state', 'another');
    expect((await own.get(back.pathname + back.search)).status).toBe(401);
    expect((await own.get('/')).status).toBe(401);
    expect((await lastEntry()).why).toBe('answer not as asked');
  });

  test('is good for one try: a second with the right state is refused too', async () => {
    const own = visitor(server.app);
    const callback = await signInThere(await begun(own), 'sub-khan');
    await own.get(callback.replace(/state=[^&]+/, 'state=another'));
    expect((await own.get(callback)).status).toBe(401);
    expect((await lastEntry()).why).toBe('not asked for');
  });

  test('replayed by whoever saw it go by is refused, with the session it belonged to and with another', async () => {
    const own = visitor(server.app);
    const callback = await signInThere(await begun(own), 'sub-khan');
    const asking = own.cookie;
    expect((await own.get(callback)).status).toBe(303);
    const [thief, again] = [visitor(server.app), visitor(server.app, { cookie: asking })];
    expect((await thief.get(callback)).status).toBe(401);
    expect((await again.get(callback)).status).toBe(401);
    // with a question of the thief's own, neither the state nor the code verifier fits
    await begun(thief);
    expect((await thief.get(callback)).status).toBe(401);
    expect((await thief.get('/')).status).toBe(401);
  });

  test('put into a victim’s browser, so that they work in the attacker’s account, is refused', async () => {
    const [attacker, victim] = [visitor(server.app), visitor(server.app)];
    const callback = await signInThere(await begun(attacker), 'sub-khan');
    await begun(victim);
    expect((await victim.get(callback)).status).toBe(401);
    expect((await victim.get('/')).status).toBe(401);
  });

  test('with a code for another question is refused by the code verifier, even with the state put right', async () => {
    const [one, other] = [visitor(server.app), visitor(server.app)];
    const stolen = new URL(await signInThere(await begun(one), 'sub-khan'), publicUrl).searchParams.get('code')!;
    const own = new URL(await signInThere(await begun(other), 'sub-stranger'), publicUrl);
    own.searchParams.set('code', stolen);
    expect((await other.get(own.pathname + own.search)).status).toBe(401);
  });

  test('that comes later than ten minutes is refused', async () => {
    const client = openId(settings());
    const { address, flow } = await client.start('/');
    const query = (await signInThere(address, 'sub-khan')).split('?')[1];
    await expect(client.finish(query, { ...flow, startedAt: Date.now() - 601_000 })).rejects.toThrow('too late');
    await expect(client.finish(query, { ...flow, nonce: 'another' })).rejects.toThrow('unexpected JWT claim');
  });

  test('that says no, because somebody changed their mind, is answered with a way to try again', async () => {
    const own = visitor(server.app);
    const state = new URL(await begun(own)).searchParams.get('state')!;
    const answer = await own.get(
      `${callbackPath}?error=access_denied&state=${state}&iss=${encodeURIComponent(issuer)}`,
    );
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('sign in again');
  });
});

test('an issuer out of reach is said so, and people with passphrases are not kept out', async () => {
  const away = await testApp({ openId: { ...settings(), issuer: 'http://127.0.0.1:9' }, publicUrl });
  const answer = await away.app.inject('/sign-in/school');
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('Oak account does not answer');
  expect(cookieOf(answer.headers['set-cookie'] ?? '')).toBe('');
  await away.app.close();
});

test('an issuer on another machine must be https', () => {
  expect(() => openId({ ...settings(), issuer: 'http://login.example' })).toThrow('must be https');
});

test('without an issuer there is nothing to sign in with, and no address for it', async () => {
  const plain = await testApp();
  expect((await plain.app.inject('/sign-in/school')).statusCode).toBe(404);
  expect((await plain.app.inject(callbackPath)).statusCode).toBe(404);
  expect((await plain.app.inject('/')).body).not.toContain('Sign in with');
  await plain.app.close();
});
