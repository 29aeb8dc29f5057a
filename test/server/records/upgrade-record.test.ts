import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { outcomes } from '../../../engine/index.ts';
import { agreedBefore } from '../../../server/records/discussions/agreed-before.ts';
import { migrate, migrations } from '../../../server/records/migrate.ts';
import * as first from '../../../server/records/migrations/001-people-sessions-audit.ts';
import * as second from '../../../server/records/migrations/002-discussions-added-pupils.ts';
import * as third from '../../../server/records/migrations/003-agreements-done.ts';
import { audit } from '../../../server/records/audit.ts';
import { encryptedDatabase } from '../../../server/records/keeping/encrypted-database.ts';
import { holdRecord } from '../../../server/records/keeping/hold-record.ts';
import { upgradeRecord } from '../../../server/records/keeping/upgrade-record.ts';
import { agreementDone, openAgreements } from '../../../server/records/discussions/open-agreements.ts';
import { recordChanges } from '../../../server/records/record-changes.ts';
import type { RecordTables } from '../../../server/records/record-tables.ts';

const ofOak = { schools: ['Oak Primary'] };

/** What a record of the first release held. */
const discussion = (pupil: string, agreed: string) => ({
  discussion_id: `d-${pupil}`,
  run_id: 'run-1',
  pupil_id: pupil,
  school: 'Oak Primary',
  class: '4K',
  version: 2,
  outcome: 'keep watching',
  agreed,
  ...Object.fromEntries(
    ['can_do', 'tried', 'who', 'by_when', 'will_see', 'note', 'pupil_says', 'home_says', 'asks', 'parent_told'].map(
      (name) => [name, ''],
    ),
  ),
  considered: 'yes',
  safeguarding: 0,
  evidence: '{}',
  updated_at: '2026-07-01T09:00:00.000Z',
  updated_by: 'ms-khan',
});

test('a record of the first release opens with all it held: what was done stays done, what was open stays open', async () => {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  const old = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new SqliteDialect({ database }) });
  const released = {
    '001-people-sessions-audit': first,
    '002-discussions-added-pupils': second,
    '003-agreements-done': third,
  };
  const { error } = await new Migrator({
    db: old,
    provider: { getMigrations: () => Promise.resolve(released) },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  for (const [pupil, agreed] of [
    ['p1', 'reading partner'],
    ['p2', 'hearing check'],
  ] as const) {
    const row = discussion(pupil, agreed);
    await old.insertInto('discussion').values(row).execute();
    await old
      .insertInto('discussion_version')
      .values({
        discussion_id: row.discussion_id,
        version: 2,
        content: JSON.stringify({ outcome: row.outcome, agreed }),
        saved_at: row.updated_at,
        saved_by: row.updated_by,
      })
      .execute();
  }
  await old
    .insertInto('agreement_done')
    .values({ discussion_id: 'd-p1', done_at: '2026-07-09T09:00:00.000Z', done_by: 'ms-khan' })
    .execute();

  const db = old as unknown as Kysely<RecordTables>;
  await migrate(db);
  const record = { db, changes: recordChanges(database), close: () => db.destroy() };
  expect((await openAgreements(record, ofOak)).map(({ agreed }) => agreed)).toEqual(['hearing check']);
  const before = await agreedBefore(
    record,
    ['p1', 'p2'].map((pupilId) => ({ school: 'Oak Primary', pupilId })),
    '2026-12-01T00:00:00.000Z',
  );
  expect(before.get('p1')).toMatchObject({ doneAt: '2026-07-09T09:00:00.000Z', stands: true });
  expect(before.get('p1')?.content).toMatchObject({ agreed: 'reading partner', asks_by: '' });
  expect(before.get('p2')?.doneAt).toBeNull();
  const [open] = await openAgreements(record, ofOak);
  await agreementDone(record, open, { personId: 'ms-khan', at: new Date('2026-12-10T09:00:00Z') });
  expect(await openAgreements(record, ofOak)).toEqual([]);
  await record.close();
});

