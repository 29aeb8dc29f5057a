import type { AssessmentData, Scale } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import { errorDoubt, errorShare, type ErrorDoubt } from './error-share.ts';
import { gradeIntervals } from './grade-intervals.ts';
import type { MarkGroup } from './mark-groups.ts';
import type { SavedCell } from './measurement-reference.ts';
import type { MeasurementCell } from './measurements.ts';
import { fitMarks, markPlacing } from './place-marks.ts';

const floorStatus = resultStatuses.indexOf('floor');
const ceilingStatus = resultStatuses.indexOf('ceiling');
/** Marks so many SDs from the middle belong to no scale that the others are on. */
const farFromAll = 12;

/** How a cell’s marks, or grades, are placed. */
export type CellFit = Pick<SavedCell, 'marks' | 'grades'>;

/** The columns of `Measurements` that are written cell by cell. */
export function placedColumns(rows: number) {
  return {
    usable: new Uint8Array(rows),
    observed: new Float64Array(rows).fill(NaN),
    observedLow: new Float64Array(rows).fill(NaN),
    observedHigh: new Float64Array(rows).fill(NaN),
    errorShare: new Float64Array(rows).fill(NaN),
    cell: new Int32Array(rows).fill(-1),
  };
}
type Columns = ReturnType<typeof placedColumns>;

/** @param pooledVariance of the same test in other groups, squared points; NaN unknown */
export function fitGroup(
  { results, scales }: AssessmentData,
  group: MarkGroup,
  pooledVariance: number,
  settings: { ranks: boolean; poolUnder: number; poolWeight: number },
): CellFit {
  const scale = scales[group.scale];
  if (scale.class === 'ordinal') {
    const grades = Array<number>(scale.grades.length).fill(0);
    for (const row of group.rows) grades[results.value[row]]++;
    return { marks: null, grades };
  }
  const values = Float64Array.from(group.rows, (row) => results.value[row]);
  const pooledWeight = values.length < settings.poolUnder && pooledVariance > 0 ? settings.poolWeight : 0;
  const pooled = { pooledVariance: pooledWeight > 0 ? pooledVariance : 0, pooledWeight };
  return { marks: fitMarks(values, { ranks: settings.ranks, ...pooled }), grades: null };
}

/** Writes the positions of the group’s rows as cell number `index`; null where the fit can place nobody. */
export function placeGroup(
  data: AssessmentData,
  group: MarkGroup,
  { marks, grades }: CellFit,
  index: number,
  columns: Columns,
): MeasurementCell | null {
  const { results } = data;
  const scale = data.scales[group.scale];
  const head = { subject: group.subject, cohort: group.cohort, window: group.window, scale: group.scale };
  if (grades !== null) {
    if (grades.filter((count) => count > 0).length < 2) return null;
    placeGrades(data, group, grades, scale, columns);
    for (const row of group.rows) columns.cell[row] = index;
    const none = { meanPoints: NaN, medianPoints: NaN, sdPoints: NaN, rankNormal: false };
    return { ...head, count: group.rows.length, ...none };
  }
  if (marks === null || !(marks.sd > 0)) return null;
  const place = markPlacing(marks, scale.higherIsBetter ? 1 : -1);
  const readable = readableMarks(marks, scale);
  for (const row of group.rows) {
    const { observed, lowerEdge, upperEdge, shared } = place(results.value[row]);
    const [openBelow, openAbove] = openEnds(results.status[row], scale);
    columns.usable[row] = 1;
    columns.cell[row] = index;
    columns.observed[row] = observed;
    columns.observedLow[row] = openBelow ? -Infinity : openAbove || shared ? lowerEdge : observed;
    columns.observedHigh[row] = openAbove ? Infinity : openBelow || shared ? upperEdge : observed;
    columns.errorShare[row] = errorShare(results.sem[row], scale, marks.sd);
  }
  return {
    ...head,
    count: group.rows.length,
    meanPoints: marks.mean,
    medianPoints: marks.median,
    sdPoints: marks.sd,
    rankNormal: marks.rankNormal,
    ...(marks.rankNormal
      ? { ranks: { ...readable, observed: readable.points.map((mark) => place(mark).observed) } }
      : {}),
  };
}

/** The different marks from worst to best; a stray one would stretch the points of whoever comes next to it. */
function readableMarks(fit: NonNullable<CellFit['marks']>, { higherIsBetter }: Scale) {
  const { marks, through, median, sd } = fit;
  const near = marks
    .map((mark, at) => ({ mark, pupils: through[at] - (at > 0 ? through[at - 1] : 0) }))
    .filter(({ mark }) => Math.abs(mark - median) <= farFromAll * sd);
  const ordered = higherIsBetter ? near : near.toReversed();
  return { points: ordered.map(({ mark }) => mark), pupils: ordered.map(({ pupils }) => pupils) };
}

/** How many of a group’s rows have a mark far from all others, and of how many the error stated is not taken as it is. */
export function doubtfulRows(
  { results, scales }: AssessmentData,
  { rows, scale }: MarkGroup,
  { medianPoints, sdPoints, rankNormal }: MeasurementCell,
): { code: 'stray-marks' | ErrorDoubt; count: number }[] {
  const isStray = (row: number) => Math.abs(results.value[row] - medianPoints) > farFromAll * sdPoints;
  const doubts = Array.from(rows, (row) => errorDoubt(results.sem[row], scales[scale], sdPoints));
  const errors = (['error-too-large', 'error-too-small', 'errors-contradict'] as const).map((code) => ({
    code,
    count: doubts.filter((doubt) => doubt === code).length,
  }));
  const stray = { code: 'stray-marks' as const, count: rankNormal ? rows.filter(isStray).length : 0 };
  return [stray, ...errors].filter(({ count }) => count > 0);
}

function placeGrades(
  { results }: AssessmentData,
  group: MarkGroup,
  counts: readonly number[],
  scale: Scale,
  columns: Columns,
): void {
  const intervals = gradeIntervals(counts, scale.higherIsBetter ? 1 : -1);
  for (const row of group.rows) {
    const grade = results.value[row];
    columns.usable[row] = 1;
    columns.observed[row] = intervals.middle[grade];
    columns.observedLow[row] = intervals.low[grade];
    columns.observedHigh[row] = intervals.high[grade];
    columns.errorShare[row] = errorShare(NaN, scale, NaN);
  }
}

/** Whether the true position may lie anywhere below, or anywhere above, once the scale is turned so that higher is better. */
function openEnds(status: number, scale: Scale): [boolean, boolean] {
  const floor = status === floorStatus;
  const ceiling = status === ceilingStatus;
  return scale.higherIsBetter ? [floor, ceiling] : [ceiling, floor];
}
