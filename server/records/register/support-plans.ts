import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import { outcomesOfLines } from '../plans/outcomes-of-lines.ts';
import { emptyPlan, planContent, type PlanContent, type PlanOutcome } from '../plans/plan-content.ts';
import { planOutcomes } from '../plans/plan-outcomes.ts';
import { addPlan, savePlan } from '../plans/save-plan.ts';
import { ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { SupportPlanRow } from '../record-tables.ts';
import { runningPlans } from './running-plans.ts';

export type { SupportPlanRow } from '../record-tables.ts';

/** What came of a plan, in a person's judgement. */
export const effects = ['as hoped', 'partly', 'not yet'] as const;
export type Effect = (typeof effects)[number];

/** What a plan begins with; whoever knows more of it gives its outcomes, strategies and voices as well. */
export interface Plan extends Partial<PlanContent> {
  readonly start_on: string;
  readonly review_on: string;
  /** Outcomes, one a line, where they are not given each. */
  readonly hoped_for: string;
  readonly provision: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** Starts a plan. @returns it, or null where one is running: that is reviewed first */
export function startPlan(
  record: SchoolRecord,
  pupil: SchoolPupil,
  plan: Plan,
  deed: Deed,
): Promise<SupportPlanRow | null> {
  const outcomes = plan.outcomes ?? outcomesOfLines(plan.hoped_for);
  return addPlan(record, pupil, { ...emptyPlan, ...plan, outcomes }, deed);
}

export interface Review {
  readonly reviewed_on: string;
  readonly effect: Effect;
  readonly came_of_it: string;
  readonly pupil_says: string;
  readonly home_says: string;
  /** Why there is no view. */
  readonly pupil_says_absent?: string;
  readonly home_says_absent?: string;
  /** Outcomes with what came of each; as they stand where none are given. */
  readonly outcomes?: readonly PlanOutcome[];
}

/** Closes the cycle of the running plan. @returns it, or null where it is not running any more or was changed meanwhile */
export function reviewPlan(
  record: SchoolRecord,
  { planId, seen, ...pupil }: SchoolPupil & { planId: string; seen?: number },
  review: Review,
  deed: Deed,
): Promise<SupportPlanRow | null> {
  return inOneChange(record, async (within) => {
    const plan = (await runningPlans(within, [pupil])).find((one) => one.plan_id === planId);
    if (!plan) return null;
    const outcomes = review.outcomes ?? ofOne((await planOutcomes(within, pupil)).get(planId) ?? [], review.effect);
    const content = planContent(
      { ...plan, ...review, review_at: deed.at.toISOString(), review_by: deed.personId },
      outcomes,
    );
    return savePlan(within, { ...pupil, planId, seen: seen ?? plan.version }, content, deed);
  });
}

/** What came of a plan for one thing came of that. */
function ofOne(outcomes: readonly PlanOutcome[], effect: Effect): readonly PlanOutcome[] {
  return outcomes.length === 1 ? [{ ...outcomes[0], effect }] : outcomes;
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
