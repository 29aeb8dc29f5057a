import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeRun } from '../../../../engine/runs/write-run.ts';
import { fixturePupil, fixtureRun } from '../../fixture-run.ts';
import { lookAfterPupils } from '../../../../server/look-after-pupils.ts';
import { addPerson } from '../../../../server/people/people.ts';
import { existingDatabase } from '../../../../server/records/keeping/encrypted-database.ts';
import { holdRecord } from '../../../../server/records/keeping/hold-record.ts';
import { verifyRecord } from '../../../../server/records/keeping/verify-record.ts';
import { keptUntil } from '../../../../server/records/life/kept-until.ts';
import { usualRetention } from '../../../../server/records/life/retention.ts';
import { retentionSettings } from '../../../../server/records/life/retention-settings.ts';
import { openRecord, type SchoolRecord } from '../../../../server/records/open-record.ts';
import type { RecordTables } from '../../../../server/records/record-tables.ts';

let folder: string;
let path: string;
const now = new Date('2026-12-01T09:30:00Z');
const oak = 'Oak Primary';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'life-'));
  path = join(folder, 'record.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (task: 'prune' | 'about' | 'erase', more: object = {}) =>
  lookAfterPupils({ task, records: folder, runs: join(folder, 'runs'), ...more }, { key: undefined, now });

interface Written {
  readonly school?: string;
  readonly id: string;
  readonly born: string | null;
  readonly left: string | null;
  readonly support?: boolean;
}

/** A pupil with a row in every table, each with a text of their own. */
async function write({ db }: SchoolRecord, { school = oak, id, born, left, support = false }: Written): Promise<void> {
  const own = { school, pupil_id: id };
  const text = `secret-${school}-${id}`;
  const at = '2025-12-10T10:00:00.000Z';
  const add = (table: keyof RecordTables, row: object) => db.insertInto(table).values(row).execute();
  await add('pupil_name', { ...own, forename: text, surname: 'x' });
  await add('pupil_context', { ...own, date_of_birth: born, sen_status: 'N', sen_since: null, primary_need: '' });
  await add('pupil_fact', { ...own, kind: 'attendance', from_on: '2025-01-01', to_on: null });
  await add('school_roll', { ...own, run_id: `r-${school}`, seen_on: '2025-12-05', left_on: left });
  await add('preparation', {
    ...own,
    run_id: `r-${school}`,
    can_do: text,
    pupil_says: '',
    home_says: '',
    note: '',
    version: 1,
    updated_at: at,
    updated_by: 'head',
  });
  await add('added_pupil', {
    ...own,
    run_id: `r-${school}`,
    reason: text,
    source: 'teacher',
    added_by: 'head',
    added_at: at,
  });
  const discussion = {
    outcome: 'keep-watching',
    can_do: text,
    tried: '',
    agreed: '',
    who: '',
    by_when: '',
    will_see: '',
    considered: 'yes',
    note: '',
    pupil_says: '',
    home_says: '',
    asks: '',
    asks_by: '',
    parent_told: '',
    safeguarding: 0,
    evidence: '[]',
  };
  await add('discussion', {
    ...own,
    ...discussion,
    discussion_id: `d-${school}-${id}`,
    run_id: `r-${school}`,
    class: '4K',
    version: 2,
    agreed_version: 1,
    meeting_id: null,
    updated_at: at,
    updated_by: 'head',
  });
  await add('discussion_version', {
    discussion_id: `d-${school}-${id}`,
    version: 1,
    content: JSON.stringify({ note: `earlier-${text}` }),
    saved_at: at,
    saved_by: 'head',
  });
  await add('agreement_done', { discussion_id: `d-${school}-${id}`, version: 1, done_at: at, done_by: 'head' });
  if (support)
    await add('support_plan', {
      ...own,
      plan_id: `p-${school}-${id}`,
      start_on: '2025-01-01',
      review_on: '2025-04-01',
      hoped_for: text,
      provision: '',
      made_at: at,
      made_by: 'head',
    });
}

async function written(...pupils: Written[]): Promise<void> {
  const record = await openRecord({ path });
  await addPerson(record, { name: 'S. Khan', role: 'headteacher', school: oak });
  await record.db
    .insertInto('audit')
    .values({
      at: '2025-12-10T10:00:00.000Z',
      person_id: 'head',
      action: 'see-pupil',
      object: 'p1',
      detail: '{}',
      school: oak,
    })
    .execute();
  for (const pupil of pupils) await write(record, pupil);
  await record.close();
}

const tables = [
  'pupil_name',
  'pupil_context',
  'pupil_fact',
  'school_roll',
  'preparation',
  'added_pupil',
  'discussion',
  'support_plan',
] as const;

/** Which pupils still stand in which tables. */
function standing(): Record<string, string[]> {
  const database = existingDatabase({ path });
  try {
    return Object.fromEntries(
      tables.map((table) => [
        table,
        database.prepare(`select school || ':' || pupil_id from ${table} order by 1`).raw().all([]).flat() as string[],
      ]),
    );
  } finally {
    database.close();
  }
}

/** Whether a text stands anywhere in the record, in any table and column. */
function holds(text: string): boolean {
  const database = existingDatabase({ path });
  try {
    const names = database
      .prepare("select name from sqlite_master where type = 'table'")
      .raw()
      .all([])
      .flat() as string[];
    return names.some((name) => JSON.stringify(database.prepare(`select * from "${name}"`).all([])).includes(text));
  } finally {
    database.close();
  }
}

test('keptUntil says the 25th birthday, the 31st with support, and counts from leaving where no birthday is known', () => {
  const life = { dateOfBirth: '2008-02-29', leftOn: null, hasSupport: false };
  expect(keptUntil(life, usualRetention)).toMatchObject({ meetings: '2033-03-01', preparations: null, pupil: null });
  const left = { ...life, leftOn: '2020-07-20' };
  expect(keptUntil(left, usualRetention)).toMatchObject({ pupil: '2033-03-01', preparations: '2021-07-20' });
  expect(keptUntil({ ...left, hasSupport: true }, usualRetention)).toMatchObject({
    pupil: '2039-03-01',
    meetings: '2039-03-01',
    support: '2039-03-01',
  });
  expect(keptUntil({ ...left, dateOfBirth: null }, usualRetention)).toMatchObject({ meetings: '2041-07-20' });
});

test('retentionSettings takes what the school has decided and refuses what it cannot decide', () => {
  const file = join(folder, 'retention.json');
  expect(retentionSettings(file)).toEqual(usualRetention);
  writeFileSync(file, '{ "meetings": { "from": "leaving", "years": 6 } }');
  expect(retentionSettings(file).meetings).toMatchObject({
    period: { from: 'leaving', years: 6 },
    source: 'the school’s own policy',
  });
  for (const wrong of [
    '[]',
    'x',
    '{ "audit": { "from": "writing", "years": 1 } }',
    '{ "runs": { "from": "birth", "years": 1 } }',
    '{ "support": { "from": "birth", "years": -1 } }',
    '{ "support": null }',
  ]) {
    writeFileSync(file, wrong);
    expect(() => retentionSettings(file), wrong).toThrow(/retention\.json/);
  }
});

test('records prune shows counts first, then removes what is due, in one change with a copy and the audit; who is on the roll loses nothing', async () => {
  await written(
    { id: 'p1', born: '2001-01-10', left: '2012-07-20' },
    { id: 'p2', born: '2001-01-10', left: '2012-07-20', support: true },
    { id: 'p3', born: '2001-01-10', left: null },
    { id: 'p4', born: '2016-01-10', left: '2024-07-20' },
    { id: 'p5', born: '2016-01-10', left: null },
    { id: 'p1', school: 'Elm Primary', born: '2016-01-10', left: null },
  );
  const before = standing();
  const shown = await run('prune');
  expect(shown.text).toContain('Oak Primary: preparations, 3 pupils, 3 rows');
  expect(shown.text).toContain('Oak Primary: meetings, 1 pupils, 2 rows');
  expect(shown.text).toContain('Nothing was removed.');
  expect(JSON.stringify(shown)).not.toMatch(/secret|p1\b/);
  expect(standing()).toEqual(before);

  await expect(run('prune', { until: '2030-01-01', doIt: true })).rejects.toThrow(/later than today/);
  const letGo = holdRecord(path);
  await expect(run('prune', { doIt: true })).rejects.toThrow(/open in another/);
  letGo();

  const done = await run('prune', { doIt: true });
  expect(done.text).toContain('Removed.');
  const rest = standing();
  expect(rest.preparation).toEqual(['Elm Primary:p1', 'Oak Primary:p3', 'Oak Primary:p5']);
  expect(rest.discussion).toEqual([
    'Elm Primary:p1',
    'Oak Primary:p2',
    'Oak Primary:p3',
    'Oak Primary:p4',
    'Oak Primary:p5',
  ]);
  expect(rest.pupil_name).toEqual(rest.discussion);
  expect(rest.support_plan).toEqual(['Oak Primary:p2']);
  expect(holds(`secret-${oak}-p1`)).toBe(false);
  const copies = readdirSync(folder).filter((name) => name.startsWith('record.db.before-prune-'));
  expect(copies).toHaveLength(1);
  expect(verifyRecord({ path: join(folder, copies[0]), key: readFileSync(`${path}.key`, 'utf8') }).pupils).toBe(6);
  expect(verifyRecord({ path }).auditEntries).toBe(4);
  expect((await run('prune')).text).toBe('Nothing is due on 2026-12-01.');

  writeFileSync(join(folder, 'retention.json'), '{ "meetings": { "from": "leaving", "years": 1 } }');
  expect((await run('prune')).text).toContain('Oak Primary: meetings, 1 pupils, 2 rows');
});

test('records about writes everything held of one pupil, names of staff and nothing of another child, and says so in the audit', async () => {
  await written(
    { id: 'p1', born: '2016-01-10', left: null, support: true },
    { id: 'p2', born: '2016-01-10', left: null },
    { id: 'p1', school: 'Elm Primary', born: '2016-01-10', left: null },
  );
  const out = join(folder, 'out');
  await run('about', { school: oak, pupil: 'p1', out });
  const json = readFileSync(join(out, 'everything.json'), 'utf8');
  const page = readFileSync(join(out, 'everything.html'), 'utf8');
  const { record } = JSON.parse(json) as { record: Record<string, unknown[]> };
  expect(Object.keys(record).sort()).toEqual([...tables, 'agreement_done', 'audit', 'discussion_version'].sort());
  for (const text of [json, page]) {
    expect(text).toContain(`earlier-secret-${oak}-p1`);
    expect(text).not.toContain('-p2');
    expect(text).not.toContain('Elm');
  }
  expect(statSync(join(out, 'everything.json')).mode & 0o777).toBe(0o600);
  expect(holds('pupil-told')).toBe(true);
  await expect(run('about', { school: oak, pupil: 'p9', out })).rejects.toThrow(/Nothing is held of a pupil p9/);
});

test('records erase shows first; then no table, no page of the file and no log holds the pupil but the audit', async () => {
  const pupils = Array.from({ length: 300 }, (_, place) => ({ id: `x${place}`, born: '2016-01-10', left: null }));
  await written(
    { id: 'p1', born: '2016-01-10', left: null, support: true },
    { id: 'p1', school: 'Elm Primary', born: null, left: null },
    ...pupils.slice(0, 20),
  );
  const shown = await run('erase', { school: oak, pupil: 'p1' });
  expect(shown.text).toContain('To be erased: discussion_version, 1 rows');
  expect(shown.text).toContain('Stays: 1 entries of the audit');
  expect(shown.text).toContain('The pupil is on the roll');
  expect(holds(`secret-${oak}-p1`)).toBe(true);

  const done = await run('erase', { school: oak, pupil: 'p1', doIt: true });
  expect(done.text).toContain('Erased: discussion_version, 1 rows');
  expect(holds(`secret-${oak}-p1`)).toBe(false);
  expect(holds('secret-Elm Primary-p1')).toBe(true);
  expect(holds(`secret-${oak}-x19`)).toBe(true);
  expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
  const database = existingDatabase({ path });
  expect(database.prepare('pragma freelist_count').pluck().get()).toBe(0);
  // Decrypted in place, page by page: what was erased is in none of its bytes.
  database.pragma('journal_mode = DELETE');
  database.pragma("rekey=''");
  database.close();
  const bytes = readFileSync(path).toString('latin1');
  expect(bytes).toContain('SQLite format 3');
  expect(bytes).toContain(`secret-${oak}-x19`);
  expect(bytes).not.toContain(`secret-${oak}-p1`);
});

test('runs: what they hold of a pupil is told, stays after an erasure and is said to, and goes once six years after their school year are over', async () => {
  const runs = join(folder, 'runs');
  const content = fixtureRun();
  const at = (windowDate: string) => ({ ...content, manifest: { ...content.manifest, windowDate } });
  const old = await writeRun(at('2019-12-06'), runs);
  const newest = await writeRun(content, runs);
  const id = fixturePupil(oak, '4K', 1);
  await written({ id, born: '2016-01-10', left: null });
  const out = join(folder, 'out');
  await run('about', { school: oak, pupil: id, out });
  const about = JSON.parse(readFileSync(join(out, 'everything.json'), 'utf8')) as {
    runs: { run: string; tables: Record<string, Record<string, unknown>[]> }[];
  };
  expect(about.runs).toHaveLength(2);
  expect(about.runs[0].tables['agenda']).toMatchObject([{ pupil_id: id, school: oak }]);
  expect(about.runs[0].tables['criteria'].every((row) => row['pupil_id'] === id)).toBe(true);
  expect(readFileSync(join(out, 'everything.json'), 'utf8')).not.toContain(fixturePupil(oak, '4K', 2));

  expect((await run('erase', { school: oak, pupil: id, doIt: true })).text).toContain(
    'Stays: identifier and numbers in 2 runs',
  );
  expect((await run('prune')).text).toContain('Run 2019-12-06');
  expect(readdirSync(runs)).toHaveLength(2);
  await run('prune', { doIt: true });
  expect(readdirSync(runs)).toEqual([newest.split('/').at(-1)]);
  expect(existsSync(join(runs, old.split('/').at(-1)!))).toBe(false);
});

test('records prune, about and erase of a record that is not there say so, and make none', async () => {
  const records = join(folder, 'elsewhere');
  for (const task of ['prune', 'about', 'erase'] as const)
    await expect(run(task, { records, school: oak, pupil: 'p1', out: join(folder, 'out') }), task).rejects.toThrow(
      /There is no record at/,
    );
  expect(existsSync(records)).toBe(false);
});
