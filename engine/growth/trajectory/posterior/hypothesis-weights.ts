import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import { sizePrior, weighSize, weighSizeOf, type SizePosterior } from '../model/slow-down-hypotheses.ts';
import type { SlowDownPrior } from '../model/trajectory-settings.ts';

/** exp of less than this is nothing beside 1. */
const nothing = -45;

/** Products that hypotheses are weighed by: directions × directions, and of the directions with the scores. */
interface Products {
  readonly product: Float64Array;
  readonly data: Float64Array;
  readonly logWeight: number;
}

/**
 * Weights of every slow-down, its size integrated out, on every base (a set of bad days). Hypothesis h of base b is at
 * b · (count + 1) + h; the last of a base is ordinary progress.
 */
export interface HypothesisWeights {
  /** Slow-downs. */
  count: number;
  /** Logs, until `share` makes them sum to 1. */
  weight: Float64Array;
  /** Mean and variance of the size of slow-down h on base b, at b · count + h. */
  size: Float64Array;
  sizeVariance: Float64Array;
  readonly take: (facts: PatternFacts, node: PreparedNode) => void;
  /** Weighs all hypotheses on base b; returns the heaviest slow-down. */
  readonly weigh: (b: number, base: Products) => number;
  /** Turns the log weights of the first `used` bases into weights of sum 1. */
  readonly share: (used: number) => void;
}

/** @param bases the most bases there can be; base 0 is that of no bad day */
export function hypothesisWeights(slowDown: SlowDownPrior, bases: number): HypothesisWeights {
  const logOrdinary = Math.log(1 - slowDown.share);
  const ofSize = sizePrior(slowDown);
  const posterior: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };
  const none: Float64Array = new Float64Array(0);
  let facts!: PatternFacts;
  let directions = 0;
  // Of base 0, whose products are the same for all pupils of a pattern.
  let plainSd = none;
  let plainLogSd = none;

  function take(nextFacts: PatternFacts, node: PreparedNode): void {
    facts = nextFacts;
    directions = node.directions;
    const count = facts.hypotheses.start.length;
    weights.count = count;
    weights.weight = roomFor(weights.weight, bases * (count + 1));
    weights.size = roomFor(weights.size, bases * count);
    weights.sizeVariance = roomFor(weights.sizeVariance, bases * count);
    plainSd = roomFor(plainSd, count);
    plainLogSd = roomFor(plainLogSd, count);
    for (let h = 0; h < count; h++) {
      plainSd[h] = 1 / Math.sqrt(squareOf(node.product, h) + ofSize.precision);
      plainLogSd[h] = Math.log(plainSd[h]);
    }
  }

  function weigh(b: number, { product, data, logWeight }: Products): number {
    const { count, weight, size, sizeVariance } = weights;
    const { start, touched, logChance, subjects } = facts.hypotheses;
    const at = b * (count + 1);
    weight[at + count] = logWeight + logOrdinary;
    let best = 0;
    for (let h = 0; h < count; h++) {
      const first = start[h] * subjects.length;
      const set = touched[h];
      let along = 0;
      for (let s = 0; s < subjects.length; s++) if ((set >> s) & 1) along += data[first + s];
      if (b === 0) weighSizeOf(along, plainSd[h], plainLogSd[h], ofSize, posterior);
      else weighSize(along, squareOf(product, h), ofSize, posterior);
      weight[at + h] = logWeight + logChance[h] + posterior.logEvidence;
      size[b * count + h] = posterior.mean;
      sizeVariance[b * count + h] = posterior.variance;
      if (weight[at + h] > weight[at + best]) best = h;
    }
    return best;
  }

  /** Product of a slow-down's whole ramp with itself. */
  function squareOf(product: Float64Array, h: number): number {
    const subjects = facts.hypotheses.subjects.length;
    const first = facts.hypotheses.start[h] * subjects;
    const set = facts.hypotheses.touched[h];
    let square = 0;
    for (let s = 0; s < subjects; s++) {
      if (((set >> s) & 1) === 0) continue;
      const row = (first + s) * directions + first;
      square += product[row + s];
      for (let t = 0; t < s; t++) if ((set >> t) & 1) square += 2 * product[row + t];
    }
    return square;
  }

  function share(used: number): void {
    const { count, weight } = weights;
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

  const weights: HypothesisWeights = {
    count: 0,
    weight: none,
    size: none,
    sizeVariance: none,
    take,
    weigh,
    share,
  };
  return weights;
}
