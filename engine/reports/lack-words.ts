import type { ResultStatus } from '../tables/assessment-data.ts';
import { windowMonth } from './window-month.ts';

/** Why there is no score, in the words of a sentence's brackets. */
export const statusWords: Readonly<Partial<Record<ResultStatus, string>>> = {
  absent: 'absent',
  'below-test': 'working below this test',
  disapplied: 'not entered',
  withheld: 'result withheld',
};

/** What is known of a missing result. `day` and `joinedOnDay` are days since 1970-01-01, NaN unknown. */
export interface Lack {
  /** State of the result that carries no score; null where there is no row at all. */
  readonly status: ResultStatus | null;
  /** Window the result is missing from: given for a missing baseline, left out for the current window. */
  readonly day?: number;
  readonly joinedOnDay?: number;
  /** Day the pupil left, where it has. */
  readonly leftOnDay?: number;
}

/**
 * The pupil's own case in “no earlier result to compare with ({…})” and “No result this time ({…})”: “joined in March
 * 2026”, “absent in December 2025”, “absent”, “working below this test”, “not entered”.
 */
export function lackWords(lack: Lack): string {
  const { status, day = Number.NaN, joinedOnDay = Number.NaN, leftOnDay = Number.NaN } = lack;
  if (!Number.isNaN(leftOnDay)) return `left in ${windowMonth(leftOnDay)}`;
  if (joinedOnDay > day) return `joined in ${windowMonth(joinedOnDay)}`;
  const words = status && statusWords[status];
  return Number.isNaN(day) ? (words ?? 'not entered') : `${words ?? 'no result'} in ${windowMonth(day)}`;
}
