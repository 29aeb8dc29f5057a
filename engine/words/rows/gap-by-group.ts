import type { RunWindow } from './criterion-facts-of-row.ts';
import type { GapPoint, GapSeries } from './gap-series.ts';
import type { TrajectoryRow } from './report-rows.ts';

/**
 * Mean distance to the middle of the year group, by group and window, in points; negative = worse off. Groups of fewer
 * than `minimum` pupils in a window are left out there, and where just one group is left out of a window the smallest
 * other one goes too, so that nobody is found by subtraction.
 *
 * @param groupOf the group of a pupil, or null to leave the pupil out
 * @returns series in alphabetical order
 */
export function gapByGroup(
  rows: readonly TrajectoryRow[],
  windows: readonly RunWindow[],
  groupOf: (pupilId: string) => string | null,
  settings: { readonly minimum?: number; readonly higherIsBetter?: boolean } = {},
): GapSeries[] {
  const { minimum = 6, higherIsBetter = true } = settings;
  const series = new Map<string, GapPoint[]>();
  for (const { window, date } of windows.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const gaps = gapsOf(
      rows.filter((row) => row.window === window),
      groupOf,
    );
    for (const [group, values] of withoutSmall(gaps, minimum)) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const points = series.get(group) ?? [];
      points.push({ date, value: higherIsBetter ? mean : -mean, low: null, high: null, n: values.length });
      series.set(group, points);
    }
  }
  return [...series].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, points]) => ({ name, points }));
}

function gapsOf(rows: readonly TrajectoryRow[], groupOf: (pupilId: string) => string | null): Map<string, number[]> {
  const gaps = new Map<string, number[]>();
  for (const { pupil_id, points, middle_points } of rows) {
    const group = groupOf(pupil_id);
    if (group === null || points === null || middle_points === null) continue;
    const values = gaps.get(group) ?? [];
    values.push(points - middle_points);
    gaps.set(group, values);
  }
  return gaps;
}

function withoutSmall(gaps: Map<string, number[]>, minimum: number): [string, number[]][] {
  const kept = [...gaps].filter(([, values]) => values.length >= minimum);
  if (gaps.size - kept.length !== 1 || kept.length === 0) return kept;
  const smallest = kept.reduce((least, one) => (one[1].length < least[1].length ? one : least));
  return kept.filter((one) => one !== smallest);
}
