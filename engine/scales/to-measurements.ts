import type { AssessmentData } from '../tables/assessment-data.ts';
import type { Warning } from '../warnings.ts';
import { mergeWarnings } from '../warnings.ts';
import { academicYearOf } from '../tables/academic-year-of.ts';
import { changedTests } from './changed-tests.ts';
import type { PupilCohorts } from './cohorts-of.ts';
import { cohortsOf } from './cohorts-of.ts';
import type { MarkGroup } from './mark-groups.ts';
import { markGroups } from './mark-groups.ts';
import type { MeasurementReference, SavedCell } from './measurement-reference.ts';
import { savedCell } from './measurement-reference.ts';
import type { MeasurementCell, Measurements } from './measurements.ts';
import { doubtfulRows, fitGroup, placeGroup, placedColumns } from './place-group.ts';
import { pooledVariances, poolKey } from './pooled-variances.ts';
import { rankedTests } from './ranked-tests.ts';
import { daysAYear } from '../tables/days.ts';

export interface MeasurementSettings {
  /** |skewness| in one window over which rank-normal scores replace linear ones in all windows of a cohort's test. */
  readonly skewness: number;
  /** Share of a group’s marks at floor or ceiling over which they do. */
  readonly pileUp: number;
  /** A group of fewer has its spread pooled with the same test in other groups. */
  readonly poolUnder: number;
  /** How many pupils that pooled spread counts for. */
  readonly poolWeight: number;
  /** A group of fewer is placed among the nearest cohort that has as many. */
  readonly fewest: number;
  /** A frozen reference: marks are placed as it placed them; cells it does not hold are placed by their own marks. */
  readonly reference: MeasurementReference | null;
}

export const defaultMeasurementSettings: MeasurementSettings = {
  skewness: 0.5,
  pileUp: 0.05,
  poolUnder: 30,
  poolWeight: 10,
  fewest: 5,
  reference: null,
};

/**
 * Marks → positions. Each mark is placed among those of its subject, cohort and window that sat the same test (a cell, of
 * which a second one exists where a cohort sat two tests), oriented so that higher is better. Cost linear in results but for
 * sorting within a cell.
 *
 *   cohorts of pupils → results into cells → centre, spread, ranks or grade shares of each cell → position of each result
 *
 * Missing: a result without a score, without a cohort, or in a cell that cannot place it (all marks equal; fewer than
 * `fewest` and no other cohort near) has `usable` 0 and NaN, and a warning counts it.
 */
export function toMeasurements(
  data: AssessmentData,
  settings: Partial<MeasurementSettings> = {},
): Measurements & { readonly reference: MeasurementReference } {
  const resolved = { ...defaultMeasurementSettings, ...settings };
  const pupilCohorts = cohortsOf(data);
  const { cohort, cohorts, outOfYear, yearGroupShift } = pupilCohorts;
  const groups = markGroups(data, cohort);
  const placed = placedColumns(data.results.count);
  const warnings: Warning[] = cohortWarnings(cohort, outOfYear);
  if (yearGroupShift !== 0) {
    warnings.push({ code: 'year-groups-moved', count: data.pupils.count, values: { years: yearGroupShift } });
  }
  const pooled = pooledVariances(data, groups);
  const byRank = rankedTests(data, groups, resolved);
  const yearsApart = (a: number, b: number) => Math.abs(pupilCohorts.receptionYear[a] - pupilCohorts.receptionYear[b]);
  const cells: MeasurementCell[] = [];
  const saved: SavedCell[] = [];
  for (const group of groups) {
    const head = describeGroup(data, pupilCohorts, group);
    const known = resolved.reference ? savedCell(resolved.reference, head) : null;
    const among =
      known || group.rows.length >= resolved.fewest ? group : nearestCohort(group, groups, { ...resolved, yearsApart });
    const fit =
      known ??
      (among && fitGroup(data, among, pooled.get(poolKey(group)) ?? NaN, { ...resolved, ranks: byRank(among) }));
    const cell = fit && placeGroup(data, group, fit, cells.length, placed);
    if (fit && cell) {
      cells.push(cell);
      saved.push({ ...head, marks: fit.marks, grades: fit.grades });
    }
    if (resolved.reference && !known) warnings.push({ code: 'reference-lacks-cell', count: group.rows.length });
    warnings.push(...groupWarnings(data, group, { among, cell, frozen: known !== null }, resolved));
  }
  warnings.push(...changedTests(data, placed));
  const year = data.results.day.map((day) => (day - 10_957) / daysAYear);
  const reference = { version: 1, cells: saved } as const;
  return { ...placed, cells, cohort, cohorts, outOfYear, year, reference, warnings: mergeWarnings(warnings) };
}

function describeGroup(
  { subjects, scales, windows }: AssessmentData,
  { cohorts, receptionYear }: PupilCohorts,
  group: MarkGroup,
) {
  const day = windows.day[group.window];
  return {
    subject: subjects[group.subject],
    scale: scales[group.scale].scale,
    cohort: cohorts[group.cohort],
    day,
    yearGroup: academicYearOf(day) - receptionYear[group.cohort],
  };
}

/** The nearest cohort with enough marks on the same test in the same window, at most two years off; the older of two as near. */
function nearestCohort(
  group: MarkGroup,
  groups: readonly MarkGroup[],
  { fewest, yearsApart }: { fewest: number; yearsApart: (a: number, b: number) => number },
): MarkGroup | null {
  let nearest: MarkGroup | null = null;
  for (const other of groups) {
    if (other.subject !== group.subject || other.window !== group.window || other.scale !== group.scale) continue;
    const distance = yearsApart(other.cohort, group.cohort);
    if (other.rows.length < fewest || distance > 2) continue;
    if (nearest === null || distance < yearsApart(nearest.cohort, group.cohort)) nearest = other;
  }
  // A handful on their own is better than nothing; a single mark has no middle to differ from.
  return nearest ?? (group.rows.length > 1 ? group : null);
}

function cohortWarnings(cohort: Int32Array, outOfYear: Uint8Array): Warning[] {
  const unknown = cohort.reduce((count, index) => count + (index < 0 ? 1 : 0), 0);
  const outside = outOfYear.reduce((count, flag) => count + flag, 0);
  return [
    { code: 'cohort-unknown' as const, count: unknown },
    { code: 'out-of-year' as const, count: outside },
  ].filter((warning) => warning.count > 0);
}

interface GroupOutcome {
  readonly among: MarkGroup | null;
  readonly cell: MeasurementCell | null;
  readonly frozen: boolean;
}

function groupWarnings(
  data: AssessmentData,
  group: MarkGroup,
  { among, cell, frozen }: GroupOutcome,
  settings: MeasurementSettings,
): Warning[] {
  const count = group.rows.length;
  const values = { subject: data.subjects[group.subject], window: data.windows.window[group.window] };
  if (among === null) return [{ code: 'too-few-to-place', count }];
  if (cell === null) return [{ code: 'constant-scores', count, values }];
  const warnings: Warning[] = [];
  if (among !== group) warnings.push({ code: 'placed-by-near-cohort', count });
  else if (!frozen && count < settings.poolUnder && !Number.isNaN(cell.sdPoints)) {
    warnings.push({ code: 'small-cell', count });
  }
  if (cell.rankNormal) warnings.push({ code: 'rank-normal', count, values });
  for (const doubt of doubtfulRows(data, group, cell)) warnings.push({ ...doubt, values });
  if (!group.most) {
    const { scale } = data.scales[group.scale];
    warnings.push({ code: 'second-test', count, values: { ...values, scale } });
  }
  return warnings;
}
