import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, Migrator, sql, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { rowsAbout } from '../../../server/records/life/rows-about.ts';
import { removeRows } from '../../../server/records/life/pupil-rows.ts';
import { migrate, migrations } from '../../../server/records/migrate.ts';
import { openRecord } from '../../../server/records/open-record.ts';
import { planOutcomes } from '../../../server/records/plans/plan-outcomes.ts';
import { planVersions } from '../../../server/records/plans/plan-versions.ts';
import { clashes } from '../../../server/records/provision/clashes.ts';
import { joinProvision } from '../../../server/records/provision/provision-pupils.ts';
import { provisionOfPupils } from '../../../server/records/provision/provision-of-pupils.ts';
import { schoolWeeks } from '../../../server/records/provision/provision-time.ts';
import { provisions } from '../../../server/records/provision/provisions.ts';
import { addProvision } from '../../../server/records/provision/save-provision.ts';
import { weeklyTimes, weeklyTimesText } from '../../../server/records/provision/weekly-times.ts';
import { recordChanges } from '../../../server/records/record-changes.ts';
import type { RecordTables } from '../../../server/records/record-tables.ts';
import { helpOfSchool } from '../../../server/records/register/help-of-school.ts';
import { startPlan, supportPlans } from '../../../server/records/register/support-plans.ts';
import { agreeTransfer, proposeTransfer, transfers } from '../../../server/records/transfers/transfers.ts';

const [oak, elm] = ['Oak Primary', 'Elm Primary'];
const by = { personId: 'p', at: new Date('2026-12-10T09:00:00Z') };
const group = { name: 'Reading', need: '', by_whom: 'Ms Roe', minutes: 20, times_a_week: 3, group_size: 4 };
const content = { ...group, from_on: '2026-10-02', to_on: '2027-03-26', pounds_an_hour: 18, times: '', note: '' };

test('plans of an older record keep every word and get an outcome for each line; what came of one thing came of it', async () => {
  const database = new Database(':memory:');
  const old = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new SqliteDialect({ database }) });
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '014'));
  const provider = { getMigrations: () => Promise.resolve(before) };
  expect((await new Migrator({ db: old, provider }).migrateToLatest()).error).toBeUndefined();
  const made = { made_at: '2026-01-05T10:00:00.000Z', made_by: 'khan', school: oak, provision: 'a partner\ndaily' };
  const reviewed = { reviewed_on: '2026-03-05', came_of_it: 'much', pupil_says: 'good', home_says: '' };
  const stamp = { review_at: '2026-03-05T10:00:00.000Z', review_by: 'roe' };
  const many = Array.from({ length: 23 }, (_, at) => `line ${at + 1}`).join('\n');
  const rows = [
    { plan_id: 'one', pupil_id: 'p1', hoped_for: ' reads on ', effect: 'not yet', ...reviewed, ...stamp },
    { plan_id: 'two', pupil_id: 'p1', hoped_for: 'reads\r\n\n  asks', effect: null },
    { plan_id: 'many', pupil_id: 'p2', hoped_for: many, effect: 'partly', ...reviewed, ...stamp },
    { plan_id: 'none', pupil_id: 'p3', hoped_for: ' ', effect: null },
  ].map((row) => ({ ...row, ...made, start_on: '2026-01-05', review_on: '2026-03-05' }));
  for (const row of rows) await old.insertInto('support_plan').values(row).execute();
  const kept = await old.selectFrom('support_plan').selectAll().orderBy('plan_id').execute();

  const db = old as unknown as Kysely<RecordTables>;
  await migrate(db);
  const record = { db, changes: recordChanges(database), close: () => db.destroy() };
  const after = await db.selectFrom('support_plan').selectAll().orderBy('plan_id').execute();
  after.forEach((row, at) => expect(row).toMatchObject(kept[at]));
  expect(after.map(({ updated_by, version }) => [updated_by, version])).toEqual([
    ['roe', 1],
    ['khan', 1],
    ['roe', 1],
    ['khan', 1],
  ]);
  const outcomes = await planOutcomes(record, { school: oak });
  const said = (plan: string) => (outcomes.get(plan) ?? []).map(({ outcome, effect }) => [outcome, effect]);
  expect(said('one')).toEqual([['reads on', 'not yet']]);
  expect(said('two')).toEqual([
    ['reads', null],
    ['asks', null],
  ]);
  expect(said('none')).toEqual([]);
  expect(said('many')).toHaveLength(20);
  expect(said('many').at(-1)).toEqual(['line 20\nline 21\nline 22\nline 23', null]);
  const [version] = await planVersions(record, { school: oak, pupilId: 'p2' });
  expect(version).toMatchObject({ version: 1, savedBy: 'roe', content: { hoped_for: many, came_of_it: 'much' } });
  await record.close();
});

