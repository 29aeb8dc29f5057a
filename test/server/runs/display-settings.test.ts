import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let plain: TestApp;
let own: TestApp;
beforeAll(async () => {
  plain = await testApp();
  const content = fixtureRun();
  const policy = { ...(content.manifest.policy as object), display: { probabilities: true, meetingMinutes: 30 } };
  own = await testApp({}, { ...content, manifest: { ...content.manifest, policy } });
});
afterAll(() => Promise.all([plain, own].map(({ app }) => app.close())));

async function page(server: TestApp, url: (server: TestApp) => string | Promise<string>) {
  const cookie = await server.signIn('headteacher', { school: 'Oak Primary' });
  return (await server.app.inject({ url: await url(server), headers: { cookie } })).body;
}

test('a pupil’s page gives the number beside a likelihood word where the policy asks for it, and nowhere else', async () => {
  const pupil = async (server: TestApp) => `/pupils/${await pupilKeyOf(server, fixturePupil('Oak Primary', '4K', 1))}`;
  const body = await page(own, pupil);
  // The fixture's criteria are met with .84 and not met with .08.
  expect(body).toContain('likely (84 in 100)');
  expect(body).toContain('unlikely (8 in 100)');
  expect(body).not.toMatch(/(cannot say|no large gap)[^<]* in 100\)/);
  expect(await page(plain, pupil)).not.toMatch(/\d in 100\)/);
  expect(await page(own, () => '/agenda?school=Oak%20Primary&class=4K')).not.toMatch(/\d in 100\)/);
});

test('a meeting is given the minutes of the policy, 45 where it says none', async () => {
  expect(await page(own, () => '/meetings')).toMatch(/name="minutes"[^>]*value="30"/);
  expect(await page(plain, () => '/meetings')).toMatch(/name="minutes"[^>]*value="45"/);
});