test('a record that kept outcomes and moves as sentences opens with their codes, in what stands and in every version', async () => {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  const old = new Kysely<Record<string, Record<string, unknown>>>({ dialect: new SqliteDialect({ database }) });
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '009'));
  const provider = { getMigrations: () => Promise.resolve(before) };
  expect((await new Migrator({ db: old, provider }).migrateToLatest()).error).toBeUndefined();
  // As the version before wrote them, word for word.
  const sentences = {
    'no-concern': 'no concern',
    'keep-watching': 'keep watching',
    'change-teaching': 'change teaching in class',
    'extra-help': 'extra help (not SEN)',
    'find-out-more': 'find out more (observe, re-test, hearing, sight)',
    'senco-to-assess': 'SENCO to assess',
    'start-sen-support': 'start SEN Support (parents told first)',
    'change-plan': 'change plan',
    'consider-statutory-assessment': 'consider statutory assessment',
    'consider-leaving-support': 'consider leaving SEN Support → monitoring',
    'pass-on': 'pass on (attendance, EAL, safeguarding lead)',
    'carried-over': 'could not discuss, carried over',
  };
  expect(Object.keys(sentences)).toEqual(outcomes.map(({ code }) => code));
  for (const [pupil, outcome] of [...Object.entries(sentences), ['undone', null] as const]) {
    const row = { ...discussion(pupil, 'reading partner'), outcome, asks_by: '', agreed_version: 2 };
    const { discussion_id } = row;
    await old.insertInto('discussion').values(row).execute();
    const content = JSON.stringify({ outcome, agreed: 'reading partner; “change plan”', safeguarding: 0 });
    const version = { discussion_id, version: 2, content, saved_at: row.updated_at, saved_by: 'ms-khan' };
    await old.insertInto('discussion_version').values(version).execute();
  }
  const entry = { school: 'Oak Primary', difficulty: 'x', provision: 'x', decided_by: 'x', told_by: 'x', told_how: '' };
  const stamps = { told_on: '2026-01-01', entered_at: '2026-01-01T00:00:00.000Z', entered_by: 'ms-khan' };
  for (const own of [
    {
      entry_id: 'e1',
      pupil_id: 'p1',
      status: 'K',
      from_on: '2026-01-05',
      left_on: '2026-05-01',
      left_because: 'moved to E',
    },
    { entry_id: 'e2', pupil_id: 'p1', status: 'E', from_on: '2026-05-01', left_on: null, left_because: null },
    {
      entry_id: 'e3',
      pupil_id: 'p2',
      status: 'K',
      from_on: '2026-01-05',
      left_on: '2026-05-01',
      left_because: 'moved to E',
    },
    {
      entry_id: 'e4',
      pupil_id: 'p3',
      status: 'K',
      from_on: '2026-01-05',
      left_on: '2026-05-01',
      left_because: 'moved to Elm',
    },
  ])
    await old
      .insertInto('register_entry')
      .values({ ...entry, ...stamps, ...own })
      .execute();

  const db = old as unknown as Kysely<RecordTables>;
  await migrate(db);
  const kept = await db.selectFrom('discussion').select(['pupil_id', 'outcome']).execute();
  expect(kept).toEqual(
    [...Object.keys(sentences), 'undone'].map((code) => ({ pupil_id: code, outcome: code === 'undone' ? null : code })),
  );
  const versions = await db.selectFrom('discussion_version').select(['discussion_id', 'content']).execute();
  for (const { discussion_id, content } of versions)
    expect(JSON.parse(content)).toEqual({
      outcome: discussion_id === 'd-undone' ? null : discussion_id.slice(2),
      agreed: 'reading partner; “change plan”',
      safeguarding: 0,
    });
  const moves = await db
    .selectFrom('register_entry')
    .select(['entry_id', 'left_because', 'moved_to'])
    .orderBy('entry_id')
    .execute();
  expect(moves).toEqual([
    { entry_id: 'e1', left_because: null, moved_to: 'E' },
    { entry_id: 'e2', left_because: null, moved_to: null },
    // Nobody took this one's place: a person wrote that.
    { entry_id: 'e3', left_because: 'moved to E', moved_to: null },
    { entry_id: 'e4', left_because: 'moved to Elm', moved_to: null },
  ]);
  await db.destroy();
});

test('a record on disk is copied before it is laid out anew: the version before opens the copy, with all it held', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'same-start-upgrade-'));
  const path = join(folder, 'record.db');
  const names = Object.keys(migrations);
  const lastRelease = names.indexOf('012-pending-pupils');
  const before = Object.fromEntries(names.slice(0, lastRelease + 1).map((name) => [name, migrations[name]]));
  const asBefore = async (file: string) => {
    const database = encryptedDatabase({ path: file, key });
    const db = new Kysely<RecordTables>({ dialect: new SqliteDialect({ database }) });
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(before) },
    }).migrateToLatest();
    return { db, error };
  };
  const key = '5'.repeat(64);
  const old = await asBefore(path);
  await audit({ db: old.db }, { personId: null, action: 'release', object: 'run-1' });
  await old.db.destroy();

  const { copy, record } = await upgradeRecord({ path, key });
  expect(copy).toBe(`${path}.before-upgrade-${names[lastRelease + 1]}`);
  expect(record.auditEntries).toBe(1);
  expect((await upgradeRecord({ path, key })).copy).toBeNull();
  // The version before cannot open what is laid out anew, and opens the copy as its own.
  const forward = await asBefore(path);
  expect(forward.error).toBeDefined();
  await forward.db.destroy();
  const back = await asBefore(copy!);
  expect(back.error).toBeUndefined();
  expect(await back.db.selectFrom('audit').select(['action', 'object']).execute()).toEqual([
    { action: 'release', object: 'run-1' },
  ]);
  await back.db.destroy();
  const letGo = holdRecord(path);
  await expect(upgradeRecord({ path, key })).rejects.toMatchObject({ code: 'record-held' });
  letGo();
  rmSync(folder, { recursive: true, force: true });
});
