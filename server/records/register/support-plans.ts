import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
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
  { pupilId, school }: { pupilId: string; school: string },
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
  { pupilId, planId }: { pupilId: string; planId: string },
  review: Review,
  { personId, at }: Deed,
): Promise<SupportPlanRow | null> {
  const row = await record.db
    .updateTable('support_plan')
    .set({ ...review, review_at: at.toISOString(), review_by: personId })
    .where('pupil_id', '=', pupilId)
    .where('plan_id', '=', planId)
    .where('reviewed_on', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** All plans of all pupils, or of one; oldest first. */
export async function supportPlans(record: SchoolRecord, pupilId?: string): Promise<SupportPlanRow[]> {
  const query = record.db.selectFrom('support_plan').selectAll().orderBy('start_on').orderBy('made_at');
  return (pupilId === undefined ? query : query.where('pupil_id', '=', pupilId)).execute();
}

/** Whether the last two reviewed plans had not yet had the effect hoped for (product: R35). */
export function twoPlansWithoutEffect(plans: readonly SupportPlanRow[]): boolean {
  const reviewed = plans.filter((plan) => plan.reviewed_on !== null);
  return reviewed.length >= 2 && reviewed.slice(-2).every((plan) => plan.effect === 'not yet');
}
