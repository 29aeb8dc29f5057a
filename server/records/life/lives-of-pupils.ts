import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, pupilKey, pupilOfRow, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { PupilLife } from './kept-until.ts';
import { pupilsWithRows, tablesOfKind } from './pupil-rows.ts';

/** What periods run from, of every pupil of whom anything is held, by `pupilKey`. */
export interface LivesOfPupils {
  of(pupil: SchoolPupil): PupilLife & { /** On the roll of the school now. */ readonly present: boolean };
}

/** Reads dates of birth, days of leaving and who has support, of all pupils at once. */
export async function livesOfPupils(record: SchoolRecord): Promise<LivesOfPupils> {
  const births = await record.db
    .selectFrom('pupil_context')
    .select(['school', 'pupil_id', 'date_of_birth'])
    .where('date_of_birth', 'is not', null)
    .execute();
  const rolls = await record.db.selectFrom('school_roll').select(['school', 'pupil_id', 'left_on']).execute();
  const born = new Map(births.map((row) => [pupilKey(pupilOfRow(row)), row.date_of_birth]));
  const left = new Map(rolls.map((row) => [pupilKey(pupilOfRow(row)), row.left_on]));
  const supported = await pupilsWithRows(record, 'support');
  return {
    of: (pupil) => {
      const key = pupilKey(pupil);
      return {
        dateOfBirth: born.get(key) ?? null,
        leftOn: left.get(key) ?? null,
        hasSupport: supported.has(key),
        present: left.get(key) === null,
      };
    },
  };
}

/** The same of one pupil: what a page asks. */
export async function lifeOfPupil({ db }: SchoolRecord, pupil: SchoolPupil): Promise<PupilLife> {
  const context = await db
    .selectFrom('pupil_context')
    .select('date_of_birth')
    .where(ofPupil('pupil_context', pupil))
    .executeTakeFirst();
  const roll = await db
    .selectFrom('school_roll')
    .select('left_on')
    .where(ofPupil('school_roll', pupil))
    .executeTakeFirst();
  let hasSupport = false;
  for (const table of tablesOfKind.support)
    hasSupport ||=
      (await db.selectFrom(table).select('pupil_id').where(ofPupil(table, pupil)).executeTakeFirst()) !== undefined;
  return { dateOfBirth: context?.date_of_birth ?? null, leftOn: roll?.left_on ?? null, hasSupport };
}
