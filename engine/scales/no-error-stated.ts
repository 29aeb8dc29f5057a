import type { AssessmentData } from '../tables/assessment-data.ts';
import type { Warning } from '../warnings.ts';
import type { Measurements } from './measurements.ts';

/** One warning where no result and no scale states an error, so that all of what is known of it comes from the results; else none. */
export function noErrorStated(
  { results, scales }: AssessmentData,
  { usable }: Pick<Measurements, 'usable'>,
): Warning[] {
  const stated =
    scales.some(({ sem, reliability }) => sem > 0 || reliability > 0) || results.sem.some((sem) => sem > 0);
  const count = usable.reduce((sum, flag) => sum + flag, 0);
  return stated || count === 0 ? [] : [{ code: 'no-error-stated', count }];
}
