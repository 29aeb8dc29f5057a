import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { SupportEntryRow } from './ehc-rows.ts';

export type { SupportEntryRow } from './ehc-rows.ts';

/** Whether the family agrees that the school and the agency tell each other about the pupil. */
export const consents = ['given', 'not asked', 'refused', 'withdrawn'] as const;
export type Consent = (typeof consents)[number];

/** Who from outside the school is involved. Days are ISO, '' where there is none. */
export interface Agency {
  readonly name: string;
  readonly contact: string;
  readonly since_on: string;
  readonly last_contact_on: string;
  /** Reports received, one a line. */
  readonly reports: string;
  readonly consent: Consent;
  /** Who gave, refused or took it back, and when. */
  readonly consent_by: string;
  readonly consent_on: string;
  readonly consent_note: string;
  readonly ended_on: string;
}

/** An access arrangement with what it rests on: need as shown, and that it is the pupil's normal way of working. */
export interface AccessArrangement {
  readonly arrangement: string;
  readonly basis: string;
  readonly normal_way: string;
  readonly since_on: string;
  readonly ended_on: string;
}

/** What serves teaching, for the next class or school. */
export interface WhatWorks {
  readonly strengths: string;
  readonly works: string;
  readonly avoid: string;
}

export interface EntryContent {
  readonly agency: Agency;
  readonly access: AccessArrangement;
  readonly works: WhatWorks;
}
export type EntryKind = keyof EntryContent;

/** The newest version of an entry. */
export interface SupportEntry<Kind extends EntryKind> {
  readonly entryId: string;
  readonly version: number;
  readonly content: EntryContent[Kind];
  readonly writtenAt: string;
  readonly writtenBy: string;
}

/** Every version of every entry of a pupil, oldest first. */
export function entryVersions({ db }: SchoolRecord, pupil: SchoolPupil): Promise<SupportEntryRow[]> {
  return db
    .selectFrom('support_entry')
    .selectAll()
    .where(ofPupil('support_entry', pupil))
    .orderBy('written_at')
    .orderBy('version')
    .execute();
}

/** Entries of a kind as they stand, in the order in which they were first written; those taken back are left out. */
export function standingEntries<Kind extends EntryKind>(
  versions: readonly SupportEntryRow[],
  kind: Kind,
): readonly SupportEntry<Kind>[] {
  const newest = new Map(versions.filter((row) => row.kind === kind).map((row) => [row.entry_id, row]));
  return [...newest.values()].flatMap((row) => {
    const content = JSON.parse(row.content) as EntryContent[Kind] | null;
    if (content === null) return [];
    return [
      {
        entryId: row.entry_id,
        version: row.version,
        content,
        writtenAt: row.written_at,
        writtenBy: row.written_by,
      },
    ];
  });
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
  /** '' for a new one. */
  readonly entryId: string;
  /** The version that the writer had before them; 0 for a new one. */
  readonly seen: number;
}

/** Saves an entry as a new version of itself. @returns false where somebody saved meanwhile, or there is no such entry */
export async function saveEntry<Kind extends EntryKind>(
  record: SchoolRecord,
  pupil: SchoolPupil,
  { kind, content }: { readonly kind: Kind; readonly content: EntryContent[Kind] },
  deed: Deed,
): Promise<boolean> {
  if (deed.entryId === '') return write(record, pupil, { kind, content, entry_id: randomUUID() }, { ...deed, seen: 0 });
  const found = await newestOf(record, pupil, deed.entryId);
  if (found?.kind !== kind || found.version !== deed.seen) return false;
  return write(record, pupil, { kind, content, entry_id: deed.entryId }, deed);
}

/**
 * Takes the newest version of an entry back: the one before it stands again or, of a first one, none. Both stay in the history.
 *
 * @returns false where somebody saved meanwhile, or there is no such entry
 */
export async function undoEntry(
  record: SchoolRecord,
  pupil: SchoolPupil,
  kind: EntryKind,
  deed: Deed,
): Promise<boolean> {
  const own = (await entryVersions(record, pupil)).filter((row) => row.entry_id === deed.entryId && row.kind === kind);
  const newest = own.at(-1);
  if (newest?.version !== deed.seen) return false;
  const content = JSON.parse(own.at(-2)?.content ?? 'null') as EntryContent[EntryKind] | null;
  return write(record, pupil, { kind, content, entry_id: deed.entryId }, deed);
}

async function newestOf({ db }: SchoolRecord, pupil: SchoolPupil, entryId: string) {
  return db
    .selectFrom('support_entry')
    .select(['kind', 'version'])
    .where(ofPupil('support_entry', pupil))
    .where('entry_id', '=', entryId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function write(
  { db }: SchoolRecord,
  { school, pupilId }: SchoolPupil,
  { kind, content, entry_id }: { kind: EntryKind; content: EntryContent[EntryKind] | null; entry_id: string },
  { personId, at, seen }: Deed,
): Promise<boolean> {
  const added = await db
    .insertInto('support_entry')
    .values({
      entry_id,
      version: seen + 1,
      school,
      pupil_id: pupilId,
      kind,
      content: JSON.stringify(content),
      written_at: at.toISOString(),
      written_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('entry_id')
    .executeTakeFirst();
  return added !== undefined;
}
