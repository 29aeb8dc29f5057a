import { fillTemplate } from '../kit/fill-template.ts';

/** How many of some pupils the record holds something of. `{what}`: “an outcome”. */
export const recordedTemplates = {
  all: 'The record holds {what} for all {of}.',
  none: 'The record holds {what} for none of the {of} yet.',
  some: 'The record holds {what} for {count} of the {of}.',
  few: 'The record holds {what} for fewer than {fewest} of the {of} so far.',
  nearlyAll: 'The record holds {what} for all but a few (fewer than {fewest}) of the {of}.',
} as const;

/**
 * What the record holds, for readers of totals: of how many pupils, never of whom. Nothing is said that nobody wrote down.
 *
 * @param what the record holds: “an outcome”
 * @param fewest a count below this, or a rest below it, is not told: a pupil could be found by it. '' where there are fewer pupils
 */
export function recordedSentence(what: string, count: number, of: number, fewest: number): string {
  const slots = { what, count, of, fewest };
  const { all, none, some, few, nearlyAll } = recordedTemplates;
  if (of < fewest) return '';
  if (count >= of) return fillTemplate(all, slots);
  if (count <= 0) return fillTemplate(none, slots);
  if (count < fewest) return fillTemplate(few, slots);
  return fillTemplate(of - count < fewest ? nearlyAll : some, slots);
}
