import type { SchoolRecord } from '../open-record.ts';
import type { PupilsOfFolder } from './take-in-pupils.ts';

/** Keeps what the files of an analysed import say of their pupils, until it is released or removed; a second time takes the place of the first. */
export async function keepPendingPupils(
  record: SchoolRecord,
  importId: string,
  { pupils, at }: { pupils: PupilsOfFolder; at: Date },
): Promise<void> {
  const values = { pupils: JSON.stringify(pupils), kept_at: at.toISOString() };
  await record.db
    .insertInto('pending_pupils')
    .values({ import_id: importId, ...values })
    .onConflict((conflict) => conflict.column('import_id').doUpdateSet(values))
    .execute();
}

/** What was kept of an import; undefined where nothing was, or it has been released or removed. */
export async function pendingPupils(record: SchoolRecord, importId: string): Promise<PupilsOfFolder | undefined> {
  const row = await record.db
    .selectFrom('pending_pupils')
    .select('pupils')
    .where('import_id', '=', importId)
    .executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.pupils) as PupilsOfFolder);
}

/** Imports of which something waits. */
export async function pendingImports(record: SchoolRecord): Promise<ReadonlySet<string>> {
  const rows = await record.db.selectFrom('pending_pupils').select('import_id').execute();
  return new Set(rows.map((row) => row.import_id));
}

/** Removes what waits of these imports. */
export async function removePendingPupils(record: SchoolRecord, importIds: readonly string[]): Promise<void> {
  if (importIds.length === 0) return;
  await record.db.deleteFrom('pending_pupils').where('import_id', 'in', importIds).execute();
}
