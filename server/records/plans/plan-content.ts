import type { PlanOutcomeRow } from './plan-tables.ts';
import type { SupportPlanRow } from '../record-tables.ts';

export type PlanOutcome = Omit<PlanOutcomeRow, 'plan_id' | 'school' | 'pupil_id' | 'place'>;

const columns = [
  'start_on',
  'review_on',
  'hoped_for',
  'provision',
  'strategies',
  'pupil_view',
  'pupil_view_absent',
  'home_view',
  'home_view_absent',
  'school_view',
  'reviewed_on',
  'effect',
  'came_of_it',
  'pupil_says',
  'pupil_says_absent',
  'home_says',
  'home_says_absent',
  'review_at',
  'review_by',
] as const satisfies readonly (keyof SupportPlanRow)[];

/** All that people write in a plan, its review included: what a version of it keeps. */
export interface PlanContent extends Pick<SupportPlanRow, (typeof columns)[number]> {
  readonly outcomes: readonly PlanOutcome[];
}

export const emptyPlan: PlanContent = {
  start_on: '',
  review_on: '',
  hoped_for: '',
  provision: '',
  strategies: '',
  pupil_view: '',
  pupil_view_absent: '',
  home_view: '',
  home_view_absent: '',
  school_view: '',
  reviewed_on: null,
  effect: null,
  came_of_it: null,
  pupil_says: null,
  pupil_says_absent: '',
  home_says: null,
  home_says_absent: '',
  review_at: null,
  review_by: null,
  outcomes: [],
};

export const emptyOutcome: PlanOutcome = { outcome: '', measure: '', baseline: '', aim: '', result: '', effect: null };

/** What a plan holds now. */
export function planContent(plan: SupportPlanRow, outcomes: readonly PlanOutcome[]): PlanContent {
  return {
    ...(Object.fromEntries(columns.map((column) => [column, plan[column]])) as Omit<PlanContent, 'outcomes'>),
    outcomes: outcomes.map(({ outcome, measure, baseline, aim, result, effect }) => ({
      outcome,
      measure,
      baseline,
      aim,
      result,
      effect,
    })),
  };
}
