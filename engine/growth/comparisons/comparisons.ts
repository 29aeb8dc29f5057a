/** Whether a comparison has a baseline, and if not why: these are the reasons of its verdicts then. */
export const baselineStatuses = ['found', 'no-baseline', 'windows-too-close', 'not-measured'] as const;

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
  /** Index into `baselineStatuses`. */
  readonly baselineStatus: Uint8Array;
  /** Current window of each school × class is decided by coverage; the window the whole run is for. */
  readonly currentWindow: number;
}
