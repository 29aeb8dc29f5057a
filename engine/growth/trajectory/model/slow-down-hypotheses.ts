import { normalCdf, upperTailFactor } from '../../../stats/distributions/normal-cdf.ts';
import type { TimeFrame } from './trajectory-process.ts';
import type { SlowDownPrior } from './trajectory-settings.ts';

/** Every way in which a pupil with these subjects may have slowed: one start for a set of subjects. */
export interface SlowDownHypotheses {
  /** Starts, years on the scores' clock. */
  readonly starts: Float64Array;
  /** Subjects of the block, as numbers of the reference. */
  readonly subjects: readonly number[];
  /** By hypothesis: place in `starts`, set of subjects as bits (by place in `subjects`), chance given a slow-down (sum 1). */
  readonly start: Int32Array;
  readonly touched: Int32Array;
  readonly chance: Float64Array;
  /** Log of the chance that a pupil has slowed in just this way. */
  readonly logChance: Float64Array;
}

/** Blocks of more subjects than this are not given every set of them. */
const everySetUpTo = 3;

/**
 * Lists the hypotheses: every start with every set of subjects; in blocks of over three subjects with all of them, all but
 * one, and each alone.
 */
export function slowDownHypotheses(
  prior: SlowDownPrior,
  frame: TimeFrame,
  subjects: readonly number[],
): SlowDownHypotheses {
  const starts = slowDownStarts(prior, frame);
  const count = starts.length;
  const sets = subjectSets(subjects.length);
  const part = sets.map((set) => {
    const size = bitsOf(set);
    return prior.subjectChance ** size * (1 - prior.subjectChance) ** (subjects.length - size);
  });
  const total = part.reduce((sum, weight) => sum + weight, 0);
  const all = 2 ** subjects.length - 1;
  const start: number[] = [];
  const touched: number[] = [];
  const chance: number[] = [];
  for (let at = 0; at < count; at++) {
    sets.forEach((set, which) => {
      const ofWhole = set === all ? prior.wholeShare : 0;
      const own = ofWhole + (1 - prior.wholeShare) * (part[which] / total);
      start.push(at);
      touched.push(set);
      chance.push(own / count);
    });
  }
  return {
    starts,
    subjects,
    start: Int32Array.from(start),
    touched: Int32Array.from(touched),
    chance: Float64Array.from(chance),
    logChance: Float64Array.from(chance, (value) => Math.log(prior.share * value)),
  };
}

/** Starts considered, years on the scores' clock: the middles of equal stretches of the time in which one may fall. */
export function slowDownStarts(prior: SlowDownPrior, frame: TimeFrame): Float64Array {
  const span = Math.max(0, frame.endYear - prior.endsBefore - frame.startYear);
  const [fewest, most] = prior.starts;
  const count = Math.min(most, Math.max(fewest, Math.ceil(span / prior.yearsAStart)));
  return Float64Array.from({ length: count }, (_, at) => frame.startYear + ((at + 0.5) / count) * span);
}

function subjectSets(count: number): number[] {
  const all = 2 ** count - 1;
  if (count <= everySetUpTo) return Array.from({ length: all }, (_, at) => at + 1);
  const singles = Array.from({ length: count }, (_, at) => 1 << at);
  return [...singles, ...singles.map((single) => all - single), all];
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let left = set; left > 0; left >>= 1) bits += left & 1;
  return bits;
}

/** Posterior of a slow-down's size: filled by `weighSize`. */
export interface SizePosterior {
  logEvidence: number;
  mean: number;
  variance: number;
}

/** A size that is normal with this mean and SD, cut off at 0, with what every use of it needs. */
export interface SizePrior {
  readonly precision: number;
  readonly push: number;
  readonly logConstant: number;
}

/**
 * The prior of a slow-down's size, SD a year.
 *
 * @param prior mean and SD (over 0) of the normal before it is cut off at 0
 */
export function sizePrior({ mean, sd }: { mean: number; sd: number }): SizePrior {
  const precision = 1 / (sd * sd);
  return {
    precision,
    push: mean * precision,
    logConstant: 0.5 * Math.log(precision) - 0.5 * mean * mean * precision - Math.log(normalCdf(mean / sd)),
  };
}

/**
 * The evidence for a shift of unknown size along a direction.
 *
 * @param along product of the whitened data with the direction for size 1
 * @param square the direction's product with itself
 * @param into log Bayes factor against no shift, and mean and variance of the size given the data
 */
export function weighSize(along: number, square: number, prior: SizePrior, into: SizePosterior): void {
  const sd = 1 / Math.sqrt(square + prior.precision);
  weighSizeOf(along, sd, Math.log(sd), prior, into);
}

/** `weighSize` where the SD of the size given the data, were it not cut off at 0, is known, and its log. */
export function weighSizeOf(along: number, sd: number, logSd: number, prior: SizePrior, into: SizePosterior): void {
  const ratio = (along + prior.push) * sd;
  const constant = prior.logConstant + logSd;
  into.mean = ratio * sd;
  into.variance = sd * sd;
  if (ratio > 6) {
    into.logEvidence = constant + 0.5 * ratio * ratio;
    return;
  }
  // Mean and variance of a normal cut off at 0, from its density there over the chance Φ(ratio) of the rest.
  let slope: number;
  if (ratio < -middle) {
    const factor = upperTailFactor(-ratio);
    slope = 0.3989422804014327 / factor;
    into.logEvidence = constant + Math.log(factor);
  } else {
    const height = Math.exp(-0.5 * ratio * ratio);
    const whole = ratio > middle ? 1 - height * upperTailFactor(ratio) : normalCdf(ratio);
    slope = (0.3989422804014327 * height) / whole;
    into.logEvidence = constant + 0.5 * ratio * ratio + Math.log(whole);
  }
  into.mean += sd * slope;
  into.variance = Math.max(0, sd * sd * (1 - slope * (slope + ratio)));
}

/** Beyond this the tail of a normal is worked out by its factor. */
const middle = 0.675;
