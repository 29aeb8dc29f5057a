import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkUpn } from '../../../engine/index.ts';
import { emptyDiscussion, saveDiscussion } from '../../../server/records/discussions/discussions.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { enterOnRegister } from '../../../server/records/register/register.ts';
import { startPlan, supportPlans } from '../../../server/records/register/support-plans.ts';
import { transfers } from '../../../server/records/transfers/transfers.ts';
import { dataApp, type DataApp } from '../data-app.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { schoolSheet } from '../school-sheet.ts';

// Each analysis is a process of its own; on a busy machine several of them take their time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const [beech, ash] = ['Beech Primary', 'Ash Primary'];
const upn = (number: number) => {
  const rest = `82043${String(number).padStart(7, '0')}`;
  return checkUpn(`A${rest}`).expectedLetter + rest;
};
const mover = upn(1);
const by = { personId: 'someone', at: new Date('2026-11-03T09:00:00Z') };

let server: DataApp;
let headOfBeech: string;
let headOfAsh: string;
beforeAll(async () => {
  server = await dataApp();
  headOfBeech = await server.signIn('headteacher', { school: beech });
  headOfAsh = await server.signIn('headteacher', { school: ash });
});
afterAll(() => server.end());

/** A sheet with unique pupil numbers; Ash's own pupils count from 500. */
function sheet(school: string, first: number, more: readonly number[] = []): string {
  const [header, ...rows] = schoolSheet({ school }).replace('Admission Number', 'UPN').split('\r\n');
  const numbered = rows.map((row, place) => row.replace(/^K\d+/, upn(more[place] ?? first + place)));
  return [header, ...numbered].join('\r\n');
}

async function read(cookie: string, text: string): Promise<{ location: string; page: string }> {
  const { location } = await server.upload('/data/upload', cookie, { 'sheet.csv': text });
  await server.app.imports!.idle();
  return { location, page: (await server.get(location, cookie)).body.replace(/\s+/g, ' ') };
}

async function release(cookie: string, text: string): Promise<void> {
  const { location } = await read(cookie, text);
  await server.post(`${location}/run`, cookie);
  await server.app.imports!.idle();
  const run = /\/data\/runs\/([0-9a-z-]+)/.exec((await server.get(location, cookie)).body)![1];
  expect((await server.post(`/data/runs/${run}/release`, cookie)).status).toBe(303);
}

test('a unique pupil number on the roll of another school is refused, and the move proposed to both', async () => {
  await release(headOfBeech, sheet(beech, 0));
  const pupil = { school: beech, pupilId: mover };
  const told = { decided_by: 'SENCO', told_on: '2026-10-01', told_by: 'SENCO', told_how: 'met' };
  const entry = { status: 'K', from_on: '2026-10-02', difficulty: 'finds sounds hard', provision: 'small group' };
  await enterOnRegister(server.record, pupil, { ...entry, ...told }, by);
  await setNeeds(server.record, pupil, [{ need: 'SLCN', note: '' }], by);
  const plan = { start_on: '2026-10-02', review_on: '2026-12-12', hoped_for: 'reads aloud', provision: 'daily' };
  await startPlan(server.record, pupil, plan, by);
  const content = { ...emptyDiscussion, outcome: 'extra-help' as const, note: 'FAMILY note' };
  await saveDiscussion(server.record, { runId: 'r', ...pupil, class: '4K' }, { content, seen: 0, ...by });

  const { page } = await read(headOfAsh, sheet(ash, 500, [1]));
  expect(page).toContain('a pupil who is on the roll of another school here');
  expect(page).not.toMatch(/finds sounds hard|FAMILY/);
  for (const head of [headOfBeech, headOfAsh]) expect((await server.get('/moves', head)).body).toContain(mover);
  // Neither the name nor anything written is told to the new school before both have agreed.
  expect((await server.get('/moves', headOfAsh)).body).not.toMatch(/Müller|Zoë|finds sounds hard/);
});

