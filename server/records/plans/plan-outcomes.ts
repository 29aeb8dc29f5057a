import type { SchoolRecord } from '../open-record.ts';
import { ofSchool, type WithinSchool } from '../pupils/school-pupil.ts';
import type { PlanOutcomeRow } from './plan-tables.ts';

/** The outcomes of a school's plans, or of one pupil's, in their order, by plan. */
export async function planOutcomes(
  record: SchoolRecord,
  within: WithinSchool,
): Promise<ReadonlyMap<string, readonly PlanOutcomeRow[]>> {
  const rows = await record.db
    .selectFrom('plan_outcome')
    .selectAll()
    .where(ofSchool('plan_outcome', within))
    .orderBy('plan_id')
    .orderBy('place')
    .execute();
  return Map.groupBy(rows, (row) => row.plan_id);
}
