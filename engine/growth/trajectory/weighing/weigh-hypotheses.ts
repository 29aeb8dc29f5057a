import type { BadDaySet } from './bad-day-sets.ts';
import type { ReadyPattern } from './ready-pattern.ts';
import { weighSize, weighSizeOf, type SizePosterior } from '../model/slow-down-hypotheses.ts';
import { squareOfCourses } from './square-of-courses.ts';

/** exp of less than this is nothing beside 1. */
const nothing = -45;

/**
 * Weights of every slow-down, its size integrated out, beside every set of bad days. Hypothesis h beside set b is at
 * b · (count + 1) + h; the last of a set is ordinary progress. Arrays may be longer than they need to be.
 */
export interface HypothesisWeights {
  /** Slow-downs. */
  count: number;
  /** Logs from `weighHypotheses`; `shareWeights` makes them sum to 1. */
  weight: Float64Array;
  /** Mean and variance of the size of slow-down h beside set b, at b · count + h. */
  size: Float64Array;
  sizeVariance: Float64Array;
}

const posterior: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };

/**
 * Weighs all slow-downs beside set b of bad days.
 *
 * @param into filled from set b's place on, with log weights
 * @returns the heaviest slow-down
 */
export function weighHypotheses(ready: ReadyPattern, set: BadDaySet, b: number, into: HypothesisWeights): number {
  const { facts, slowDown, sizePriors, sizeSd, logSizeSd } = ready;
  const { count, weight, size, sizeVariance } = into;
  const { course, touched, family, logChance, subjects } = facts.hypotheses;
  const { product, data, logWeight } = set;
  const at = b * (count + 1);
  weight[at + count] = logWeight + Math.log(1 - slowDown.share);
  let best = 0;
  for (let h = 0; h < count; h++) {
    const first = course[h] * subjects.length;
    const ofSize = sizePriors[family[h]];
    const bits = touched[h];
    let along = 0;
    for (let s = 0; s < subjects.length; s++) if ((bits >> s) & 1) along += data[first + s];
    // Without a bad day the products are the same for all pupils of a pattern.
    if (b === 0) weighSizeOf(along, sizeSd[h], logSizeSd[h], ofSize, posterior);
    else weighSize(along, squareOfCourses(facts.hypotheses, h, product), ofSize, posterior);
    weight[at + h] = logWeight + logChance[h] + posterior.logEvidence;
    size[b * count + h] = posterior.mean;
    sizeVariance[b * count + h] = posterior.variance;
    if (weight[at + h] > weight[at + best]) best = h;
  }
  return best;
}

/** Turns the log weights beside the first `used` sets into weights of sum 1. */
export function shareWeights({ count, weight }: HypothesisWeights, used: number): void {
  const length = used * (count + 1);
  let peak = -Infinity;
  for (let at = 0; at < length; at++) if (weight[at] > peak) peak = weight[at];
  let total = 0;
  for (let at = 0; at < length; at++) {
    const below = weight[at] - peak;
    weight[at] = below < nothing ? 0 : Math.exp(below);
    total += weight[at];
  }
  for (let at = 0; at < length; at++) weight[at] /= total;
}
