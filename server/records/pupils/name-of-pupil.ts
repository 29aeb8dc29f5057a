import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from './school-pupil.ts';

/** Forename and surname of one pupil as the school's files have them; undefined where they are not held. */
export function nameOfPupil(
  { db }: SchoolRecord,
  pupil: SchoolPupil,
): Promise<{ forename: string; surname: string } | undefined> {
  return db
    .selectFrom('pupil_name')
    .select(['forename', 'surname'])
    .where(ofPupil('pupil_name', pupil))
    .executeTakeFirst();
}
