import { addDays, dateText } from '../../../engine/index.ts';
import type { StandingStep } from './ehc-standing.ts';
import type { StepKind } from './ehc-steps.ts';

export const dueCodes = [
  'assess-decision',
  'plan-decision',
  'final-plan',
  'annual-review',
  'review-report',
  'review-decision',
  'amended-plan',
  'phase-transfer',
] as const;
export type DueCode = (typeof dueCodes)[number];

export interface EhcDue {
  readonly code: DueCode;
  /** ISO day, the last one on which it is in time. */
  readonly dueOn: string;
  /** ISO day on which it was done; null where it is not yet. */
  readonly doneOn: string | null;
}

/**
 * What is due in the present case, with the days that the law sets: Special Educational Needs and Disability Regulations 2014
 * (S.I. 2014/1530) and Children and Families Act 2014. Counted from the day on which the local authority received the request:
 *
 * - decision whether to assess: 6 weeks, regulation 5(1);
 * - decision that no plan is needed: 16 weeks, regulation 10(1); a draft in its place goes out by then in practice, since parents
 *   have at least 15 days for it (regulation 13(1)) and
 * - the final plan follows within 20 weeks, regulation 13(2).
 *
 * Of a plan: reviewed within 12 months starting with the day it was made, then with the day of the last review (section 44(1));
 * a review is complete with the authority's decision. After its meeting: report 2 weeks (regulation 20(9)), decision 4 weeks
 * (regulation 20(10)); where the plan is amended, the final one 8 weeks after the notice (regulation 22(4)). Before the next
 * phase: before 15 February, to post-16 before 31 March, of the calendar year of transfer (regulation 18(1)).
 *
 * Exceptions of the regulations (long school holidays, a family's circumstances) are for people to know. After an appeal other
 * times hold (regulation 44), so a case that went on after a refusal has no days here until there is a plan.
 *
 * @param standing steps of one pupil that were not taken back, in order
 */
export function ehcDue(
  standing: readonly StandingStep[],
  { today, yearGroup }: { readonly today: string; readonly yearGroup: string },
): readonly EhcDue[] {
  const from = standing.findLastIndex(({ kind }) => kind === 'requested');
  const ended = standing.findLastIndex(({ kind }) => kind === 'ceased' || kind === 'withdrawn');
  const planFrom = standing.findLastIndex(({ kind }) => kind === 'final');
  const ofRequest = from > ended ? requestDue(standing.slice(from)) : [];
  const ofPlan = planFrom > ended && planFrom >= from ? planDue(standing.slice(planFrom), { today, yearGroup }) : [];
  return [...ofRequest, ...ofPlan];
}

function requestDue(steps: readonly StandingStep[]): EhcDue[] {
  const received = steps[0].on_day;
  const refused = steps.findIndex(({ kind }) => kind === 'no-assess' || kind === 'no-plan');
  const decided = doneBy(steps, ['assess', 'no-assess']);
  const due: EhcDue[] = [{ code: 'assess-decision', dueOn: weeksAfter(received, 6), doneOn: decided }];
  if (steps[refused]?.kind === 'no-assess') return due;
  if (decided !== null)
    due.push({
      code: 'plan-decision',
      dueOn: weeksAfter(received, 16),
      doneOn: doneBy(steps, ['draft', 'no-plan']),
    });
  if (refused >= 0) return due;
  due.push({ code: 'final-plan', dueOn: weeksAfter(received, 20), doneOn: doneBy(steps, ['final']) });
  return due;
}

const decisions = ['review-maintain', 'review-amend', 'review-cease'] as const;

function planDue(
  steps: readonly StandingStep[],
  { today, yearGroup }: { readonly today: string; readonly yearGroup: string },
): EhcDue[] {
  const reviewed = steps.findLast(({ kind }) => (decisions as readonly StepKind[]).includes(kind));
  const due: EhcDue[] = [
    { code: 'annual-review', dueOn: lastDayOfTwelveMonths((reviewed ?? steps[0]).on_day), doneOn: null },
  ];
  const meetingAt = steps.findLastIndex(({ kind }) => kind === 'review-meeting');
  if (meetingAt >= 0) {
    const after = steps.slice(meetingAt);
    const held = after[0].on_day;
    due.push(
      { code: 'review-report', dueOn: weeksAfter(held, 2), doneOn: doneBy(after, ['review-report']) },
      { code: 'review-decision', dueOn: weeksAfter(held, 4), doneOn: doneBy(after, decisions) },
    );
    const amending = after.find(({ kind }) => kind === 'review-amend');
    if (amending)
      due.push({
        code: 'amended-plan',
        dueOn: weeksAfter(amending.on_day, 8),
        doneOn: doneBy(after, ['amended']),
      });
  }
  const transfer = phaseTransfer(today, yearGroup);
  if (transfer)
    due.push({
      code: 'phase-transfer',
      dueOn: transfer.dueOn,
      doneOn:
        steps.find(
          ({ kind, on_day }) => (kind === 'review-maintain' || kind === 'amended') && on_day >= transfer.schoolYearFrom,
        )?.on_day ?? null,
    });
  return due;
}

function doneBy(steps: readonly StandingStep[], kinds: readonly StepKind[]): string | null {
  return steps.find(({ kind }) => kinds.includes(kind))?.on_day ?? null;
}

function weeksAfter(day: string, weeks: number): string {
  return addDays(day, 7 * weeks);
}

/** A period of 12 months that starts with a day ends on the day before that date of the next year. */
function lastDayOfTwelveMonths(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return dateText(new Date(Date.UTC(year + 1, month - 1, date - 1)));
}

/** Year groups that move on to another phase at the end of their school year; an infant school's Year 2 is not told apart. */
function phaseTransfer(today: string, yearGroup: string): { dueOn: string; schoolYearFrom: string } | null {
  if (!['N', '6', '11'].includes(yearGroup)) return null;
  const [year, month] = today.split('-').map(Number);
  const transferYear = month >= 9 ? year + 1 : year;
  return {
    dueOn: `${transferYear}-${yearGroup === '11' ? '03-30' : '02-14'}`,
    schoolYearFrom: `${transferYear - 1}-09-01`,
  };
}
