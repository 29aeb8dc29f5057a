import type { SchoolRecord } from '../open-record.ts';
import { ofPupils, type SchoolPupil } from '../pupils/school-pupil.ts';
import type { SupportPlanRow } from '../record-tables.ts';

/** The plans of these pupils that are not reviewed yet, one a pupil at most. */
export async function runningPlans(record: SchoolRecord, pupils: readonly SchoolPupil[]): Promise<SupportPlanRow[]> {
  if (pupils.length === 0) return [];
  return record.db
    .selectFrom('support_plan')
    .selectAll()
    .where(ofPupils('support_plan', pupils))
    .where('reviewed_on', 'is', null)
    .execute();
}
