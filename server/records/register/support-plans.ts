import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { ofPupil, ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { SupportPlanRow } from '../record-tables.ts';

export type { SupportPlanRow } from '../record-tables.ts';

/** What came of a plan, in a person's judgement. */
export const effects = ['as hoped', 'partly', 'not yet'] as const;
export type Effect = (typeof effects)[number];

export interface Plan {
  readonly start_on: string;
  readonly review_on: string;
  readonly hoped_for: string;
  readonly provision: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** Starts a plan. @returns it, or null where one is running: that is reviewed first */
export async function startPlan(
  record: SchoolRecord,
  { pupilId, school }: SchoolPupil,
  plan: Plan,
  { personId, at }: Deed,
): Promise<SupportPlanRow | null> {
  const row = await record.db
    .insertInto('support_plan')
    .values({
      plan_id: randomUUID(),
      pupil_id: pupilId,
      school,
      ...plan,
      made_at: at.toISOString(),
      made_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export interface Review {
  readonly reviewed_on: string;
  readonly effect: Effect;
  readonly came_of_it: string;
  readonly pupil_says: string;
  readonly home_says: string;
}

/** Closes the cycle of the running plan. @returns it, or null where it is not running any more */
export async function reviewPlan(
  record: SchoolRecord,
  { planId, ...pupil }: SchoolPupil & { planId: string },
  review: Review,
  { personId, at }: Deed,
): Promise<SupportPlanRow | null> {
  const row = await record.db
    .updateTable('support_plan')
    .set({ ...review, review_at: at.toISOString(), review_by: personId })
    .where(ofPupil('support_plan', pupil))
    .where('plan_id', '=', planId)
    .where('reviewed_on', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** All plans of a school, or of one of its pupils; oldest first. */
export function supportPlans(record: SchoolRecord, within: WithinSchool): Promise<SupportPlanRow[]> {
  return record.db
    .selectFrom('support_plan')
    .selectAll()
    .where(ofSchool('support_plan', within))
    .orderBy('start_on')
    .orderBy('made_at')
    .execute();
}

/** Plans of these schools that are to be reviewed by a day (ISO) and are not yet; those due first come first. */
export async function plansToReview(
  record: SchoolRecord,
  schools: readonly string[],
  until: string,
): Promise<SupportPlanRow[]> {
  if (schools.length === 0) return [];
  return record.db
    .selectFrom('support_plan')
    .selectAll()
    .where('school', 'in', schools)
    .where('reviewed_on', 'is', null)
    .where('review_on', '<=', until)
    .orderBy('review_on')
    .orderBy('plan_id')
    .execute();
}

/** Whether the last two reviewed plans had not yet had the effect hoped for (product: R35). */
export function twoPlansWithoutEffect(plans: readonly SupportPlanRow[]): boolean {
  const reviewed = plans.filter((plan) => plan.reviewed_on !== null);
  return reviewed.length >= 2 && reviewed.slice(-2).every((plan) => plan.effect === 'not yet');
}
