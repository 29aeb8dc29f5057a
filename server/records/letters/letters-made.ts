import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { LetterMadeRow } from './letter-tables.ts';

export type { LetterMadeRow } from './letter-tables.ts';

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

export interface LetterToMake extends SchoolPupil {
  readonly kind: string;
  /** JSON: the paragraphs as they are, and what was typed for them. */
  readonly content: string;
}

/** Keeps that letters were made, together. @returns the batch they are found by */
export async function keepLetters(
  { db }: SchoolRecord,
  letters: readonly LetterToMake[],
  { personId, at }: Deed,
): Promise<string> {
  const batch = randomUUID();
  for (const { school, pupilId, kind, content } of letters)
    await db
      .insertInto('letter_made')
      .values({
        letter_id: randomUUID(),
        batch_id: batch,
        school,
        pupil_id: pupilId,
        kind,
        content,
        made_at: at.toISOString(),
        made_by: personId,
        version: 1,
      })
      .execute();
  return batch;
}

/** Letters made at once, in the order in which they were made. */
export function lettersOfBatch({ db }: SchoolRecord, batch: string): Promise<LetterMadeRow[]> {
  return db.selectFrom('letter_made').selectAll().where('batch_id', '=', batch).orderBy('made_at').execute();
}

/** All letters of a school, or of one of its pupils, newest first; those taken back too. */
export function lettersMade({ db }: SchoolRecord, within: WithinSchool): Promise<LetterMadeRow[]> {
  return db
    .selectFrom('letter_made')
    .selectAll()
    .where(ofSchool('letter_made', within))
    .orderBy('made_at', 'desc')
    .execute();
}

export interface Told {
  readonly told_on: string;
  readonly told_by: string;
  readonly told_how: string;
}

/**
 * Keeps when a person told the parents, or null to take that back.
 *
 * @param letter with the version its reader saw
 * @returns the letter as it stands, or null where somebody else has changed it since, or it was taken back
 */
export function setTold(
  record: SchoolRecord,
  letter: Pick<LetterMadeRow, 'letter_id' | 'version'>,
  told: Told | null,
  { personId, at }: Deed,
): Promise<LetterMadeRow | null> {
  return change(record, letter, {
    ...(told ?? { told_on: null, told_by: null, told_how: null }),
    told_recorded_at: told && at.toISOString(),
    told_recorded_by: told && personId,
  });
}

/** Takes a letter back that was made by mistake: it stays, said to be so. Null as for `setTold`. */
export function takeLetterBack(
  record: SchoolRecord,
  letter: Pick<LetterMadeRow, 'letter_id' | 'version'>,
  { personId, at }: Deed,
): Promise<LetterMadeRow | null> {
  return change(record, letter, { taken_back_at: at.toISOString(), taken_back_by: personId });
}

async function change(
  { db }: SchoolRecord,
  { letter_id, version }: Pick<LetterMadeRow, 'letter_id' | 'version'>,
  values: Partial<LetterMadeRow>,
): Promise<LetterMadeRow | null> {
  const row = await db
    .updateTable('letter_made')
    .set({ ...values, version: version + 1 })
    .where('letter_id', '=', letter_id)
    .where('version', '=', version)
    .where('taken_back_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
