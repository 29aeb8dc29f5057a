import type { AssessmentData, Scale } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import type { Warning } from '../warnings.ts';
import { mergeWarnings } from '../warnings.ts';
import { cohortsOf } from './cohorts-of.ts';
import { gradeIntervals } from './grade-intervals.ts';
import type { MeasurementCell, Measurements } from './measurements.ts';
import type { MarkGroup } from './mark-groups.ts';
import { markGroups } from './mark-groups.ts';
import { pooledVariances } from './pooled-variances.ts';
import { placeMarks } from './place-marks.ts';

export interface MeasurementSettings {
  /** |skewness| over which rank-normal scores replace linear ones. */
  readonly skewness: number;
  /** Share of a group’s marks at floor or ceiling over which they do. */
  readonly pileUp: number;
  /** A group of fewer has its spread pooled with the same test in other groups. */
  readonly poolUnder: number;
  /** How many pupils that pooled spread counts for. */
  readonly poolWeight: number;
  /** A group of fewer is placed among the nearest cohort that has as many. */
  readonly fewest: number;
}

export const defaultMeasurementSettings: MeasurementSettings = {
  skewness: 0.5,
  pileUp: 0.05,
  poolUnder: 30,
  poolWeight: 10,
  fewest: 5,
};

const floorStatus = resultStatuses.indexOf('floor');
const ceilingStatus = resultStatuses.indexOf('ceiling');
/** No test that is worth sitting is nearly all error; a SEM that says so belongs to other units. */
const largestErrorShare = 0.95;

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
export function toMeasurements(data: AssessmentData, settings: Partial<MeasurementSettings> = {}): Measurements {
  const resolved = { ...defaultMeasurementSettings, ...settings };
  const { cohort, cohorts, outOfYear } = cohortsOf(data);
  const groups = markGroups(data, cohort);
  const placed = emptyColumns(data.results.count);
  const warnings: Warning[] = cohortWarnings(cohort, outOfYear);
  const pooled = pooledVariances(data, groups);
  const cells: MeasurementCell[] = [];
  for (const group of groups) {
    const among = group.rows.length >= resolved.fewest ? group : nearestCohort(group, groups, resolved.fewest);
    const cell =
      among && placeGroup(data, group, among, { ...resolved, pooled: pooled.get(poolKey(group)) ?? NaN }, placed);
    if (cell) for (const row of group.rows) placed.cell[row] = cells.length;
    if (cell) cells.push(cell);
    warnings.push(...groupWarnings(data, group, among, cell, resolved));
  }
  const year = data.results.day.map((day) => (day - 10_957) / 365.25);
  return { ...placed, cells, cohort, cohorts, outOfYear, year, warnings: mergeWarnings(warnings) };
}

function emptyColumns(rows: number) {
  return {
    usable: new Uint8Array(rows),
    observed: new Float64Array(rows).fill(NaN),
    observedLow: new Float64Array(rows).fill(NaN),
    observedHigh: new Float64Array(rows).fill(NaN),
    errorShare: new Float64Array(rows).fill(NaN),
    cell: new Int32Array(rows).fill(-1),
  };
}
type Columns = ReturnType<typeof emptyColumns>;
type GroupSettings = MeasurementSettings & { readonly pooled: number };

function poolKey(group: MarkGroup): string {
  return `${group.subject} ${group.scale}`;
}

/** The nearest cohort with enough marks on the same test in the same window, at most two years off; the older of two as near. */
function nearestCohort(group: MarkGroup, groups: readonly MarkGroup[], fewest: number): MarkGroup | null {
  let nearest: MarkGroup | null = null;
  for (const other of groups) {
    if (other.subject !== group.subject || other.window !== group.window || other.scale !== group.scale) continue;
    const distance = Math.abs(other.cohort - group.cohort);
    if (other.rows.length < fewest || distance > 2) continue;
    if (nearest === null || distance < Math.abs(nearest.cohort - group.cohort)) nearest = other;
  }
  // A handful on their own is better than nothing; a single mark has no middle to differ from.
  return nearest ?? (group.rows.length > 1 ? group : null);
}

