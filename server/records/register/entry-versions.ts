import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { RegisterEntryRow } from '../record-tables.ts';

export interface EntryVersion {
  readonly entry: RegisterEntryRow;
  /** When and by whom it was changed into something else. */
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Keeps an entry as it stands, within the change that alters it. */
export async function keepVersion(
  { db }: SchoolRecord,
  row: RegisterEntryRow,
  { personId, at }: { personId: string; at: Date },
): Promise<void> {
  const { entry_id, version, school, pupil_id } = row;
  const content = JSON.stringify(row);
  const saved = { saved_at: at.toISOString(), saved_by: personId };
  await db
    .insertInto('register_entry_version')
    .values({ entry_id, version, school, pupil_id, content, ...saved })
    .execute();
}

/** How a pupil's entries stood before each change, oldest first. */
export async function entryVersions(record: SchoolRecord, pupil: SchoolPupil): Promise<EntryVersion[]> {
  const rows = await record.db
    .selectFrom('register_entry_version')
    .selectAll()
    .where(ofPupil('register_entry_version', pupil))
    .orderBy('saved_at')
    .orderBy('version')
    .execute();
  return rows.map(({ content, saved_at, saved_by }) => ({
    entry: JSON.parse(content) as RegisterEntryRow,
    changedAt: saved_at,
    changedBy: saved_by,
  }));
}

/** When an entry of each pupil was last changed, by identifier. */
export async function lastChanges(record: SchoolRecord, within: WithinSchool): Promise<ReadonlyMap<string, string>> {
  const rows = await record.db
    .selectFrom('register_entry_version')
    .select(['pupil_id', (is) => is.fn.max('saved_at').as('last')])
    .where(ofSchool('register_entry_version', within))
    .groupBy('pupil_id')
    .execute();
  return new Map(rows.map((row) => [row.pupil_id, row.last]));
}
