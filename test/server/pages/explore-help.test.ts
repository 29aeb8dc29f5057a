import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson } from '../../../server/people/people.ts';
import { startPlan } from '../../../server/records/register/support-plans.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { testApp, type TestApp } from '../signed-in.ts';

let server: TestApp;
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ schools: ['Oak Primary', 'Elm Primary'], pupils: 30 }));
  for (let at = 0; at < 8; at += 1)
    await startPlan(
      server.record,
      { school: 'Oak Primary', pupilId: fixturePupil('Oak Primary', '4K', 10 + at) },
      { start_on: '2025-12-10', review_on: '2026-06-10', hoped_for: 'reads on', provision: 'partner' },
      { personId: 'p', at: new Date('2025-12-10T10:00:00Z') },
    );
});
afterAll(() => server.app.close());

const words = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test('says what became of each kind of help beside pupils with the same score, and that nobody was chosen by lot', async () => {
  const cookie = await server.signIn('senco', { school: 'Oak Primary' });
  const { body, statusCode } = await server.app.inject({ url: '/explore/help', headers: { cookie } });
  expect(statusCode).toBe(200);
  const read = words(body);
  expect(read).toContain('These pupils were not chosen by lot');
  expect(read).toMatch(/a support plan 8 .*8 pupils They (moved|stayed)/);
  expect(read).not.toMatch(/NaN|undefined/);
  // No pupil is told apart.
  expect(body).not.toMatch(/\/pupils\/|Amira/);
});

test('says what is recorded now: of what is read again after a write, only help makes it anew', async () => {
  const cookie = await server.signIn('senco', { school: 'Oak Primary' });
  const page = async () => words((await server.app.inject({ url: '/explore/help', headers: { cookie } })).body);
  const before = await page();
  await addPerson(server.record, { name: 'A. Other', role: 'senco', school: 'Oak Primary' });
  expect(await page()).toBe(before);
  await startPlan(
    server.record,
    { school: 'Oak Primary', pupilId: fixturePupil('Oak Primary', '4K', 20) },
    { start_on: '2025-12-10', review_on: '2026-06-10', hoped_for: 'reads on', provision: 'partner' },
    { personId: 'p', at: new Date('2025-12-10T10:00:00Z') },
  );
  expect(await page()).toMatch(/a support plan 9 /);
});

test('is for those who keep the register of the school, of that school only', async () => {
  for (const role of ['governor', 'trust-lead', 'auditor', 'teacher'] as const) {
    const scope = role === 'trust-lead' || role === 'auditor' ? {} : { school: 'Oak Primary' };
    const cookie = await server.signIn(role, scope);
    expect([role, (await server.app.inject({ url: '/explore/help', headers: { cookie } })).statusCode]).toEqual([
      role,
      403,
    ]);
    const other = await server.app.inject({ url: '/explore/school?subject=reading', headers: { cookie } });
    expect(other.body).not.toContain('/explore/help');
  }
  const elm = await server.signIn('headteacher', { school: 'Elm Primary' });
  const own = await server.app.inject({ url: '/explore/help', headers: { cookie: elm } });
  expect(words(own.body)).toContain('No help is recorded in this school yet');
  const theirs = await server.app.inject({ url: '/explore/help?school=Oak+Primary', headers: { cookie: elm } });
  expect(theirs.statusCode).toBe(404);
});
