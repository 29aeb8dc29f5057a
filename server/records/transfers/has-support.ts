import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, type SchoolPupil } from '../pupils/school-pupil.ts';

/** Whether a school has decided or planned anything for a pupil that would go with them. */
export async function hasSupport({ db }: SchoolRecord, pupil: SchoolPupil): Promise<boolean> {
  for (const table of [
    'register_entry',
    'pupil_need',
    'support_plan',
    'monitored',
    'ehc_step',
    'support_entry',
    'area_result',
  ] as const)
    if (await db.selectFrom(table).select('pupil_id').where(ofPupil(table, pupil)).executeTakeFirst()) return true;
  return false;
}
