import { dateWords } from '../../html/date-words.ts';
import { dayFault } from '../../html/plans/day-fault.ts';
import type { PlanOutcome } from '../../records/plans/plan-content.ts';
import { mostOutcomes, typed, typedDate, type Entered } from './forms.ts';

/** Sentences by field, each with what to do; empty where nothing is wrong. */
export type Faults = Readonly<Record<string, string>>;

/** What is wrong with a plan as it was typed. */
export function planFaults(entered: Entered, today: string): Faults {
  const start = typedDate(entered, 'start_on');
  const review = typedDate(entered, 'review_on');
  const faults: Record<string, string | null> = {
    start_on: dayFault('The start', start, today),
    review_on: dayFault('The day of the review', review, today),
    ...voiceFaults(entered, { pupil: 'pupil_view', home: 'home_view' }),
  };
  if (!faults['start_on'] && !faults['review_on'] && review <= start)
    faults['review_on'] = `The review comes after the start, ${dateWords(start)}: give a later day.`;
  if (!faults['start_on'] && !faults['review_on'] && review > oneYearAfter(start))
    faults['review_on'] = 'A plan is for a fixed time: give a review within a year of the start.';
  const rows = Array.from({ length: mostOutcomes }, (_, at) => at + 1);
  if (rows.every((n) => typed(entered, `outcome_${n}`) === ''))
    faults['outcome_1'] = 'No outcome is there: write what the pupil is to be able to do.';
  for (const n of rows)
    if (
      typed(entered, `outcome_${n}`) === '' &&
      ['measure', 'baseline', 'aim'].some((name) => typed(entered, `${name}_${n}`) !== '')
    )
      faults[`outcome_${n}`] = `Outcome ${n} has a measure and no words: write it, or empty its boxes.`;
  return found(faults);
}

/** What is wrong with a review of a plan that began on a day with these outcomes. */
export function reviewFaults(
  entered: Entered,
  { startOn, outcomes }: { readonly startOn: string; readonly outcomes: readonly PlanOutcome[] },
  today: string,
): Faults {
  const on = typedDate(entered, 'reviewed_on');
  const faults: Record<string, string | null> = {
    reviewed_on: dayFault('The day of the review', on, today),
    effect: typed(entered, 'effect') === '' ? 'Say whether the plan had the effect hoped for.' : null,
    came_of_it: typed(entered, 'came_of_it') === '' ? 'Write what came of it, as the school sees it.' : null,
    ...voiceFaults(entered, { pupil: 'pupil_says', home: 'home_says' }),
  };
  if (!faults['reviewed_on'] && on < startOn)
    faults['reviewed_on'] = `The plan began on ${dateWords(startOn)}: give that day or a later one.`;
  if (!faults['reviewed_on'] && on > today)
    faults['reviewed_on'] = 'This day has not come: give the day on which you met.';
  for (const at of outcomes.keys())
    if (typed(entered, `effect_${at + 1}`) === '')
      faults[`effect_${at + 1}`] = `Say what came of outcome ${at + 1}: as hoped, partly or not yet.`;
  return found(faults);
}

/** A view, or why there is none: of the pupil and of home. */
function voiceFaults(entered: Entered, { pupil, home }: { pupil: string; home: string }) {
  const missing = (name: string) => typed(entered, name) === '' && typed(entered, `${name}_absent`) === '';
  return {
    [pupil]: missing(pupil) ? 'The pupil’s view is missing: write it, or why there is none.' : null,
    [home]: missing(home) ? 'The view of home is missing: write it, or why there is none.' : null,
  };
}

function oneYearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

function found(faults: Readonly<Record<string, string | null>>): Faults {
  return Object.fromEntries(Object.entries(faults).filter((one): one is [string, string] => one[1] !== null));
}
