import type { ScorePattern } from '../model/score-patterns.ts';
import { sizePrior, weighSize, type SizePosterior, type SlowDownHypotheses } from '../model/slow-down-hypotheses.ts';
import type { SlowDownPrior } from '../model/trajectory-settings.ts';

/** Ordinary progress, slowed before the baseline, slowed since: what the hypotheses are gathered into. */
export const mixtureParts = 3;

/** Order of covariances: ff, fb, fn, bb, bn, nn. */
export const firstOfPair = [0, 0, 0, 1, 1, 2] as const;
export const secondOfPair = [0, 1, 2, 1, 2, 2] as const;

/** What the blocks of a pattern share under any components. Slot s of comparison c is at s + mixtureParts · c. */
export interface PatternFacts {
  readonly pattern: ScorePattern;
  readonly hypotheses: SlowDownHypotheses;
  /** By place in time: the score's subject, as a place in the hypotheses' subjects. */
  readonly own: Int32Array;
  /** By place in time: how many of the courses begin before the score, and what each of size 1 has taken by then (size × courses). */
  readonly begun: Int32Array;
  readonly taken: Float64Array;
  /**
   * By place in time: how far slow-downs take the year group's mean down by then, SD. Positions are against the whole year
   * group, of which some have slowed, so that who makes ordinary progress stands this much over 0.
   */
  readonly groupFall: Float64Array;
  /** Places of first, baseline and current score, three a comparison; −1 none. */
  readonly place: Int32Array;
  /** By place in time: 1 where the score is the newest of a comparison. */
  readonly isNewest: Uint8Array;
  /** By comparison and hypothesis (the last is no slow-down): the part it belongs to. */
  readonly partOf: Uint8Array;
  /** Slots before the scores: weight, mean of what slow-downs take from f, b, n, and its covariance. */
  readonly priorWeight: Float64Array;
  readonly priorMean: Float64Array;
  readonly priorCovariance: Float64Array;
}

/** The facts of one pattern after another: what hangs on dates alone is worked out once for all that have them. */
export function patternFactsByDates(
  hypothesesOf: (subject: Int32Array) => SlowDownHypotheses,
  slowDown: SlowDownPrior,
): (pattern: ScorePattern) => PatternFacts {
  const known = new Map<number, PatternFacts>();
  return (pattern) => {
    const facts = known.get(pattern.dates);
    if (facts) return { ...facts, pattern };
    const own = patternFacts(pattern, hypothesesOf(pattern.subject), slowDown);
    known.set(pattern.dates, own);
    return own;
  };
}

export function patternFacts(
  pattern: ScorePattern,
  hypotheses: SlowDownHypotheses,
  slowDown: SlowDownPrior,
): PatternFacts {
  const n = pattern.size;
  const { starts, isStep } = hypotheses;
  const own = pattern.subject.map((subject) => hypotheses.subjects.indexOf(subject));
  const taken = new Float64Array(n * starts.length);
  const begun = new Int32Array(n);
  for (let j = 0; j < n; j++) {
    for (let h = 0; h < starts.length && starts[h] < pattern.year[j]; h++) {
      taken[j * starts.length + h] = isStep[h] === 1 ? 1 : pattern.year[j] - starts[h];
      begun[j] = h + 1;
    }
  }
  const comparisons = pattern.current.length;
  const place = new Int32Array(3 * comparisons);
  const isNewest = new Uint8Array(n);
  for (let c = 0; c < comparisons; c++) {
    place[3 * c] = pattern.first[c];
    place[3 * c + 1] = pattern.baseline[c];
    place[3 * c + 2] = pattern.current[c];
    isNewest[pattern.current[c]] = 1;
  }
  const partOf = partsOfHypotheses(pattern, hypotheses, own);
  return {
    pattern,
    hypotheses,
    own,
    begun,
    taken,
    groupFall: groupFallOf(hypotheses, slowDown, own, taken),
    place,
    isNewest,
    partOf,
    ...priorParts(hypotheses, slowDown, taken, place, partOf),
  };
}

