/** Mean and SD of each subject × cohort number × window: entry (subject × cohorts + cohort) × windows + window. */
export interface CohortCells {
  readonly centre: Float64Array;
  readonly spread: Float64Array;
}

/**
 * Mean and SD (divisor n) of `values` (entry (subject × pupils + pupil) × windows + window) over the pupils of each cohort;
 * NaN values are left out, and a cell of fewer than two has NaN for both.
 *
 * @param cohortNumber number 0 … cohorts − 1 of each pupil's cohort
 */
export function cohortCells(
  values: Float64Array,
  cohortNumber: Int32Array,
  cohorts: number,
  windows: number,
): CohortCells {
  const pupils = cohortNumber.length;
  const subjects = values.length / (pupils * windows);
  const cells = subjects * cohorts * windows;
  const count = new Float64Array(cells);
  const centre = new Float64Array(cells);
  const squares = new Float64Array(cells);
  for (let entry = 0; entry < values.length; entry++) {
    const value = values[entry];
    if (Number.isNaN(value)) continue;
    const cell = cellOf(entry, cohortNumber, cohorts, windows);
    // Welford's running mean and sum of squares: no large sums are subtracted.
    count[cell]++;
    const step = value - centre[cell];
    centre[cell] += step / count[cell];
    squares[cell] += step * (value - centre[cell]);
  }
  const spread = squares.map((sum, cell) => (count[cell] > 1 ? Math.sqrt(sum / count[cell]) : Number.NaN));
  return { centre: centre.map((mean, cell) => (count[cell] > 1 ? mean : Number.NaN)), spread };
}

/** `values` as (value − centre)/spread of their cells. */
export function standardiseWithinCohorts(
  values: Float64Array,
  cells: CohortCells,
  cohortNumber: Int32Array,
  cohorts: number,
  windows: number,
): Float64Array {
  return values.map((value, entry) => {
    const cell = cellOf(entry, cohortNumber, cohorts, windows);
    return (value - cells.centre[cell]) / cells.spread[cell];
  });
}

function cellOf(entry: number, cohortNumber: Int32Array, cohorts: number, windows: number): number {
  const window = entry % windows;
  const series = (entry - window) / windows;
  const pupil = series % cohortNumber.length;
  const subject = (series - pupil) / cohortNumber.length;
  return (subject * cohorts + cohortNumber[pupil]) * windows + window;
}
