import type { SchoolRecord } from '../open-record.ts';
import type { SupportPlanRow } from '../record-tables.ts';

/** The plans of these pupils that are not reviewed yet, by pupil one at most. */
export async function runningPlans(record: SchoolRecord, pupilIds: readonly string[]): Promise<SupportPlanRow[]> {
  if (pupilIds.length === 0) return [];
  return record.db
    .selectFrom('support_plan')
    .selectAll()
    .where('pupil_id', 'in', pupilIds)
    .where('reviewed_on', 'is', null)
    .execute();
}
