import type { ResultStatus } from '../../tables/assessment-data.ts';
import { windowMonth } from './window-month.ts';

/** Why there is no score, in the words of a sentence's brackets. */
export const statusWords: Readonly<Partial<Record<ResultStatus, string>>> = {
  absent: 'absent',
  'below-test': 'working below this test',
  disapplied: 'not entered',
  withheld: 'result withheld',
};

/** There is a score, and nothing to place it among: a test on which all had the same mark, the only pupil of a year group. */
export const notComparable = 'score cannot be compared';

/** What is known of a missing result. `day` and `joinedOnDay` are days since 1970-01-01, NaN unknown. */
export interface Lack {
  /** State of the result that carries no score, or whose score has no place; null where there is no row at all. */
  readonly status: ResultStatus | 'not-comparable' | null;
  /** Window the result is missing from: given for a missing baseline, left out for the current window. */
  readonly day?: number;
  readonly joinedOnDay?: number;
  /** Day the pupil left, where it has. */
  readonly leftOnDay?: number;
}

const scored: ReadonlySet<string> = new Set(['valid', 'floor', 'ceiling', 'not-comparable']);

/**
 * The pupil's own case in “no earlier result to compare with ({…})” and “No result this time ({…})”: “joined in March
 * 2026”, “absent in December 2025”, “absent”, “working below this test”, “not entered”, “score cannot be compared”.
 */
export function lackWords(lack: Lack): string {
  const { status, day = Number.NaN, joinedOnDay = Number.NaN, leftOnDay = Number.NaN } = lack;
  if (!Number.isNaN(leftOnDay)) return `left in ${windowMonth(leftOnDay)}`;
  if (joinedOnDay > day) return `joined in ${windowMonth(joinedOnDay)}`;
  const words = status === null ? undefined : scored.has(status) ? notComparable : statusWords[status as ResultStatus];
  return Number.isNaN(day) ? (words ?? 'not entered') : `${words ?? 'no result'} in ${windowMonth(day)}`;
}
