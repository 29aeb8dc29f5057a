import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';

/** Interval of position that each grade stands for, and its middle. One entry a grade, lowest grade first. */
export interface GradeIntervals {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Mean of a standard normal within the interval. */
  readonly middle: Float64Array;
}

/**
 * The ordered probit of a group's shares: the thresholds between grades are the normal quantiles of the shares below them,
 * the lowest grade is open below and the highest above. Oriented so that higher is better.
 *
 * @param counts pupils with each grade, lowest grade first, at least one pupil in all
 * @param direction 1 where a later grade is better, −1 where it is worse
 */
export function gradeIntervals(counts: ArrayLike<number>, direction: 1 | -1): GradeIntervals {
  const grades = counts.length;
  const low = new Float64Array(grades);
  const high = new Float64Array(grades);
  const middle = new Float64Array(grades);
  let total = 0;
  for (let grade = 0; grade < grades; grade++) total += counts[grade];
  let below = 0;
  for (let step = 0; step < grades; step++) {
    const grade = direction === 1 ? step : grades - 1 - step;
    low[grade] = step === 0 ? -Infinity : threshold(below, total);
    below += counts[grade];
    high[grade] = step === grades - 1 ? Infinity : threshold(below, total);
    middle[grade] = meanBetween(low[grade], high[grade]);
  }
  return { low, high, middle };
}

/** Half a pupil at least lies on either side: nobody below does not mean that nobody could be. */
function threshold(below: number, total: number): number {
  return normalQuantile(Math.min(Math.max(below, 0.5), total - 0.5) / total);
}

function meanBetween(low: number, high: number): number {
  if (high - low < 1e-6) return (low + high) / 2;
  const p = normalShare(low, high);
  return p > 1e-300 ? (density(low) - density(high)) / p : low;
}

/** Φ(high) − Φ(low), taken in the tail where neither is near 1. */
function normalShare(low: number, high: number): number {
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

function density(z: number): number {
  return Number.isFinite(z) ? Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) : 0;
}
