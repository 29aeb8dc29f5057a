import type { CriterionRow } from './report-rows.ts';
import { shortReasons } from './criterion-templates.ts';
import { openReason } from './reason-sentence.ts';

/**
 * A cell of the pupil page's table of the four questions: the likelihood word, or “cannot say: ” and why in a few words.
 * “likely” · “leans towards” · “no large gap” · “cannot say: bands only”.
 */
export function questionCell(row: Pick<CriterionRow, 'criterion' | 'verdict' | 'likelihood' | 'reason'>): string {
  if (row.verdict === 'not-met' && row.criterion === 'gap-not-closing' && row.reason === 'no-gap')
    return 'no large gap';
  const reason = openReason(row.reason);
  const hindered = row.verdict === 'cannot-say' && reason !== 'too-close-to-call' && reason !== 'too-imprecise';
  if (!hindered && row.likelihood !== null && row.likelihood !== 'cannot say') return row.likelihood;
  return `cannot say: ${shortReasons[reason]}`;
}

/** The four questions, in the words of the pupil page. */
export const questions = {
  'slower-than-peers': 'slower than same start?',
  'below-own-rate': 'slower than before?',
  'gap-not-closing': 'gap still there?',
  'gap-widening': 'gap growing?',
} as const;
