import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import type { RegisterEntryRow } from '../record-tables.ts';

export type { RegisterEntryRow } from '../record-tables.ts';

/** What a person must state to enter a pupil: both limbs of the definition, whose decision it is, and that parents know. */
export interface Entry {
  readonly status: string;
  readonly from_on: string;
  readonly difficulty: string;
  readonly provision: string;
  readonly decided_by: string;
  readonly told_on: string;
  readonly told_by: string;
  readonly told_how: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/**
 * Enters a pupil. An open entry of another status ends on the day the new one starts; one of the same status is left as it is.
 *
 * @returns the entry, or null where the pupil is entered with this status already
 */
export async function enterOnRegister(
  record: SchoolRecord,
  { pupilId, school }: { pupilId: string; school: string },
  entry: Entry,
  { personId, at }: Deed,
): Promise<RegisterEntryRow | null> {
  const now = at.toISOString();
  return record.db.transaction().execute(async (transaction) => {
    const open = await transaction
      .selectFrom('register_entry')
      .selectAll()
      .where('pupil_id', '=', pupilId)
      .where('left_on', 'is', null)
      .executeTakeFirst();
    if (open?.status === entry.status) return null;
    if (open)
      await transaction
        .updateTable('register_entry')
        .set({
          left_on: entry.from_on,
          moved_to: entry.status,
          left_told_on: entry.told_on,
          left_told_by: entry.told_by,
          left_at: now,
          left_by: personId,
        })
        .where('entry_id', '=', open.entry_id)
        .execute();
    return transaction
      .insertInto('register_entry')
      .values({ entry_id: randomUUID(), pupil_id: pupilId, school, ...entry, entered_at: now, entered_by: personId })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

export interface Leaving {
  readonly left_on: string;
  /** The evidence: what shows that the support is no longer needed. */
  readonly left_because: string;
  readonly left_told_on: string;
  readonly left_told_by: string;
}

/** Ends the pupil's open entry. @returns it as it now stands, or null where there is none */
export async function leaveRegister(
  record: SchoolRecord,
  pupilId: string,
  leaving: Leaving,
  { personId, at }: Deed,
): Promise<RegisterEntryRow | null> {
  const row = await record.db
    .updateTable('register_entry')
    .set({ ...leaving, left_at: at.toISOString(), left_by: personId })
    .where('pupil_id', '=', pupilId)
    .where('left_on', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** All entries of all pupils, or of one; oldest first. */
export async function registerEntries(record: SchoolRecord, pupilId?: string): Promise<RegisterEntryRow[]> {
  const query = record.db.selectFrom('register_entry').selectAll().orderBy('from_on').orderBy('entered_at');
  return (pupilId === undefined ? query : query.where('pupil_id', '=', pupilId)).execute();
}
