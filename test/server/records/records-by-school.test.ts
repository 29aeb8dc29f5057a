import Database from 'better-sqlite3-multiple-ciphers';
import { Kysely, Migrator, sql, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { addAuditHash } from '../../../server/records/keeping/audit-chain.ts';
import { migrate, migrations } from '../../../server/records/migrate.ts';
import { giveToSchool, unclearPupils } from '../../../server/records/pupils/unclear-schools.ts';
import { recordChanges } from '../../../server/records/record-changes.ts';
import type { RecordTables } from '../../../server/records/record-tables.ts';

const when = '2026-07-01T09:00:00.000Z';

/** A record of version 0.4, in which an identifier was one pupil in all schools. */
async function recordOf04() {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  addAuditHash(database);
  const db = new Kysely<RecordTables>({ dialect: new SqliteDialect({ database }) });
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '011'));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(before) },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  const run = (statement: string) => sql.raw(statement).execute(db);
  for (const pupil of ['of-oak', 'of-both', 'of-nobody']) {
    await run(`insert into pupil_name values ('${pupil}', 'Amira', 'Hussain')`);
    await run(`insert into pupil_context values ('${pupil}', '2018-07-09', 'K', null, 'SLCN', null, 90.5, 1)`);
    await run(`insert into pupil_fact values ('${pupil}', 'school-move', '2025-01-13', null)`);
  }
  const watched = (pupil: string, school: string, id: string) =>
    run(
      `insert into monitored (monitored_id, pupil_id, school, from_on, because, look_again_on, added_at, added_by, ended_on)
       values ('${id}', '${pupil}', '${school}', '2026-01-01', 'x', '2026-06-01', '${when}', 'x', '2026-06-02')`,
    );
  await watched('of-oak', 'Oak', '1');
  await watched('of-both', 'Oak', '2');
  await watched('of-both', 'Ash', '3');
  await run(`insert into person (person_id, display_name, role, school, created_at, version)
    values ('ash-head', 'A', 'headteacher', 'Ash', '${when}', 1), ('trust', 'T', 'headteacher', null, '${when}', 1)`);
  const need = (pupil: string, by: string) =>
    run(`insert into pupil_need values ('${pupil}', 1, 'SLCN', '', '2026-01-01', null, '${when}', '${by}')`);
  await need('of-both', 'ash-head');
  await need('of-nobody', 'trust');
  await run(`insert into preparation values ('run-9', 'of-oak', 'maps', '', '', '', 1, '${when}', 'trust')`);
  await run(`insert into added_pupil values ('run-9', 'of-both', 'reason', 'senco', 'trust', '${when}')`);
  await run(`insert into meeting values ('m', 'Oak', '4K', 'run-9', 45, '${when}', 'x', null, null)`);
  await run(`insert into meeting_pupil values ('m', 'of-both', 'parked', '${when}', 'x')`);
  return { database, db };
}

test('a record of version 0.4 opens with each row under the school it was written under; what is unclear is kept and listed', async () => {
  const { database, db } = await recordOf04();
  await migrate(db);
  const of = async (
    table: 'pupil_name' | 'pupil_context' | 'pupil_fact' | 'pupil_need' | 'preparation' | 'added_pupil',
  ) =>
    Object.fromEntries(
      (await db.selectFrom(table).select(['pupil_id', 'school']).execute()).map((row) => [row.pupil_id, row.school]),
    );
  const known = { 'of-oak': 'Oak', 'of-both': '', 'of-nobody': '' };
  expect([await of('pupil_name'), await of('pupil_context'), await of('pupil_fact')]).toEqual([known, known, known]);
  // The writer's school, else the only one in which anything was written of the pupil.
  expect(await of('pupil_need')).toEqual({ 'of-both': 'Ash', 'of-nobody': '' });
  expect(await of('preparation')).toEqual({ 'of-oak': 'Oak' });
  expect(await of('added_pupil')).toEqual({ 'of-both': '' });
  expect((await db.selectFrom('meeting_pupil').select('school').execute())[0]).toEqual({ school: 'Oak' });

  const record = { db, changes: recordChanges(database), close: () => db.destroy() };
  expect(await unclearPupils(record)).toEqual([
    { pupilId: 'of-both', runIds: ['run-9'], rows: 3 },
    { pupilId: 'of-nobody', runIds: [], rows: 3 },
  ]);
  await giveToSchool(record, 'of-both', 'Ash');
  expect((await unclearPupils(record)).map(({ pupilId }) => pupilId)).toEqual(['of-nobody']);
  expect(await of('pupil_fact')).toMatchObject({ 'of-both': 'Ash' });
  expect(database.pragma('foreign_key_check')).toEqual([]);
  await record.close();
});
