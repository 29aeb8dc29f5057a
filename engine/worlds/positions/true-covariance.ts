import { numeratorCovariance } from '../model/numerator-covariance.ts';
import type { WorldParameters } from '../model/world-parameters.ts';

/**
 * Covariance of two population positions of one pupil who has not slowed, in closed form (family `gaussian` only): 1 for the
 * same subject and time. Subjects by their place in World.subjects, times in years after the first window.
 */
export function trueCovariance(
  parameters: WorldParameters,
  subjectA: number,
  yearA: number,
  subjectB: number,
  yearB: number,
): number {
  const same = subjectA === subjectB;
  const { levelLoadings, changeLoadings } = parameters;
  const level = same ? 1 : levelLoadings[subjectA] * levelLoadings[subjectB];
  const change = same ? 1 : changeLoadings[subjectA] * changeLoadings[subjectB];
  const scale = Math.sqrt(
    numeratorCovariance(parameters, yearA, yearA) * numeratorCovariance(parameters, yearB, yearB),
  );
  return numeratorCovariance(parameters, yearA, yearB, level, change) / scale;
}
