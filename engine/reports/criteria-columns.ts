import { rateUnits } from '../scales/points-difference.ts';
import { criterionNames } from '../tables/run-schema.ts';
import { resultStatuses, type ResultStatus } from '../tables/assessment-data.ts';
import type { PupilCriteriaColumns } from './agenda-sentences.ts';
import type { Analysis } from './analysis.ts';
import { lackWords } from './lack-words.ts';

const perComparison = criterionNames.length;
const ownRate = criterionNames.indexOf('below-own-rate');
const slower = criterionNames.indexOf('slower-than-peers');

/** What the sentences and the `criteria` table are both made from: criterion c of comparison i is row 4 i + c. */
export interface AnalysedCriteria extends PupilCriteriaColumns {
  readonly effectPointsLow: Float64Array;
  readonly effectPointsHigh: Float64Array;
  readonly earlierWindow: Int32Array;
}

/** Lays the verdicts out by criterion, with windows, effects and gaps in the test's own points and the pupil's own case. */
export function criteriaColumns(analysis: Analysis): AnalysedCriteria {
  const { comparisons, judged, growth, data } = analysis;
  const count = perComparison * comparisons.count;
  const whole = (read: (comparison: number) => number) => spread(new Int32Array(count), read);
  const real = (read: (comparison: number) => number) => spread(new Float64Array(count), read);
  const windowOf = (column: Int32Array) => (i: number) => (column[i] < 0 ? -1 : data.results.window[column[i]]);
  const perSd = Float64Array.from(comparisons.currentRow, (row) =>
    row < 0 ? Number.NaN : analysis.points.pointsPerSd[row],
  );
  // Points of two tests that are never the same one are not set against each other; those of one test are.
  const perSdOverTime = perSd.map((value, i) => (comparesPoints(analysis, i) ? value : Number.NaN));
  const gapBaselinePoints = real((i) => gapPoints(analysis, comparisons.baselineRow[i], judged.gapBaseline[i]));
  const gapPointsNow = real((i) => gapPoints(analysis, comparisons.currentRow[i], judged.gapCurrent[i]));
  const inPoints = (value: Float64Array) =>
    value.map((own, row) => {
      const [criterion, i] = [row % perComparison, (row / perComparison) | 0];
      if (criterion === slower) return own * perSd[i];
      if (criterion === ownRate) return own * perSdOverTime[i];
      // An SD of two windows need not be as many points: the change is the one between the two gaps that are told.
      return gapPointsNow[row] - gapBaselinePoints[row] + (own - judged.effect[row]) * perSdOverTime[i];
    });
  const days = daysOf(analysis);
  return {
    count,
    pupil: whole((i) => comparisons.pupil[i]),
    subject: whole((i) => comparisons.subject[i]),
    criterion: Int32Array.from({ length: count }, (_, row) => row % perComparison),
    verdict: judged.verdict,
    reason: judged.reason,
    probability: judged.probability,
    information: judged.information,
    effect: judged.effect,
    effectPoints: inPoints(judged.effect),
    effectPointsLow: inPoints(judged.effectLow),
    effectPointsHigh: inPoints(judged.effectHigh),
    gapBaselinePoints,
    gapPoints: gapPointsNow,
    rateBeforePoints: real((i) => judged.rateBefore[i] * perSdOverTime[i]),
    rateSincePoints: real((i) => judged.rateSince[i] * perSdOverTime[i]),
    settles: judged.settles,
    baselineWindow: whole(windowOf(comparisons.baselineRow)),
    earlierWindow: whole(windowOf(comparisons.firstRow)),
    window: whole(windowOf(comparisons.currentRow)),
    yearsSince: real((i) => (days.current[i] - days.baseline[i]) / 365.25),
    weeksApart: real((i) => Math.max(0, Math.round((days.current[i] - days.baseline[i]) / 7))),
    peers: whole((i) => growth.peers[i]),
    because: becauseOf(analysis),
    concern: real((i) => analysis.concern[i]),
  };
}

