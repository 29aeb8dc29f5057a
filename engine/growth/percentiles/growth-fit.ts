import type { Warning } from '../../warnings.ts';

/** How a percentile is counted: by F̂ between the fitted quantiles, or as the R package SGP counts. */
export type GrowthRule = 'midpoint' | 'sgp';
export type GrowthMethod = 'quantile' | 'gaussian' | 'none';

/** The curve of one earlier score: columns of `bsplineBasis`. `null`: all peers had the same score, so it tells nothing. */
export interface PriorCurve {
  readonly knots: readonly number[];
  readonly boundary: readonly [number, number];
  readonly degree: number;
  /** Lowest and highest earlier score among the peers; beyond them the curve is continued. */
  readonly range: readonly [number, number];
}

/** The conditional distribution of the outcome given the `curves.length` latest earlier scores. */
export interface GrowthOrder {
  readonly method: GrowthMethod;
  /** Pupils in the reference with all these scores. */
  readonly peers: number;
  /** Latest earlier score first. */
  readonly curves: readonly (PriorCurve | null)[];
  /** quantile: one row of coefficients (intercept first) a τ. gaussian: one row, the mean. none: empty. */
  readonly coefficients: readonly (readonly number[])[];
  /** Combinations v of the design's columns: leverage of a row x is Σ (x′v)² / peers. */
  readonly orthonormal: readonly (readonly number[])[];
  /** gaussian only: sum of squared residuals. */
  readonly squaredResiduals: number;
}

/**
 * A frozen reference: plain numbers, JSON in and out without losing a bit, applied by `applyGrowthFit`.
 * `orders[k]` uses the k + 1 latest earlier scores.
 */
export interface GrowthFit {
  readonly version: 1;
  readonly rule: GrowthRule;
  /** Size of one step of the outcome's scale; 0 where it is continuous. */
  readonly unit: number;
  readonly taus: readonly number[];
  readonly orders: readonly GrowthOrder[];
}

/** A percentile (0 to 100) a row of the outcome, NaN where it cannot be told, with what it rests on. */
export interface GrowthPercentiles {
  /** 0–100, unrounded; NaN where a score is missing or there are too few peers. */
  readonly percentile: Float64Array;
  /** Median of same-baseline peers, on the outcome's scale; NaN where the earlier score is missing. */
  readonly expected: Float64Array;
  /** Pupils in the reference with the latest earlier score and the outcome. */
  readonly peers: number;
  /** 1 / leverage of the pupil's fitted row: about how many peers speak for this baseline. NaN as `expected`. */
  readonly peersNear: Float64Array;
  /** How many earlier scores were used for the pupil; 0 = no growth percentile's base. */
  readonly priorsUsed: Uint8Array;
  /** Of the first order (the latest earlier score alone). */
  readonly method: GrowthMethod;
  readonly fit: GrowthFit;
  readonly warnings: Warning[];
}
