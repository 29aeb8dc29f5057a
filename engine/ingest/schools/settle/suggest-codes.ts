import type { Conversion } from '../conversion/conversion.ts';
import { codeChoices } from '../mapping/code-choices.ts';
import type { Guess } from '../mapping/mapping.ts';

/** More different ones are remarks of people, not codes. */
const mostCodes = 12;

/**
 * Asks once of each entry that stands in place of results and that nobody knows what it means; until somebody says, its results are
 * left out and listed. Answers are kept with the layout.
 */
export function suggestCodes({ openCodes }: Conversion): Guess[] {
  if (openCodes.size > mostCodes) return [];
  return [...openCodes].map(([code, { file, text, count, besideGrades }]) => ({
    file,
    of: `${text} (${count} ${count === 1 ? 'result' : 'results'})`,
    as: 'left out',
    reason: 'it is neither a number nor a grade or code that is known',
    confidence: 0.4,
    choices: codeChoices.filter(({ value }) => besideGrades || value !== 'grade'),
    at: ['codes', code],
  }));
}
