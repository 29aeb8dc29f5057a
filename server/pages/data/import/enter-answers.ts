import { answerQuestion, type Mapping } from '../../../../engine/index.ts';
import type { Asked } from '../../../imports/import-tasks.ts';
import { proposedChild } from './children-view.ts';
import { orderGiven } from '../grades-list.ts';

/** Enters what a form of questions says in the mapping. Returns what was not understood, by number of the question. */
export function enterAnswers(
  mapping: Mapping,
  questions: readonly Asked[],
  given: Readonly<Record<string, string>>,
): Map<number, string> {
  const problems = new Map<number, string>();
  for (const [number, question] of questions.entries()) {
    const said = answerOf(question, number, given);
    if (said !== null && !answerQuestion(mapping, question, said)) problems.set(number, problemOf(question, said));
  }
  return problems;
}

/** What a filled question says to the mapping: null where the guess stands as it is, '' where nothing was written. */
function answerOf(question: Asked, number: number, given: Readonly<Record<string, string>>): string | null {
  const [part] = question.at;
  const chosen = given[`q${number}`] ?? '';
  const written = (given[`t${number}`] ?? '').trim();
  if (['school', 'schools', 'academicYear'].includes(part) && chosen === '') return written === '' ? null : written;
  if (part === 'people' || part === 'identifiers') {
    const answer = chosen === '' && given['children'] === 'as-proposed' ? proposedChild(question) : chosen;
    return answer === 'yes' || answer === 'no' ? answer : null;
  }
  const picked = question.choices?.find((_, place) => chosen === `choice-${place}`);
  if (question.choices) return picked?.value ?? null;
  if (part === 'ends') return chosen === 'yes' || chosen === 'no' ? chosen : null;
  if (chosen === 'leave-out') return '-';
  if (chosen === 'order') return orderGiven(number, given).join(' < ');
  if (chosen === 'by-date') return 'by date';
  if (chosen === 'other') return written;
  return /^(autumn|spring|summer) /.test(chosen) ? chosen : null;
}

function problemOf({ at: [part] }: Asked, said: string): string {
  if (part === 'scales') return 'Pick each grade once, from the lowest to the highest.';
  if (['sheets', 'windows', 'few', 'undated'].includes(part))
    return 'Not understood. Name a term, as “Autumn 2 2025/26”.';
  if (said === '') return 'Write what it is.';
  return 'Not understood. Write what the column holds (class, date of birth …) or a subject with its term, as “Autumn 2 Reading SAS”.';
}
