import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { inOneChange } from '../in-one-change.ts';
import { ofPupil, ofPupils, ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { RegisterEntryRow } from '../record-tables.ts';
import { keepVersion } from './entry-versions.ts';

export type { RegisterEntryRow } from '../record-tables.ts';

/**
 * What a person must state to enter a pupil: both limbs of the definition, whose decision it is, and that parents know. Of a
 * decision from before this record some may be not known: `not_known` has the codes, and these fields are empty.
 */
export interface Entry {
  readonly status: string;
  readonly from_on: string;
  readonly difficulty: string;
  readonly provision: string;
  readonly decided_by: string;
  readonly told_on: string;
  readonly told_by: string;
  readonly told_how: string;
  readonly not_known?: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** Why nothing was entered or changed: the pupil stands there already, somebody was faster, or the days do not follow. */
export type EntryRefusal = 'already-entered' | 'changed-meanwhile' | 'before-the-last';

/**
 * Enters a pupil, or changes the open entry. Another status from a later day is a new entry, and the one before ends that day; the
 * same status, or the same day, puts right what the entry says. How it stood before is kept.
 *
 * @param seen version of the open entry that the person saw; 0 for none
 * @returns the entry as it stands
 */
export async function enterOnRegister(
  record: SchoolRecord,
  pupil: SchoolPupil,
  entry: Entry,
  { personId, at, seen = 0 }: Deed & { seen?: number },
): Promise<RegisterEntryRow | EntryRefusal> {
  return inOneChange(record, async (within) => {
    const open = await openEntry(within, pupil);
    if ((open?.version ?? 0) !== seen)
      return open?.status === entry.status && seen === 0 ? 'already-entered' : 'changed-meanwhile';
    if (!open) return newEntry(within, pupil, entry, { personId, at });
    const moves = open.status !== entry.status && open.from_on !== entry.from_on;
    if (moves && entry.from_on < open.from_on) return 'before-the-last';
    await keepVersion(within, open, { personId, at });
    const change = moves ? ending(entry, { personId, at }) : { ...entry, not_known: entry.not_known ?? '' };
    const changed = await within.db
      .updateTable('register_entry')
      .set({ ...change, version: open.version + 1 })
      .where('entry_id', '=', open.entry_id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return moves ? newEntry(within, pupil, entry, { personId, at }) : changed;
  });
}

/** The entry before, on the day on which another status begins. */
function ending(entry: Entry, { personId, at }: Deed) {
  return {
    left_on: entry.from_on,
    moved_to: entry.status,
    left_told_on: entry.told_on,
    left_told_by: entry.told_by,
    left_at: at.toISOString(),
    left_by: personId,
  };
}

function newEntry(
  { db }: SchoolRecord,
  pupil: SchoolPupil,
  entry: Entry,
  { personId, at }: Deed,
): Promise<RegisterEntryRow> {
  return db
    .insertInto('register_entry')
    .values({
      entry_id: randomUUID(),
      pupil_id: pupil.pupilId,
      school: pupil.school,
      ...entry,
      entered_at: at.toISOString(),
      entered_by: personId,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The pupil's open entry; undefined for whoever is not on the register. */
export function openEntry({ db }: SchoolRecord, pupil: SchoolPupil): Promise<RegisterEntryRow | undefined> {
  return db
    .selectFrom('register_entry')
    .selectAll()
    .where(ofPupil('register_entry', pupil))
    .where('left_on', 'is', null)
    .executeTakeFirst();
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
  return inOneChange(record, async (within) => {
    const open = await openEntry(within, pupil);
    if (!open) return null;
    await keepVersion(within, open, { personId, at });
    return within.db
      .updateTable('register_entry')
      .set({ ...leaving, left_at: at.toISOString(), left_by: personId, version: open.version + 1 })
      .where('entry_id', '=', open.entry_id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
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
