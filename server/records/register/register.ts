import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, ofPupils, ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
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
  pupil: SchoolPupil,
  entry: Entry,
  { personId, at }: Deed,
): Promise<RegisterEntryRow | null> {
  const now = at.toISOString();
  return inOneChange(record, async ({ db }) => {
    const open = await db
      .selectFrom('register_entry')
      .selectAll()
      .where(ofPupil('register_entry', pupil))
      .where('left_on', 'is', null)
      .executeTakeFirst();
    if (open?.status === entry.status) return null;
    if (open)
      await db
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
    return db
      .insertInto('register_entry')
      .values({
        entry_id: randomUUID(),
        pupil_id: pupil.pupilId,
        school: pupil.school,
        ...entry,
        entered_at: now,
        entered_by: personId,
      })
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
  pupil: SchoolPupil,
  leaving: Leaving,
  { personId, at }: Deed,
): Promise<RegisterEntryRow | null> {
  const row = await record.db
    .updateTable('register_entry')
    .set({ ...leaving, left_at: at.toISOString(), left_by: personId })
    .where(ofPupil('register_entry', pupil))
    .where('left_on', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** All entries of a school, or of one of its pupils; oldest first. */
export function registerEntries(record: SchoolRecord, within: WithinSchool): Promise<RegisterEntryRow[]> {
  return record.db
    .selectFrom('register_entry')
    .selectAll()
    .where(ofSchool('register_entry', within))
    .orderBy('from_on')
    .orderBy('entered_at')
    .execute();
}

/** The newest entry of each of these pupils, open or ended: where it has ended, the pupil has left. By identifier. */
export async function newestEntries(
  record: SchoolRecord,
  pupils: readonly SchoolPupil[],
): Promise<ReadonlyMap<string, Pick<RegisterEntryRow, 'status' | 'from_on' | 'left_on'>>> {
  const rows = await record.db
    .selectFrom('register_entry')
    .select(['pupil_id', 'status', 'from_on', 'left_on'])
    .where(ofPupils('register_entry', pupils))
    .orderBy('from_on')
    .orderBy('entered_at')
    .execute();
  const newest = new Map<string, (typeof rows)[number]>();
  // An open one is the newest, whatever day it was given.
  for (const row of rows)
    if (!newest.has(row.pupil_id) || newest.get(row.pupil_id)!.left_on !== null) newest.set(row.pupil_id, row);
  return newest;
}
