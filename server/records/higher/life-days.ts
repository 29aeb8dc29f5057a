import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';

/** When a pupil was born, and when they had left the school; null where that is not known, or they have not left. ISO days. */
export async function lifeDays(
  { db }: SchoolRecord,
  pupil: SchoolPupil,
): Promise<{ readonly bornOn: string | null; readonly leftOn: string | null }> {
  const [context, roll] = [
    await db
      .selectFrom('pupil_context')
      .select('date_of_birth')
      .where(ofPupil('pupil_context', pupil))
      .executeTakeFirst(),
    await db.selectFrom('school_roll').select('left_on').where(ofPupil('school_roll', pupil)).executeTakeFirst(),
  ];
  return { bornOn: context?.date_of_birth ?? null, leftOn: roll?.left_on ?? null };
}
