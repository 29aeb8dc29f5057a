import type { BadDaySet } from './bad-day-sets.ts';
import { finishMoments, firstOfPair, secondOfPair, mixtureParts } from './pattern-facts.ts';
import { roomFor } from './prepared-node.ts';
import type { ReadyPattern } from './ready-pattern.ts';

/** Hypotheses gathered into the parts of a mixture. Part p of comparison c is at p + mixtureParts · c; arrays may be longer. */
export interface PartMoments {
  /** Sum 1 a comparison. */
  weight: Float64Array;
  /** Mean of (f, b, n): 3 a part; covariance ff, fb, fn, bb, bn, nn: 6 a part. */
  mean: Float64Array;
  covariance: Float64Array;
  /** What the slow-down is expected to have taken from f, b, n: 3 a part. */
  fallen: Float64Array;
}

/** By part, of one set of bad days: weight, sum of what slow-downs move f, b, n by, and of its products. */
export interface PartSums {
  weight: Float64Array;
  move: Float64Array;
  product: Float64Array;
}

/** Moments of nothing yet for a block of the pattern. */
export function clearPartMoments({ facts }: ReadyPattern, moments: PartMoments): void {
  clear(moments, 'weight', mixtureParts * (facts.place.length / 3));
  clear(moments, 'mean', mixtureParts * facts.place.length);
  clear(moments, 'fallen', mixtureParts * facts.place.length);
  clear(moments, 'covariance', 2 * mixtureParts * facts.place.length);
}

/** Sums of nothing yet for a set of bad days. */
export function clearPartSums({ facts }: ReadyPattern, sums: PartSums): void {
  clear(sums, 'weight', mixtureParts * (facts.place.length / 3));
  clear(sums, 'move', mixtureParts * facts.place.length);
  clear(sums, 'product', 2 * mixtureParts * facts.place.length);
}

function clear<Name extends string>(of: Record<Name, Float64Array>, name: Name, length: number): void {
  of[name] = roomFor(of[name], length);
  of[name].fill(0, 0, length);
}

/** Adds a hypothesis's weight to the part it belongs to in each comparison. */
export function addToParts({ facts }: ReadyPattern, sums: PartSums, hypothesis: number, weight: number): void {
  const each = facts.hypotheses.course.length + 1;
  const comparisons = facts.place.length / 3;
  for (let c = 0; c < comparisons; c++) sums.weight[mixtureParts * c + facts.partOf[c * each + hypothesis]] += weight;
}

/**
 * Adds what a slow-down moves the positions compared by.
 *
 * @param mean of its size, times its weight; square: likewise of its square
 * @param shifts what 1 SD a year does to each position, from `from` on
 */
export function moveParts(
  { facts }: ReadyPattern,
  { move, product }: PartSums,
  hypothesis: number,
  mean: number,
  square: number,
  shifts: Float64Array,
  from: number,
): void {
  const each = facts.hypotheses.course.length + 1;
  const comparisons = facts.place.length / 3;
  for (let c = 0, row = from; c < comparisons; c++, row += 3) {
    const at = mixtureParts * c + facts.partOf[c * each + hypothesis];
    const first = shifts[row];
    const baseline = shifts[row + 1];
    const current = shifts[row + 2];
    move[3 * at] += mean * first;
    move[3 * at + 1] += mean * baseline;
    move[3 * at + 2] += mean * current;
    product[6 * at] += square * first * first;
    product[6 * at + 1] += square * first * baseline;
    product[6 * at + 2] += square * first * current;
    product[6 * at + 3] += square * baseline * baseline;
    product[6 * at + 4] += square * baseline * current;
    product[6 * at + 5] += square * current * current;
  }
}

/** @param mean of the slow-down's size, times its weight */
export function addFallen({ facts }: ReadyPattern, { fallen }: PartMoments, hypothesis: number, mean: number): void {
  const { place, taken, partOf, hypotheses } = facts;
  const each = hypotheses.course.length + 1;
  const course = hypotheses.course[hypothesis];
  const courses = hypotheses.starts.length;
  for (let c = 0, row = 0; row < place.length; c++, row += 3) {
    const part = partOf[c * each + hypothesis];
    if (part === 0) continue;
    const to = 3 * (mixtureParts * c + part);
    for (let k = 0; k < 3; k++) {
      const at = place[row + k];
      if (at >= 0) fallen[to + k] += mean * taken[at * courses + course];
    }
  }
}

/** Adds a set's sums: moments of (where its scores put a position + what a slow-down moves it by). */
export function addSetToParts(
  { facts, node }: ReadyPattern,
  sums: PartSums,
  { product, data }: BadDaySet,
  { weight, mean, covariance }: PartMoments,
): void {
  const { courses, placesAt, prior } = node;
  const places = facts.place.length;
  const parts = mixtureParts * (facts.place.length / 3);
  for (let at = 0; at < parts; at++) {
    const own = sums.weight[at];
    if (own === 0) continue;
    const c = Math.floor(at / mixtureParts);
    const first = courses + 3 * c;
    weight[at] += own;
    for (let k = 0; k < 3; k++) mean[3 * at + k] += own * data[first + k] + sums.move[3 * at + k];
    for (let pair = 0; pair < 6; pair++) {
      const k = firstOfPair[pair];
      const l = secondOfPair[pair];
      const left = prior[6 * c + pair] - product[placesAt + (3 * c + l) * places + 3 * c + k];
      covariance[6 * at + pair] +=
        own * (left + data[first + k] * data[first + l]) +
        data[first + k] * sums.move[3 * at + l] +
        data[first + l] * sums.move[3 * at + k] +
        sums.product[6 * at + pair];
    }
  }
}

/** Sums over all sets become means and covariances; a part no hypothesis fell into has those of before the scores. */
export function finishParts({ facts, node }: ReadyPattern, { weight, mean, covariance, fallen }: PartMoments): void {
  const parts = mixtureParts * (facts.place.length / 3);
  for (let at = 0; at < parts; at++) {
    if (weight[at] > 0) {
      finishMoments(weight, mean, covariance, at);
      for (let k = 0; k < 3; k++) fallen[3 * at + k] /= weight[at];
      continue;
    }
    const prior = 6 * Math.floor(at / mixtureParts);
    for (let k = 0; k < 3; k++) mean[3 * at + k] = facts.priorMean[3 * at + k];
    for (let pair = 0; pair < 6; pair++)
      covariance[6 * at + pair] = node.prior[prior + pair] + facts.priorCovariance[6 * at + pair];
  }
}
