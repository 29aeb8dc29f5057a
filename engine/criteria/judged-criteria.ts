/**
 * The criteria for every row of `Comparisons`. Arrays by criterion have criterion c of comparison i at
 * `criteria.length`·i + c, in their order; the others have one entry a comparison. Positions are SD of true positions,
 * higher is better; a gap is a position with its sign turned.
 */
export interface JudgedCriteria {
  readonly count: number;
  /** Index into `verdictNames`: 0 met, 1 not met, 2 cannot say. */
  readonly verdict: Uint8Array;
  /** Index into `reasonNames`; −1 for a verdict of met. */
  readonly reason: Int8Array;
  /** Probability that the statement is true, 0–1; NaN where it cannot be computed. */
  readonly probability: Float64Array;
  readonly baseRate: Float64Array;
  /** 1 − Var(posterior)/Var(prior) of the effect, 0–1 (0 where the scores tell nothing). */
  readonly information: Float64Array;
  /** In the unit of the criterion’s effect. Posterior mean, 5 % and 95 %. */
  readonly effect: Float64Array;
  readonly effectLow: Float64Array;
  readonly effectHigh: Float64Array;
  /** Chance that one more window would settle the verdict, 0–1; NaN where it is settled or cannot be computed. */
  readonly settles: Float64Array;
  /** Posterior means, SD and SD a year; NaN without a baseline (an earlier window for `rateBefore`). */
  readonly gapBaseline: Float64Array;
  readonly gapCurrent: Float64Array;
  readonly rateBefore: Float64Array;
  readonly rateSince: Float64Array;
  /** Probability that none of the criteria met here is true, from their joint posterior; NaN where none is met. */
  readonly noneTrueProbability: Float64Array;
  /** The same over all subjects of the pupil, subjects together; NaN where none is met in any. */
  readonly noneTrueAnywhere: Float64Array;
  /** Log odds of a lasting slow-down of the pupil in at least one subject; NaN where not measured. */
  readonly pupilConcern: Float64Array;
  /** True growth percentile: posterior mean, 5 % and 95 %, 0–100; NaN without a baseline. */
  readonly trueGrowth: Float64Array;
  readonly trueGrowthLow: Float64Array;
  readonly trueGrowthHigh: Float64Array;
}

/** What else bears on a verdict, one entry a comparison: facts about the tests and the peers, no probabilities. */
export interface Circumstances {
  /** As `Comparisons.baselineStatus`. */
  readonly baselineStatus: Uint8Array;
  /** Pupils in the reference of the growth percentile, the pupil not counted. */
  readonly peers: Int32Array;
  /** 1 where baseline and current score are of two different tests. */
  readonly changedSince: Uint8Array;
  /** 1 where the first and the baseline score are of two different tests. */
  readonly changedBefore: Uint8Array;
  /** 1 where the current or baseline score is at the worst end of the test; likewise the best. */
  readonly atFloor: Uint8Array;
  readonly atCeiling: Uint8Array;
  /**
   * 1 where the current score is at the best end of the test, or on a rating near it: there is next to no room to do better, so
   * that it shows no slower progress.
   */
  readonly bestNow: Uint8Array;
  readonly onlyBands: Uint8Array;
  /** 1 where the paper sat is of another year group on a scale that does not span years. */
  readonly outOfYear: Uint8Array;
  /** Error variance over true variance of one more score on this test. */
  readonly noiseRatio: Float64Array;
  /** By which of several settings it is judged, where schools have their own: index into them. Left out: the first. */
  readonly settings?: Uint16Array;
}

/** The circumstances of some of the comparisons, in the order given. */
export function circumstancesAt(facts: Circumstances, comparison: Int32Array): Circumstances {
  const bytes = (column: Uint8Array) => Uint8Array.from(comparison, (at) => column[at]);
  return {
    baselineStatus: bytes(facts.baselineStatus),
    peers: Int32Array.from(comparison, (at) => facts.peers[at]),
    changedSince: bytes(facts.changedSince),
    changedBefore: bytes(facts.changedBefore),
    atFloor: bytes(facts.atFloor),
    atCeiling: bytes(facts.atCeiling),
    bestNow: bytes(facts.bestNow),
    onlyBands: bytes(facts.onlyBands),
    outOfYear: bytes(facts.outOfYear),
    noiseRatio: Float64Array.from(comparison, (at) => facts.noiseRatio[at]),
    ...(facts.settings ? { settings: Uint16Array.from(comparison, (at) => facts.settings![at]) } : {}),
  };
}

/** Writes what was judged of some of the comparisons to their places in the whole. */
export function placeJudged(part: JudgedCriteria, comparison: Int32Array, whole: JudgedCriteria): void {
  for (const [name, column] of Object.entries(part) as [keyof JudgedCriteria, Float64Array | number][]) {
    if (typeof column === 'number') continue;
    const into = whole[name] as Float64Array;
    const width = comparison.length === 0 ? 0 : column.length / comparison.length;
    comparison.forEach((at, own) => into.set(column.subarray(own * width, (own + 1) * width), at * width));
  }
}
