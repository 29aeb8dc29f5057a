import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { howReached } from '../../../server/http/how-reached.ts';
import { serve } from '../../../server/main.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { addPerson } from '../../../server/people/people.ts';
import { hashPassphrase } from '../../../server/people/passphrase-hash.ts';
import { localhostCertificate, localhostKey } from '../localhost-certificate.ts';

const url = 'https://progress.school.example';

describe('howReached(settings, environment)', () => {
  test('with nothing said: this machine, nobody believed, no request to anywhere', () => {
    expect(howReached({ host: '127.0.0.1' }, {})).toEqual({ hosts: ['127.0.0.1'], secure: false, proxies: [] });
  });

  test('with an https address: cookies over https only, a proxy on this machine believed', () => {
    const host = '127.0.0.1';
    const local = ['127.0.0.1', '::1'];
    expect(howReached({ host, url: `${url}/` }, {})).toEqual({
      hosts: [host, 'progress.school.example'],
      secure: true,
      proxies: local,
      publicUrl: url,
    });
    expect(howReached({ host, url, proxies: ['10.1.2.3'] }, {}).proxies).toEqual(['10.1.2.3']);
  });

  test.each([
    [{ host: '0.0.0.0' }, 'other machines would reach it without https'],
    [{ host: '192.168.1.5', url: 'http://localhost:3000' }, 'other machines would reach it without https'],
    [{ host: '127.0.0.1', url: 'http://progress.school.example' }, 'it must be https'],
    [{ host: '127.0.0.1', url: `${url}/progress` }, 'without a path'],
    [{ host: '127.0.0.1', url: 'https://user@school.example' }, 'without a path'],
    [{ host: '127.0.0.1', url: 'school' }, 'it must be https'],
    [{ host: '127.0.0.1', certificate: 'c.pem' }, 'given together'],
    [{ host: '127.0.0.1', certificate: 'none.pem', certificateKey: 'none.pem' }, 'cannot be read'],
  ])('refuses %j', (settings, why) => {
    expect(() => howReached(settings, {})).toThrow(why);
  });

  const issuer = { SAME_START_OIDC_ISSUER: 'https://login.example', SAME_START_OIDC_CLIENT_ID: 'same-start' };
  test('takes the school’s own sign-in from the environment', () => {
    const { openId } = howReached({ host: '127.0.0.1', url }, { ...issuer, SAME_START_OIDC_CLIENT_SECRET: 's' });
    expect(openId).toEqual({
      issuer: 'https://login.example',
      clientId: 'same-start',
      clientSecret: 's',
      name: 'the school’s account',
      trustAddresses: false,
      publicUrl: url,
    });
  });

  test.each([
    [{ url }, { SAME_START_OIDC_ISSUER: 'https://login.example' }, 'SAME_START_OIDC_CLIENT_ID is needed'],
    [{}, issuer, '--url is needed'],
    [{ url }, { ...issuer, SAME_START_OIDC_ISSUER: 'http://login.example' }, 'it must be https'],
  ])('refuses half a sign-in: %j %j', (settings, environment, why) => {
    expect(() => howReached({ host: '127.0.0.1', ...settings }, environment)).toThrow(why);
  });
});

describe('serve(settings)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'same-start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const settings = () => ({ runs: join(folder, 'runs'), records: join(folder, 'record'), host: '127.0.0.1', port: 0 });

  test('with an address for all, prints a one-time address only until a headteacher can sign in otherwise', async () => {
    const printed = async (own: { link?: boolean }) => {
      const served = await serve({ ...settings(), url, ...own });
      await served.close();
      return { once: served.once, link: /\/sign-in\/[\w-]{32}$/.test(served.signInUrl), at: served.address };
    };
    expect(await printed({})).toEqual({ once: true, link: true, at: url });
    const record = await openRecord({ path: join(folder, 'record', 'record.db') });
    await addPerson(record, { name: 'Mrs Osei', role: 'headteacher', signInName: 'osei' });
    expect((await printed({})).once).toBe(true);
    await record.db
      .updateTable('person')
      .set({ password_hash: await hashPassphrase('ten past four') })
      .execute();
    await record.close();
    expect(await printed({})).toEqual({ once: false, link: false, at: url });
    expect((await printed({ link: true })).once).toBe(true);
    // one person on this machine always has a way in
    const alone = await serve(settings());
    expect(alone.once).toBe(true);
    await alone.close();
  });

  test('with a certificate, serves https and gives the cookie to https only', async () => {
    const [certificate, certificateKey] = [join(folder, 'c.pem'), join(folder, 'k.pem')];
    writeFileSync(certificate, localhostCertificate);
    writeFileSync(certificateKey, localhostKey);
    const served = await serve({ ...settings(), certificate, certificateKey });
    expect(served.signInUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/sign-in\//);
    const answer = await new Promise<{ status: number | undefined; cookie: string }>((resolve, reject) => {
      request(served.signInUrl, { rejectUnauthorized: false, agent: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode, cookie: response.headers['set-cookie']?.[0] ?? '' });
      })
        .on('error', reject)
        .end();
    });
    await served.close();
    expect(answer.status).toBe(303);
    expect(answer.cookie).toMatch(/^__Host-same-start=.*; Secure/);
  });
});
