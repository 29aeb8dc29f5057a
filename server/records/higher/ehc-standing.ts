import type { EhcStepRow, StepKind } from './ehc-steps.ts';

export type StandingStep = EhcStepRow & { readonly kind: StepKind };

/** What may follow each step. After a refusal an appeal or mediation may lead on; after an end all may begin again. */
const follows: Readonly<Record<StepKind | 'nothing', readonly StepKind[]>> = {
  // Whoever comes with a plan has had the steps to it elsewhere.
  nothing: ['requested', 'final'],
  requested: ['assess', 'no-assess', 'withdrawn'],
  withdrawn: ['requested', 'final'],
  assess: ['draft', 'no-plan', 'withdrawn'],
  'no-assess': ['requested', 'assess'],
  'no-plan': ['requested', 'draft'],
  draft: ['final', 'withdrawn'],
  final: ['review-meeting', 'ceased'],
  'review-meeting': ['review-report', 'review-maintain', 'review-amend', 'review-cease'],
  'review-report': ['review-maintain', 'review-amend', 'review-cease'],
  'review-maintain': ['review-meeting', 'ceased'],
  'review-amend': ['amended', 'review-meeting'],
  'review-cease': ['ceased', 'review-meeting'],
  amended: ['review-meeting', 'ceased'],
  ceased: ['requested', 'final'],
};

const withPlan: ReadonlySet<StepKind> = new Set([
  'final',
  'review-meeting',
  'review-report',
  'review-maintain',
  'review-amend',
  'review-cease',
  'amended',
]);
const underWay: ReadonlySet<StepKind> = new Set(['requested', 'assess', 'draft']);

export interface EhcStanding {
  /** Steps that were not taken back, in the order in which they were written. */
  readonly steps: readonly StandingStep[];
  readonly last: StandingStep | undefined;
  /** `plan`: there is one; `under-way`: one was asked for; `none`. */
  readonly state: 'none' | 'under-way' | 'plan';
  readonly next: readonly StepKind[];
  /** Outcomes of the newest plan, final or amended; none where there is no plan. */
  readonly outcomes: readonly string[];
}

/** What stands of the rows of one pupil, and what may come next. */
export function ehcStanding(rows: readonly EhcStepRow[]): EhcStanding {
  const undone = new Set(rows.map((row) => row.undoes));
  const steps = rows.filter((row): row is StandingStep => row.kind !== 'undone' && !undone.has(row.step_id));
  const last = steps.at(-1);
  const state =
    last === undefined ? 'none' : withPlan.has(last.kind) ? 'plan' : underWay.has(last.kind) ? 'under-way' : 'none';
  const plan = steps.findLast(({ kind, outcomes }) => kind === 'final' || (kind === 'amended' && outcomes !== ''));
  return {
    steps,
    last,
    state,
    next: follows[last?.kind ?? 'nothing'],
    outcomes: state === 'plan' && plan ? plan.outcomes.split('\n').filter(Boolean) : [],
  };
}