/** Writes the group’s positions; null where `among` cannot place them. */
function placeGroup(
  data: AssessmentData,
  group: MarkGroup,
  among: MarkGroup,
  settings: GroupSettings,
  columns: Columns,
): MeasurementCell | null {
  const scale = data.scales[group.scale];
  const head = { subject: group.subject, cohort: group.cohort, window: group.window, scale: group.scale };
  if (scale.class === 'ordinal') {
    if (!placeGrades(data, group, among, scale, columns)) return null;
    const none = { meanPoints: NaN, medianPoints: NaN, sdPoints: NaN, rankNormal: false };
    return { ...head, count: group.rows.length, ...none };
  }
  const values = Float64Array.from(among.rows, (row) => data.results.value[row]);
  const placing = placeMarks(values, countAtEnds(data, among, scale), {
    skewness: settings.skewness,
    pileUp: settings.pileUp,
    direction: scale.higherIsBetter ? 1 : -1,
    pooledVariance: settings.pooled,
    pooledWeight: values.length < settings.poolUnder ? settings.poolWeight : 0,
  });
  if (!(placing.sd > 0)) return null;
  for (const row of group.rows) {
    const { observed, lowerEdge, upperEdge } = placing.place(data.results.value[row]);
    const [openBelow, openAbove] = openEnds(data, row, scale);
    columns.usable[row] = 1;
    columns.observed[row] = observed;
    columns.observedLow[row] = openBelow ? -Infinity : openAbove ? lowerEdge : observed;
    columns.observedHigh[row] = openAbove ? Infinity : openBelow ? upperEdge : observed;
    columns.errorShare[row] = errorShare(data.results.sem[row], scale, placing.sd);
  }
  return {
    ...head,
    count: group.rows.length,
    meanPoints: placing.mean,
    medianPoints: placing.median,
    sdPoints: placing.sd,
    rankNormal: placing.rankNormal,
  };
}

/** False where all pupils have one grade: it places nobody. */
function placeGrades(
  data: AssessmentData,
  group: MarkGroup,
  among: MarkGroup,
  scale: Scale,
  columns: Columns,
): boolean {
  const counts = new Float64Array(scale.grades.length);
  for (const row of among.rows) counts[data.results.value[row]]++;
  if (counts.filter((count) => count > 0).length < 2) return false;
  const intervals = gradeIntervals(counts, scale.higherIsBetter ? 1 : -1);
  for (const row of group.rows) {
    const grade = data.results.value[row];
    columns.usable[row] = 1;
    columns.observed[row] = intervals.middle[grade];
    columns.observedLow[row] = intervals.low[grade];
    columns.observedHigh[row] = intervals.high[grade];
    columns.errorShare[row] = errorShare(NaN, scale, NaN);
  }
  return true;
}

/** Whether the true position may lie anywhere below, or anywhere above, once the scale is turned so that higher is better. */
function openEnds(data: AssessmentData, row: number, scale: Scale): [boolean, boolean] {
  const floor = data.results.status[row] === floorStatus;
  const ceiling = data.results.status[row] === ceilingStatus;
  return scale.higherIsBetter ? [floor, ceiling] : [ceiling, floor];
}

function countAtEnds(data: AssessmentData, group: MarkGroup, scale: Scale): number {
  let count = 0;
  for (const row of group.rows) {
    const status = data.results.status[row];
    const value = data.results.value[row];
    if (status === floorStatus || status === ceilingStatus || value <= scale.min || value >= scale.max) count++;
  }
  return count;
}

function errorShare(resultSem: number, scale: Scale, sd: number): number {
  const sem = resultSem > 0 ? resultSem : scale.sem;
  if (sem > 0 && sd > 0) return Math.min((sem / sd) ** 2, largestErrorShare);
  return scale.reliability > 0 && scale.reliability < 1 ? 1 - scale.reliability : NaN;
}

function cohortWarnings(cohort: Int32Array, outOfYear: Uint8Array): Warning[] {
  const unknown = cohort.reduce((count, index) => count + (index < 0 ? 1 : 0), 0);
  const outside = outOfYear.reduce((count, flag) => count + flag, 0);
  return [
    { code: 'cohort-unknown' as const, count: unknown },
    { code: 'out-of-year' as const, count: outside },
  ].filter((warning) => warning.count > 0);
}

function groupWarnings(
  data: AssessmentData,
  group: MarkGroup,
  among: MarkGroup | null,
  cell: MeasurementCell | null,
  settings: MeasurementSettings,
): Warning[] {
  const count = group.rows.length;
  const values = { subject: data.subjects[group.subject], window: data.windows.window[group.window] };
  if (among === null) return [{ code: 'too-few-to-place', count }];
  if (cell === null) return [{ code: 'constant-scores', count, values }];
  const warnings: Warning[] = [];
  if (among !== group) warnings.push({ code: 'placed-by-near-cohort', count });
  else if (count < settings.poolUnder && !Number.isNaN(cell.sdPoints)) warnings.push({ code: 'small-cell', count });
  if (cell.rankNormal) warnings.push({ code: 'rank-normal', count, values });
  if (!group.most) {
    const scale = data.scales[group.scale].scale;
    warnings.push({ code: 'second-test', count, values: { ...values, scale } });
  }
  return warnings;
}
