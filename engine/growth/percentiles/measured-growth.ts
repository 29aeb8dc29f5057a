import type { Warning } from '../../warnings.ts';
import type { GrowthFit } from './growth-fit.ts';

/**
 * Observed growth of every row of `Comparisons` (aligned): of 100 pupils who had the same score, how many made less progress.
 * NaN where there is no baseline or current score, where either is at floor or ceiling or a grade, or under 11 peers.
 */
export interface MeasuredGrowth {
  readonly count: number;
  /** 0–100, unrounded; higher is better progress, whatever the direction of the scale. */
  readonly percentile: Float64Array;
  /** Middle current score of pupils with the same baseline score, in points of the file; NaN where there is no fit. */
  readonly expected: Float64Array;
  /** Index into `growthMethods`. */
  readonly method: Uint8Array;
  /** Pupils in the reference, the pupil, if in it, not counted; 0 without a baseline. */
  readonly peers: Int32Array;
  /** 1/leverage of the fitted row: about how many peers speak for this baseline; NaN where there is no fit. */
  readonly peersNear: Float64Array;
  /** Index into `reference.pairs`; −1 where there is no baseline. */
  readonly pair: Int32Array;
  readonly reference: GrowthReference;
  readonly fan: GrowthFan;
  readonly warnings: readonly Warning[];
}

/** All that was fitted: JSON in and out without losing a bit. */
export interface GrowthReference {
  readonly version: 1;
  readonly pairs: readonly GrowthPair[];
}

/** Two windows of one subject and cohort with the fitted distribution of the later score given the earlier one. */
export interface GrowthPair {
  readonly subject: string;
  /** As “2019/20”, the academic year in Reception. */
  readonly cohort: string;
  readonly baselineWindow: string;
  readonly window: string;
  readonly baselineScale: string;
  readonly scale: string;
  readonly higherIsBetter: boolean;
  /** Years since Reception that the cohort’s pupils are taught in at the later window. */
  readonly yearGroup: number;
  /** Whole days since 1970-01-01. */
  readonly baselineDay: number;
  readonly day: number;
  readonly peers: number;
  /** Lowest and highest baseline score among the peers; NaN without peers is written as null by JSON, so 0 stands there. */
  readonly baselineRange: readonly [number, number];
  /** Who those peers were (`peerMarks`), so that nobody is a peer of their own; absent: nobody known. */
  readonly members?: string;
  /** Null where grades or two different years’ scales allow none. */
  readonly fit: GrowthFit | null;
  /** The fan at the windows on the way, by day; absent where there is none, and in references saved before it was kept. */
  readonly between?: readonly FanBetween[];
}

/** Quantiles of the score at a window between the two of a pair, given the baseline score. */
export interface FanBetween {
  readonly window: string;
  /** Whole days since 1970-01-01. */
  readonly day: number;
  readonly fit: GrowthFit;
}

/** Rows of the fan table; q05 … q95 in points of the file. */
export interface GrowthFan {
  readonly rows: number;
  readonly subject: readonly string[];
  readonly cohort: readonly string[];
  readonly baselineWindow: readonly string[];
  readonly window: readonly string[];
  readonly baselineValue: Float64Array;
  /** One column a level of `fanProbabilities`. */
  readonly quantiles: readonly Float64Array[];
  readonly peers: Int32Array;
}
