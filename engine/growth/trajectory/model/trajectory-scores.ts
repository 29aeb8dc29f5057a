import type { AssessmentData, ScaleClass } from '../../../tables/assessment-data.ts';
import type { Measurements } from '../../../scales/measurements.ts';
import type { Comparisons } from '../../comparisons/comparisons.ts';

/**
 * What the latent trajectory is fitted to: usable results, in order of pupil, subject, year. Nothing here names a pupil.
 */
export interface TrajectoryScores {
  readonly count: number;
  /** Any whole numbers; rows of one pupil are neighbours. */
  readonly pupil: Int32Array;
  /** Index into `subjects`. */
  readonly subject: Int32Array;
  /** Years since any fixed day. */
  readonly year: Float64Array;
  /** Observed position: mean 0 and variance 1 within the row's cell. */
  readonly observed: Float64Array;
  /** Interval known to hold it: equal to `observed` for a number; a grade's interval; floor (−∞, x], ceiling [x, ∞). */
  readonly observedLow: Float64Array;
  readonly observedHigh: Float64Array;
  /** Error variance as a share of the observed variance, 0–1; NaN = to be estimated. */
  readonly errorShare: Float64Array;
  /** Index into `cells` (subject × cohort × window), the peers of the row. */
  readonly cell: Int32Array;
  readonly cells: readonly string[];
  /** Index into `groups` (school × subject × window), where a harsh marking would strike; −1 unknown. */
  readonly group: Int32Array;
  readonly groups: readonly string[];
  readonly subjects: readonly string[];
  /** Scale class of each subject. */
  readonly scaleClass: readonly ScaleClass[];
  /** Rows (of these scores) of each comparison, −1 = none: current (n), baseline (b), first (f). */
  readonly comparisons: number;
  readonly currentScore: Int32Array;
  readonly baselineScore: Int32Array;
  readonly firstScore: Int32Array;
  /** Row of the results each score comes from. */
  readonly result: Int32Array;
}

/**
 * Gathers the usable results of a data folder for the latent trajectory.
 *
 * @returns scores in order of pupil, subject, year (equal years in order of results); results that are not usable are left out
 */
export function trajectoryScores(
  data: AssessmentData,
  measurements: Measurements,
  comparisons: Comparisons,
): TrajectoryScores {
  const { results } = data;
  const rows = usableRows(results.count, measurements);
  rows.sort(
    (a, b) =>
      results.pupil[a] - results.pupil[b] ||
      results.subject[a] - results.subject[b] ||
      measurements.year[a] - measurements.year[b] ||
      a - b,
  );
  const scoreOf = new Int32Array(results.count).fill(-1);
  rows.forEach((row, score) => (scoreOf[row] = score));
  const pick = (column: Float64Array) => {
    const values = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) values[at] = column[rows[at]];
    return values;
  };
  const find = (column: Int32Array) => column.map((row) => (row < 0 ? -1 : scoreOf[row]));
  return {
    count: rows.length,
    pupil: rows.map((row) => results.pupil[row]),
    subject: rows.map((row) => results.subject[row]),
    year: pick(measurements.year),
    observed: pick(measurements.observed),
    observedLow: pick(measurements.observedLow),
    observedHigh: pick(measurements.observedHigh),
    errorShare: pick(measurements.errorShare),
    cell: rows.map((row) => measurements.cell[row]),
    cells: measurements.cells.map((cell) =>
      nameOf(data.subjects[cell.subject], measurements.cohorts[cell.cohort] ?? '', data.windows.window[cell.window]),
    ),
    ...schoolGroups(data, rows),
    subjects: data.subjects,
    scaleClass: scaleClasses(data, measurements),
    comparisons: comparisons.count,
    currentScore: find(comparisons.currentRow),
    baselineScore: find(comparisons.baselineRow),
    firstScore: find(comparisons.firstRow),
    result: rows,
  };
}

function usableRows(count: number, measurements: Measurements): Int32Array {
  let used = 0;
  for (let row = 0; row < count; row++) used += measurements.usable[row];
  const rows = new Int32Array(used);
  let at = 0;
  for (let row = 0; row < count; row++) if (measurements.usable[row] === 1) rows[at++] = row;
  return rows;
}

function schoolGroups(data: AssessmentData, rows: Int32Array): { group: Int32Array; groups: string[] } {
  const { results } = data;
  const codes = new Map<number, number>();
  const groups: string[] = [];
  const group = rows.map((row) => {
    const school = results.school.codes[row];
    if (school < 0) return -1;
    const key = (school * data.subjects.length + results.subject[row]) * data.windows.count + results.window[row];
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, groups.length);
    groups.push(
      nameOf(
        results.school.values[school],
        data.subjects[results.subject[row]],
        data.windows.window[results.window[row]],
      ),
    );
    return groups.length - 1;
  });
  return { group, groups };
}

/** A key that cannot be confused: parts are written as JSON text. */
function nameOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** The class most of a subject's cells have. */
function scaleClasses(data: AssessmentData, measurements: Measurements): ScaleClass[] {
  const counts = data.subjects.map(() => new Map<ScaleClass, number>());
  for (const cell of measurements.cells) {
    const scaleClass = data.scales[cell.scale]?.class ?? 'standardised';
    const ofSubject = counts[cell.subject];
    ofSubject.set(scaleClass, (ofSubject.get(scaleClass) ?? 0) + cell.count);
  }
  return counts.map((ofSubject) => {
    let best: ScaleClass = 'standardised';
    let most = 0;
    for (const [scaleClass, count] of ofSubject) if (count > most) [best, most] = [scaleClass, count];
    return best;
  });
}