/** The same number in every criterion's row of a comparison. */
function spread<Column extends Int32Array | Float64Array>(
  column: Column,
  read: (comparison: number) => number,
): Column {
  for (let row = 0; row < column.length; row += perComparison)
    column.fill(read(row / perComparison), row, row + perComparison);
  return column;
}

/** Whether a change of the comparison's scores has a meaning in the test's own points. */
function comparesPoints({ comparisons, data }: Analysis, i: number): boolean {
  const row = comparisons.currentRow[i];
  return row >= 0 && rateUnits[data.scales[data.results.scale[row]].class] !== 'none';
}

/** How far a true position lies from the middle pupil of its year group, in the test's own points; NaN where it has none. */
function gapPoints({ points }: Analysis, row: number, gap: number): number {
  return row < 0 ? Number.NaN : points.direction[row] * (points.pointsAt(row, 0) - points.pointsAt(row, -gap));
}

/** Days of the current result, and of the baseline or, where it was too close to count, of the result before. */
function daysOf({ comparisons, data }: Analysis): { current: Float64Array; baseline: Float64Array } {
  const { results, pupils } = data;
  const day = (row: number) => (row < 0 ? Number.NaN : results.day[row]);
  const earliest = (i: number) => {
    const from = results.firstRow[comparisons.subject[i] * pupils.count + comparisons.pupil[i]];
    return comparisons.lack[i] === 2 ? day(from) : Number.NaN;
  };
  return {
    current: Float64Array.from(comparisons.currentRow, day),
    baseline: Float64Array.from(comparisons.baselineRow, (row, i) => (row < 0 ? earliest(i) : day(row))),
  };
}

/** The pupil's own case where there is no current or no earlier result; only those rows have one. */
function becauseOf({ comparisons, data }: Analysis): (string | null)[] {
  const cases = Array.from({ length: comparisons.count }, (_, i) => {
    const lack = comparisons.lack[i];
    if (lack !== 1 && lack !== 3) return null;
    return lackWords({ status: statusWithoutScore(data, comparisons, i), ...joined(data, comparisons, i) });
  });
  return Array.from({ length: perComparison * comparisons.count }, (_, row) => cases[(row / perComparison) | 0]);
}

function joined(
  data: Analysis['data'],
  comparisons: Analysis['comparisons'],
  i: number,
): { day?: number; joinedOnDay?: number } {
  if (comparisons.lack[i] === 3) return {};
  const joinedOnDay = data.pupils.joinedOnDay[comparisons.pupil[i]];
  // The window a year before the current one is where the baseline would have been.
  const now = data.results.day[comparisons.currentRow[i]];
  const wanted = now - 365.25;
  const { day } = data.windows;
  let nearest = 0;
  for (let w = 1; w < day.length; w++) if (Math.abs(day[w] - wanted) < Math.abs(day[nearest] - wanted)) nearest = w;
  return { day: day[nearest], joinedOnDay };
}

function statusWithoutScore(
  data: Analysis['data'],
  comparisons: Analysis['comparisons'],
  i: number,
): ResultStatus | null {
  const { results, pupils } = data;
  const pair = comparisons.subject[i] * pupils.count + comparisons.pupil[i];
  const wanted = comparisons.lack[i] === 3 ? comparisons.currentWindow : -1;
  for (let row = results.firstRow[pair + 1] - 1; row >= results.firstRow[pair]; row--) {
    const status = resultStatuses[results.status[row]];
    const hasScore = status === 'valid' || status === 'floor' || status === 'ceiling';
    if (!hasScore && (wanted < 0 || results.window[row] === wanted)) return status;
  }
  return null;
}

/** Unit of a criterion's effect. */
export function effectUnit(row: number): string {
  return row % perComparison === ownRate ? 'SD a year' : 'SD';
}