test('one school alone cannot take a pupil; a third school does not know of the move', async () => {
  const [{ transfer_id: id }] = await transfers(server.record, ash);
  expect((await server.post(`/moves/${id}/agree`, headOfAsh)).status).toBe(303);
  expect((await server.post(`/moves/${id}/agree`, headOfAsh)).status).toBe(303);
  expect(await supportPlans(server.record, { school: ash })).toEqual([]);
  const third = await server.signIn('headteacher', { school: 'Cedar Primary' });
  expect((await server.get('/moves', third)).body).not.toContain(mover);
  expect((await server.post(`/moves/${id}/agree`, third)).status).toBe(404);
  for (const role of ['teacher', 'senco', 'data-manager', 'governor'] as const) {
    const cookie = await server.signIn(role, { school: beech });
    expect((await server.post(`/moves/${id}/agree`, cookie)).status).toBe(403);
  }
});

test('once both have agreed the register, needs and plan are the new school’s, the notes stay, and the audit says which', async () => {
  const [{ transfer_id: id }] = await transfers(server.record, beech);
  expect((await server.post(`/moves/${id}/agree`, headOfBeech)).status).toBe(303);
  const page = (await server.get('/moves', headOfAsh)).body.replace(/\s+/g, ' ');
  expect(page).toContain('register entries 1, needs 1, plans 1. Stayed: meeting notes 1.');
  await release(headOfAsh, sheet(ash, 500, [1]));
  const key = await pupilKeyOf(server, mover);
  const register = (await server.get(`/register/${key}`, headOfAsh)).body;
  expect(register).toContain('finds sounds hard');
  expect(register).toContain('reads aloud');
  expect((await server.get(`/pupils/${key}/case-story`, headOfAsh)).body).not.toContain('FAMILY');
  expect((await server.get(`/register/${key}`, headOfBeech)).body).not.toContain('finds sounds hard');
  for (const [school, head] of [
    [beech, headOfBeech],
    [ash, headOfAsh],
  ] as const)
    expect((await server.get('/audit?action=transfer-done', head)).body, school).toContain(mover);
});

test('whoever looks after all schools agrees for both; a move seen in one run of several schools is proposed by itself', async () => {
  const trust = await server.signIn('headteacher');
  const both = (moved: boolean) => {
    const [header, ...rows] = sheet('Elm Primary', 900).split('\r\n');
    // The second half is another school's; the first pupil goes there.
    const own = rows.map((row, place) =>
      place >= 20 || (moved && place === 0) ? row.replace('Elm Primary', 'Fir Primary') : row,
    );
    return [header, ...own].join('\r\n');
  };
  await release(trust, both(false));
  const pupil = { school: 'Elm Primary', pupilId: upn(900) };
  await setNeeds(server.record, pupil, [{ need: 'ASD', note: '' }], by);
  await release(trust, both(true));
  const open = (await transfers(server.record, 'Elm Primary')).filter((row) => row.carried_out_at === null);
  expect(open.map((row) => [row.pupil_id, row.from_school, row.proposed_by])).toEqual([
    [upn(900), 'Elm Primary', null],
  ]);
  expect((await server.post(`/moves/${open[0].transfer_id}/agree`, trust)).status).toBe(303);
  const needs = await server.record.db.selectFrom('pupil_need').select(['school', 'need']).execute();
  expect(needs).toContainEqual({ school: 'Fir Primary', need: 'ASD' });
});

test('a refusal needs a reason, and ends it', async () => {
  const { page } = await read(headOfAsh, sheet(ash, 500, [1, 2]));
  expect(page).toContain('a pupil who is on the roll of another school here');
  const open = (await transfers(server.record, ash)).find((row) => row.pupil_id === upn(2))!;
  expect((await server.post(`/moves/${open.transfer_id}/refuse`, headOfBeech, { because: ' ' })).status).toBe(400);
  const refused = await server.post(`/moves/${open.transfer_id}/refuse`, headOfBeech, { because: 'a typing error' });
  expect(refused.status).toBe(303);
  expect((await server.get('/moves', headOfAsh)).body).toContain('a typing error');
  expect((await server.post(`/moves/${open.transfer_id}/agree`, headOfBeech)).status).toBe(400);
});
