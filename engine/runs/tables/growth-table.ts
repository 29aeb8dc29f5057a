import { growthMethods } from '../../tables/run-schema.ts';
import { academicYearOf } from '../../tables/academic-year-of.ts';
import type { TableOf } from '../../tables/run-table.ts';
import type { Analysis } from './analysis.ts';

/** The `growth` table: one row a comparison with a current score. */
export function growthTable({
  data,
  measurements,
  comparisons,
  growth,
  judged,
  rebounds,
  ...found
}: Analysis): TableOf<'growth'> {
  const { results, windows } = data;
  const rows = Int32Array.from({ length: comparisons.count }, (_, i) => i).filter(
    (i) => comparisons.currentRow[i] >= 0,
  );
  const current = rows.map((i) => comparisons.currentRow[i]);
  const baseline = rows.map((i) => comparisons.baselineRow[i]);
  // A class that has not sat the newest window yet is of the same year group as the others.
  const now = academicYearOf(
    current.reduce((last, row) => Math.max(last, windows.day[results.window[row]]), -Infinity),
  );
  const said = (at: Int32Array, read: (row: number) => string) => ({
    type: 'text' as const,
    values: Array.from(at, read),
  });
  const text = (at: Int32Array, read: (row: number) => string | null) => ({
    type: 'text' as const,
    values: Array.from(at, (row) => (row < 0 ? null : read(row))),
  });
  const number = (values: Float64Array) => ({ type: 'number' as const, values });
  const of = (column: ArrayLike<number>) => number(Float64Array.from(rows, (i) => column[i]));
  const at = (where: Int32Array, column: Float64Array) =>
    number(Float64Array.from(where, (row) => (row < 0 ? Number.NaN : column[row])));
  const points = (where: Int32Array) =>
    number(Float64Array.from(where, (row) => (row < 0 || isGrade(data, row) ? Number.NaN : results.value[row])));
  return {
    name: 'growth',
    rows: rows.length,
    columns: {
      pupil_id: { type: 'text', values: Array.from(rows, (i) => data.pupils.pupilId[comparisons.pupil[i]]) },
      subject: { type: 'text', values: Array.from(rows, (i) => data.subjects[comparisons.subject[i]]) },
      baseline_window: text(baseline, (row) => windows.window[results.window[row]]),
      window: said(current, (row) => windows.window[results.window[row]]),
      baseline_score: text(baseline, (row) => results.score[row]),
      score: said(current, (row) => results.score[row]),
      baseline_value: points(baseline),
      score_value: points(current),
      expected_score: of(growth.expected),
      growth_percentile: of(growth.percentile),
      growth_percentile_true: of(judged.trueGrowth),
      growth_percentile_true_low: of(judged.trueGrowthLow),
      growth_percentile_true_high: of(judged.trueGrowthHigh),
      method: { type: 'text', values: Array.from(rows, (i) => growthMethods[growth.method[i]]) },
      year_group: text(current, (row) => yearGroupOfAge(measurements, data.results.pupil[row], now)),
      peers: { type: 'integer', values: Int32Array.from(rows, (i) => growth.peers[i]) },
      peers_near: of(growth.peersNear),
      position: at(current, found.position),
      position_low: at(current, found.positionLow),
      position_high: at(current, found.positionHigh),
      baseline_position: at(baseline, found.position),
      rebound_usual_points: of(rebounds.usualPoints),
      rebound_points: of(rebounds.points),
      rebound_points_low: of(rebounds.pointsLow),
      rebound_points_high: of(rebounds.pointsHigh),
    },
  };
}

/** Year group a pupil is of by age in an academic year; null where that is not known. */
function yearGroupOfAge(
  { cohort, cohorts }: Analysis['measurements'],
  pupil: number,
  academicYear: number,
): string | null {
  if (cohort[pupil] < 0) return null;
  const years = academicYear - Number(cohorts[cohort[pupil]].slice(0, 4));
  if (years < 1) return years === 0 ? 'R' : years === -1 ? 'N' : null;
  return String(years);
}

/** A grade's place in its scale is no number of points. */
export function isGrade({ results, scales }: Analysis['data'], row: number): boolean {
  return scales[results.scale[row]]?.class === 'ordinal';
}
