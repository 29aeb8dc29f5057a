import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { enterOnRegister, leaveRegister } from '../../../server/records/register/register.ts';
import { reviewPlan, startPlan } from '../../../server/records/register/support-plans.ts';
import { fixturePupil, fixtureRun } from '../fixture-run.ts';
import { testApp, type TestApp } from '../signed-in.ts';
import type { Role } from '../../../server/people/permissions.ts';

const school = 'Oak Primary';
let server: TestApp;
const cookies = new Map<Role, string>();
beforeAll(async () => {
  server = await testApp({}, fixtureRun({ pupils: 12 }));
  const deed = { personId: 'local', at: new Date('2026-12-10T09:00:00Z') };
  const pupil = (className: string, number: number) => ({ school, pupilId: fixturePupil(school, className, number) });
  const words = { difficulty: 'x', provision: 'y', decided_by: 'z', told_on: '2026-01-01', told_by: 'z', told_how: '' };
  // Eight at the start, seven of them with the same need; two come in the term and one leaves.
  for (let n = 1; n <= 8; n += 1) {
    await enterOnRegister(server.record, pupil('4K', n), { status: 'K', from_on: '2026-01-10', ...words }, deed);
    await setNeeds(server.record, pupil('4K', n), [{ need: n === 1 ? 'HI' : 'SLCN', note: '' }], deed);
  }
  for (const n of [1, 2])
    await enterOnRegister(server.record, pupil('4J', n), { status: 'K', from_on: '2026-10-05', ...words }, deed);
  const leaving = { left_on: '2026-11-02', left_because: 'gap closed', left_told_on: '2026-11-01', left_told_by: 'z' };
  await leaveRegister(server.record, pupil('4K', 8), leaving, deed);
  for (let n = 1; n <= 3; n += 1) {
    const plan = { start_on: '2026-09-05', review_on: '2026-12-01', hoped_for: 'a', provision: 'b' };
    const made = await startPlan(server.record, pupil('4K', n), plan, deed);
    const said = { came_of_it: 'c', pupil_says: 'd', home_says: 'e', effect: 'partly' as const };
    const reviewed_on = n === 1 ? '2026-12-01' : '2026-12-05';
    if (n < 3 && made)
      await reviewPlan(server.record, { ...pupil('4K', n), planId: made.plan_id }, { reviewed_on, ...said }, deed);
  }
  for (const role of ['senco', 'governor', 'headteacher'] as const)
    cookies.set(role, await server.signIn(role, { school }));
});
afterAll(() => server.app.close());

async function text(url: string, role: Role): Promise<string> {
  const { body, statusCode } = await server.app.inject({ url, headers: { cookie: cookies.get(role)! } });
  expect(statusCode).toBe(200);
  return body
    .slice(body.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the summary of the register', () => {
  test('tells SENCO and head of the present term in counts: movement, needs, plans in time', async () => {
    const page = await text('/register/summary', 'senco');
    expect(page).toContain('1 September 2026 to 31 December 2026');
    expect(page).toMatch(/at the start 8 Came onto it 2 Left it 1 Changed status 0 On the register at the end 9/);
    expect(page).toMatch(/speech, language and communication 6 none recorded 2 hearing 1/);
    expect(page).toMatch(/To be reviewed in this time 3 Reviewed by the day 1 Reviewed later 1 Not reviewed yet 1/);
    const before = await text('/register/summary?from=2026-04-01&to=2026-08-31', 'senco');
    expect(before).toMatch(/at the start 8 Came onto it 0 Left it 0 .*at the end 8/);
  });

  test('tells governors nothing small, nor what leads to it, and only of whole terms', async () => {
    const page = await text('/register/summary', 'governor');
    expect(page).toMatch(/at the start – Came onto it – Left it – Changed status 0 On the register at the end 9/);
    expect(page).toMatch(/communication – none recorded – hearing –/);
    expect(page).toMatch(/To be reviewed in this time – Reviewed by the day – Reviewed later – Not reviewed yet –/);
    expect(page).not.toContain('Equity');
    for (const url of [
      '/register/summary?from=2026-10-04&to=2026-10-05',
      '/register/summary?from=2026-09-01&to=2027-08-31',
    ])
      expect(await text(url, 'governor')).toContain('1 September 2026 to 31 December 2026');
    const printed = await text('/register/summary?for=governors', 'headteacher');
    expect(printed).toMatch(/at the start – Came onto it –/);
  });

  test('says that a last day before the first cannot be, and shows the present term', async () => {
    const page = await text('/register/summary?from=2026-12-01&to=2026-01-01', 'senco');
    expect(page).toContain('The last day is before the first.');
    expect(page).toContain('1 September 2026 to 31 December 2026');
  });

  test('names nobody and judges nobody', async () => {
    const page = await text('/register/summary', 'senco');
    for (const name of ['Amira', 'Hussain', 'Zoë']) expect(page).not.toContain(name);
    expect(bannedWordsIn(page)).toEqual([]);
  });
});