function groupFallOf(
  { course, starts, subjects, touched, family, chance }: SlowDownHypotheses,
  slowDown: SlowDownPrior,
  own: Int32Array,
  taken: Float64Array,
): Float64Array {
  const sizes = slowDown.families.map((of) => expectedSize(of).mean);
  // By course and subject: its chance times its size.
  const expected = new Float64Array(starts.length * subjects.length);
  for (let h = 0; h < course.length; h++)
    for (let s = 0; s < subjects.length; s++)
      if ((touched[h] >> s) & 1) expected[course[h] * subjects.length + s] += chance[h] * sizes[family[h]];
  const fall = new Float64Array(own.length);
  for (let j = 0; j < own.length; j++) {
    let sum = 0;
    for (let at = 0; at < starts.length; at++)
      sum += expected[at * subjects.length + own[j]] * taken[j * starts.length + at];
    fall[j] = slowDown.share * sum;
  }
  return fall;
}

/** Mean and variance of a slow-down's size before any score. */
function expectedSize(family: { mean: number; sd: number }): SizePosterior {
  const size: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };
  weighSize(0, 0, sizePrior(family), size);
  return size;
}

function partsOfHypotheses(pattern: ScorePattern, hypotheses: SlowDownHypotheses, own: Int32Array): Uint8Array {
  const count = hypotheses.course.length;
  const part = new Uint8Array(pattern.current.length * (count + 1));
  for (let c = 0; c < pattern.current.length; c++) {
    const subject = own[pattern.current[c]];
    const baseline = pattern.baseline[c] < 0 ? Infinity : pattern.year[pattern.baseline[c]];
    for (let h = 0; h < count; h++) {
      if (((hypotheses.touched[h] >> subject) & 1) === 0) continue;
      part[c * (count + 1) + h] = hypotheses.starts[hypotheses.course[h]] < baseline ? 1 : 2;
    }
  }
  return part;
}

function priorParts(
  { course, starts, family, chance }: SlowDownHypotheses,
  slowDown: SlowDownPrior,
  taken: Float64Array,
  place: Int32Array,
  partOf: Uint8Array,
): Pick<PatternFacts, 'priorWeight' | 'priorMean' | 'priorCovariance'> {
  const comparisons = place.length / 3;
  const weights = new Float64Array(mixtureParts * comparisons);
  const means = new Float64Array(3 * mixtureParts * comparisons);
  const covariances = new Float64Array(6 * mixtureParts * comparisons);
  const sizes = slowDown.families.map(expectedSize);
  const fall = new Float64Array(3);
  const count = course.length;
  for (let c = 0; c < comparisons; c++) {
    for (let h = 0; h <= count; h++) {
      const part = partOf[c * (count + 1) + h];
      const at = part + mixtureParts * c;
      const weight = h < count ? slowDown.share * chance[h] : 1 - slowDown.share;
      weights[at] += weight;
      if (part === 0) continue;
      const size = sizes[family[h]];
      const square = size.variance + size.mean * size.mean;
      for (let k = 0; k < 3; k++) {
        fall[k] = place[3 * c + k] < 0 ? 0 : -taken[place[3 * c + k] * starts.length + course[h]];
        means[3 * at + k] += weight * size.mean * fall[k];
      }
      for (let pair = 0; pair < 6; pair++)
        covariances[6 * at + pair] += weight * square * fall[firstOfPair[pair]] * fall[secondOfPair[pair]];
    }
    for (let at = mixtureParts * c; at < mixtureParts * (c + 1); at++) {
      if (weights[at] > 0) finishMoments(weights, means, covariances, at);
      for (let k = 0; k < 3; k++) if (place[3 * c + k] < 0) means[3 * at + k] = NaN;
    }
  }
  return { priorWeight: weights, priorMean: means, priorCovariance: covariances };
}

/** Weighted sums of a part become its mean and covariance. */
export function finishMoments(weights: Float64Array, means: Float64Array, covariances: Float64Array, at: number): void {
  for (let k = 0; k < 3; k++) means[3 * at + k] /= weights[at];
  for (let pair = 0; pair < 6; pair++) {
    covariances[6 * at + pair] =
      covariances[6 * at + pair] / weights[at] - means[3 * at + firstOfPair[pair]] * means[3 * at + secondOfPair[pair]];
  }
}
