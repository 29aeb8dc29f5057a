import { criteria } from '../../criteria/index.ts';
import { baselineStatuses } from '../../growth/comparisons/comparisons.ts';
import { rateUnits } from '../../scales/points-difference.ts';
import type { EffectUnit } from '../../tables/run-schema.ts';
import { resultStatuses, type ResultStatus } from '../../tables/assessment-data.ts';
import type { PupilCriteriaColumns } from '../../words/pages/agenda-sentences.ts';
import type { Analysis } from './analysis.ts';
import { lackWords } from '../../words/kit/lack-words.ts';
import { daysAYear } from '../../tables/days.ts';

const perComparison = criteria.length;

/** What the sentences and the `criteria` table are both made from: criterion c of comparison i is row
 * `criteria.length`·i + c. */
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
  // Points of two tests, or of tests that are never the same one, are not set against each other; those of one test are.
  const perSdOverTime = perSd.map((value, i) => (comparesPoints(analysis, i) ? value : Number.NaN));
  const perSdBefore = perSdOverTime.map((value, i) =>
    sameTest(analysis, comparisons.firstRow[i], comparisons.baselineRow[i]) ? value : Number.NaN,
  );
  const gapBaselinePoints = real((i) => gapPoints(analysis, comparisons.baselineRow[i], judged.gapBaseline[i]));
  const gapPointsNow = real((i) => gapPoints(analysis, comparisons.currentRow[i], judged.gapCurrent[i]));
  const inPoints = (value: Float64Array) =>
    value.map((own, row) => {
      const i = (row / perComparison) | 0;
      const { points } = criteria[row % perComparison].effect;
      if (points === 'current') return own * perSd[i];
      if (points === 'same-test') return own * perSdOverTime[i];
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
    rateBeforePoints: real((i) => judged.rateBefore[i] * perSdBefore[i]),
    rateSincePoints: real((i) => judged.rateSince[i] * perSdOverTime[i]),
    settles: judged.settles,
    baselineWindow: whole(windowOf(comparisons.baselineRow)),
    earlierWindow: whole(windowOf(comparisons.firstRow)),
    window: whole(windowOf(comparisons.currentRow)),
    yearsSince: real((i) => (days.current[i] - days.baseline[i]) / daysAYear),
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
  if (row < 0 || rateUnits[data.scales[data.results.scale[row]].class] === 'none') return false;
  return sameTest({ data }, comparisons.baselineRow[i], row);
}

/** Whether two results are of one test; true where one of them is missing. */
function sameTest({ data: { results } }: Pick<Analysis, 'data'>, earlier: number, later: number): boolean {
  return earlier < 0 || later < 0 || results.scale[earlier] === results.scale[later];
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
    return baselineStatuses[comparisons.baselineStatus[i]] === 'windows-too-close' ? day(from) : Number.NaN;
  };
  return {
    current: Float64Array.from(comparisons.currentRow, day),
    baseline: Float64Array.from(comparisons.baselineRow, (row, i) => (row < 0 ? earliest(i) : day(row))),
  };
}

/** The pupil's own case where there is no current or no earlier result; only those rows have one. */
function becauseOf(analysis: Analysis): (string | null)[] {
  const { comparisons, data } = analysis;
  const cases = Array.from({ length: comparisons.count }, (_, i) => {
    const status = baselineStatuses[comparisons.baselineStatus[i]];
    if (status === 'no-baseline') return noBaselineOf(analysis, i);
    return status === 'not-measured'
      ? lackWords({ status: statusIn(data, comparisons, i, comparisons.currentWindow) })
      : null;
  });
  return Array.from({ length: perComparison * comparisons.count }, (_, row) => cases[(row / perComparison) | 0]);
}

/** What there was where a baseline would have been; null where no window could have been one. */
function noBaselineOf({ comparisons, data, baseline }: Analysis, i: number): string | null {
  if (baseline.rule === 'year-start') return 'no other result this school year';
  if (baseline.rule === 'key-stage-start') return 'no other result this key stage';
  const { day, window } = data.windows;
  const now = day[data.results.window[comparisons.currentRow[i]]];
  const off = (at: number) => Math.abs(now - day[at] - 7 * baseline.targetWeeks);
  const earlier = Array.from(window.keys()).filter(
    (at) => day[at] < now && (baseline.rule !== 'window' || window[at] === baseline.window),
  );
  if (earlier.length === 0) return null;
  const wanted = earlier.reduce((nearest, at) => (off(at) <= off(nearest) ? at : nearest));
  return lackWords({
    status: statusIn(data, comparisons, i, wanted),
    day: day[wanted],
    joinedOnDay: data.pupils.joinedOnDay[comparisons.pupil[i]],
  });
}

/** State of a comparison's result in a window; null where there is none. */
function statusIn(
  { results, pupils }: Analysis['data'],
  comparisons: Analysis['comparisons'],
  i: number,
  window: number,
): ResultStatus | null {
  const pair = comparisons.subject[i] * pupils.count + comparisons.pupil[i];
  for (let row = results.firstRow[pair]; row < results.firstRow[pair + 1]; row++)
    if (results.window[row] === window) return resultStatuses[results.status[row]];
  return null;
}

/** Unit of a criterion's effect. */
export function effectUnit(row: number): EffectUnit {
  return criteria[row % perComparison].effect.unit;
}
