import type { Warning } from '../warnings.ts';
import type { MeasurementReference } from './measurement-reference.ts';

/**
 * Marks turned into measurements of position: what `scales` hands to `growth`. One entry a row of `ResultTable`, aligned.
 * Everything is oriented so that higher is better, whatever the scale. Observed positions stay inside the engine: only
 * true positions are published.
 */
export interface Measurements {
  /** 1 where the row says something about position (a number, a grade, floor or ceiling); 0 for absent and the like. */
  readonly usable: Uint8Array;
  /**
   * Observed position: (score − centre)/SD of the row's cell, or its rank-normal score where the cell is skewed or piled up;
   * for a grade the middle of its interval. NaN where not usable.
   */
  readonly observed: Float64Array;
  /**
   * Interval the observed position is known to lie in: equal to `observed` for a number; grades, floor (−∞, x], ceiling [x, ∞),
   * a mark that over half of the cell have.
   */
  readonly observedLow: Float64Array;
  readonly observedHigh: Float64Array;
  /** Error variance as a share of the cell's observed variance where a SEM or reliability is known; NaN = to be estimated. */
  readonly errorShare: Float64Array;
  /** Cell of the row: index into `cells`; −1 where not usable. */
  readonly cell: Int32Array;
  readonly cells: readonly MeasurementCell[];
  /** Cohort of each pupil (aligned with the pupil table): index into `cohorts`; −1 unknown. */
  readonly cohort: Int32Array;
  /** Names as “2019/20”: the academic year in which the cohort was (or would be) in Reception; ascending. */
  readonly cohorts: readonly string[];
  /** 1 where the pupil is taught outside the cohort's year group. */
  readonly outOfYear: Uint8Array;
  /** Years since 2000-01-01 of each row (365.25 days a year), from the result's own date. */
  readonly year: Float64Array;
  /** How the marks of each cell were placed, to place others the same way; `toMeasurements` always gives it. */
  readonly reference?: MeasurementReference;
  readonly warnings: readonly Warning[];
}

/** One subject × cohort × window: where marks are placed. */
export interface MeasurementCell {
  readonly subject: number;
  readonly cohort: number;
  readonly window: number;
  /** Index into `AssessmentData.scales`; the one most of the cell's results use. */
  readonly scale: number;
  readonly count: number;
  /** Mean and SD of the valid numbers in points, in the file's own direction; NaN for grades. */
  readonly meanPoints: number;
  readonly medianPoints: number;
  readonly sdPoints: number;
  /** True where rank-normal scores replaced linear ones. */
  readonly rankNormal: boolean;
  /** Then: the different marks, in points, with the observed position of each, ascending by position. */
  readonly ranks?: {
    readonly points: readonly number[];
    readonly observed: readonly number[];
    /** Pupils with each mark, of those that the placing was fitted on. */
    readonly pupils: readonly number[];
  };
}
