/**
 * Which windows each pupil × subject is judged on: one row for every pair of pupil and subject with any result, in order of
 * subject, pupil. Entries of `firstRow`, `baselineRow` and `currentRow` are rows of `ResultTable`; −1 = none.
 */
export interface Comparisons {
  readonly count: number;
  readonly subject: Int32Array;
  readonly pupil: Int32Array;
  /** Result in the current window with a usable score; −1 where not measured. */
  readonly currentRow: Int32Array;
  /** Usable result nearest to a year before the current one, at least `minimumWeeks` before it. */
  readonly baselineRow: Int32Array;
  /** First usable result, where it lies before the baseline; else −1. */
  readonly firstRow: Int32Array;
  /** Why there is no baseline: 0 there is one; 1 no earlier result; 2 windows too close; 3 not measured now. */
  readonly lack: Uint8Array;
  /** Current window of each school × class is decided by coverage; the window the whole run is for. */
  readonly currentWindow: number;
}
