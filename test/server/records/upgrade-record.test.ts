import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { agreedBefore } from '../../../server/records/discussions/agreed-before.ts';
import { migrate } from '../../../server/records/migrate.ts';
import * as first from '../../../server/records/migrations/001-people-sessions-audit.ts';
import * as second from '../../../server/records/migrations/002-discussions-added-pupils.ts';
import * as third from '../../../server/records/migrations/003-agreements-done.ts';
import { agreementDone, openAgreements } from '../../../server/records/discussions/open-agreements.ts';
import { recordChanges } from '../../../server/records/record-changes.ts';
import type { RecordTables } from '../../../server/records/record-tables.ts';

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
  const migrations = {
    '001-people-sessions-audit': first,
    '002-discussions-added-pupils': second,
    '003-agreements-done': third,
  };
  const { error } = await new Migrator({
    db: old,
    provider: { getMigrations: () => Promise.resolve(migrations) },
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
  expect((await openAgreements(record)).map(({ agreed }) => agreed)).toEqual(['hearing check']);
  const before = await agreedBefore(record, ['p1', 'p2'], '2026-12-01T00:00:00.000Z');
  expect(before.get('p1')).toMatchObject({ doneAt: '2026-07-09T09:00:00.000Z', stands: true });
  expect(before.get('p1')?.content).toMatchObject({ agreed: 'reading partner', asks_by: '' });
  expect(before.get('p2')?.doneAt).toBeNull();
  const [open] = await openAgreements(record);
  await agreementDone(record, open, { personId: 'ms-khan', at: new Date('2026-12-10T09:00:00Z') });
  expect(await openAgreements(record)).toEqual([]);
  await record.close();
});