test('a pupil who moves takes outcomes and versions along, and what was provided until that day; the group stays', async () => {
  const record = await openRecord({ path: ':memory:' });
  const pupil = { school: oak, pupilId: 'p1' };
  const other = { school: oak, pupilId: 'p2' };
  const { provision_id: provisionId } = await addProvision(record, oak, content, by);
  for (const one of [pupil, other]) await joinProvision(record, { pupil: one, provisionId }, '2026-10-05', by);
  // Whoever is in a provision has help: they are no comparison for those with a plan.
  expect(await helpOfSchool(record, oak)).toEqual(
    ['p1', 'p2'].map((pupilId) => ({ pupilId, kind: 'provision', from: '2026-10-05', to: '2027-03-26' })),
  );
  const plan = { start_on: '2026-10-02', review_on: '2027-01-10', hoped_for: 'reads', provision: '' };
  await startPlan(record, pupil, plan, by);
  await proposeTransfer(record, { pupilId: 'p1', from: oak, to: elm }, { personId: null, at: by.at });
  const [move] = await transfers(record, oak);
  await agreeTransfer(record, move.transfer_id, { ...by, school: null });

  const there = { school: elm, pupilId: 'p1' };
  const [went] = await supportPlans(record, there);
  expect((await planOutcomes(record, there)).get(went.plan_id)?.map(({ outcome }) => outcome)).toEqual(['reads']);
  expect(await planVersions(record, there)).toHaveLength(1);
  expect((await provisionOfPupils(record, there)).map(({ from, to, provision }) => [provision.name, from, to])).toEqual(
    [['Reading', '2026-10-05', '2026-12-10']],
  );
  expect((await provisionOfPupils(record, pupil)).map(({ to }) => to)).toEqual(['2026-12-10']);
  expect((await provisionOfPupils(record, other)).map(({ to }) => to)).toEqual(['2027-03-26']);
  expect(Object.keys(await rowsAbout(record, there))).toEqual(
    expect.arrayContaining(['plan_outcome', 'support_plan_version', 'provision_pupil']),
  );
  await record.close();
});

test('what was for one pupil alone goes with them when they are erased, and a group’s stays for the others', async () => {
  const record = await openRecord({ path: ':memory:' });
  const [first, second] = ['p1', 'p2'].map((pupilId) => ({ school: oak, pupilId }));
  const alone = await addProvision(record, oak, { ...content, name: 'Alone' }, by);
  const shared = await addProvision(record, oak, { ...content, name: 'Shared' }, by);
  const empty = await addProvision(record, oak, { ...content, name: 'Nobody yet' }, by);
  await joinProvision(record, { pupil: first, provisionId: alone.provision_id }, '2026-10-05', by);
  for (const pupil of [first, second])
    await joinProvision(record, { pupil, provisionId: shared.provision_id }, '2026-10-05', by);
  const plan = { start_on: '2026-10-02', review_on: '2027-01-10', hoped_for: 'secret', provision: '' };
  await startPlan(record, first, plan, by);
  await removeRows(record, 'support', [first]);
  expect((await provisions(record, oak)).map(({ name }) => name)).toEqual([empty.name, shared.name]);
  const left = await sql<{ count: number }>`select count(*) as count from provision_version`.execute(record.db);
  expect(left.rows[0].count).toBe(2);
  const tables = ['plan_outcome', 'support_plan_version', 'support_plan'] as const;
  for (const table of tables) expect(await record.db.selectFrom(table).selectAll().execute()).toEqual([]);
  expect((await provisionOfPupils(record, { school: oak })).map(({ pupilId }) => pupilId)).toEqual(['p2']);
  await record.close();
});

test('times of the week are read as people write them, and nothing else is', () => {
  expect(weeklyTimes('wednesday 13.15; Mon 9:00')).toEqual([
    { day: 1, start: 540 },
    { day: 3, start: 795 },
  ]);
  expect(weeklyTimesText(weeklyTimes('wednesday 13.15; Mon 9:05')!)).toBe('Mon 9:05, Wed 13:15');
  expect(weeklyTimes(' ')).toEqual([]);
  for (const wrong of ['Sat 9:00', 'Mon', 'Mon 25:00', 'Mon 9:60', '9:00', 'x 9:00', 'Mondayish 9:00'])
    expect(weeklyTimes(wrong), wrong).toBeNull();
});

test('school weeks are 38 of 52, and none where the end is before the start', () => {
  expect(schoolWeeks('2026-09-01', '2027-08-30')).toBeCloseTo(38, 10);
  expect(schoolWeeks('2026-12-10', '2026-12-09')).toBe(0);
});

test('two who are never in it on one day do not clash, and touching times are none', async () => {
  const record = await openRecord({ path: ':memory:' });
  const add = (more: Partial<typeof content>) => addProvision(record, oak, { ...content, ...more }, by);
  const a = await add({ name: 'A', times: 'Mon 9:00', to_on: '2026-11-30' });
  const b = await add({ name: 'B', times: 'Mon 9:10', from_on: '2026-12-01' });
  const c = await add({ name: 'C', times: 'Mon 9:20', by_whom: 'somebody else' });
  const all = [a, b, c];
  const parts = all.map((provision) => {
    const days = { from_on: provision.from_on, until_on: null };
    const stamp = { added_at: '', added_by: '', ended_at: null, ended_by: null };
    const row = { provision_id: provision.provision_id, school: oak, pupil_id: 'p1', ...days, ...stamp };
    return { pupilId: 'p1', provision, from: provision.from_on, to: provision.to_on, row };
  });
  const found = clashes(all, parts, { pupil: 120, adult: 1000 });
  expect(
    found.map(({ of, kind, provisions: own, minutes, on }) => [
      of,
      kind,
      own.map(({ name }) => name).join(),
      minutes,
      on,
    ]),
  ).toEqual([['pupil', 'same-time', 'B,C', 10, '2026-12-01']]);
  // An hour each: two at once are 120 minutes, which is the limit and not over it.
  expect(clashes(all, parts, { pupil: 119, adult: 59 }).map(({ of, minutes }) => [of, minutes])).toEqual([
    ['pupil', 10],
    ['pupil', 120],
    ['adult', 60],
    ['adult', 60],
  ]);
  await record.close();
});
