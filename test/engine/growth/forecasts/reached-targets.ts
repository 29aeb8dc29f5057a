import { cohortDifferences } from '../../../../engine/growth/forecasts/cohort-differences.ts';
import { forecastAgain } from '../../../../engine/growth/forecasts/forecast-again.ts';
import { forecastPositions } from '../../../../engine/growth/forecasts/forecast-positions.ts';
import { positionPoints } from '../../../../engine/growth/forecasts/position-points.ts';
import { setTargets, type TargetInput } from '../../../../engine/growth/forecasts/set-targets.ts';
import { fitTargetSpread } from '../../../../engine/growth/forecasts/target-spread.ts';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { measureGrowth } from '../../../../engine/growth/percentiles/measure-growth.ts';
import { fitTrajectories } from '../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { trajectoryScores } from '../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { smoothTrajectories } from '../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import type { AssessmentData } from '../../../../engine/tables/assessment-data.ts';

/** Shares of pupils who reached their typical, aspirational and exceptional target, 0–1. */
export type Reached = readonly [typical: number, aspirational: number, exceptional: number];

export interface ReachedTargets {
  readonly pupils: number;
  readonly raw: Reached;
  /** With each year group’s scores moved so that on average they come out at the typical target: what is left beside the year’s shift. */
  readonly shifted: Reached;
  /** Of pupils whose forecast rested on one score of the subject. */
  readonly fromOneScore: Reached;
  /** Mean of the chances stated. */
  readonly promised: Reached;
}

/**
 * Sets targets from the data for `day` and counts who reached them.
 *
 * @param later score of a pupil and subject (rows of the tables) on that day, points; NaN unknown
 */
export function reachedTargets(
  data: AssessmentData,
  day: number,
  later: (pupil: number, subject: number) => number,
): ReachedTargets {
  const { input, targets } = targetsOn(data, day);
  const { measurements, comparisons } = input;
  const rows = [...targets.comparison.keys()].filter((row) => !Number.isNaN(scoreOf(row)));
  const shiftOf = new Map<number, number>();
  const cellOf = (row: number) => measurements.cell[comparisons.currentRow[targets.comparison[row]]];
  for (const [cell, own] of Map.groupBy(rows, cellOf)) {
    const off = own.reduce((sum, row) => sum + scoreOf(row) - targets.points[0][row], 0) / own.length;
    // A whole target is the next whole score, half a point over what was worked out.
    const whole = own.every((row) => Number.isInteger(scoreOf(row)));
    shiftOf.set(cell, whole ? off + 0.5 : off);
  }
  function scoreOf(row: number): number {
    const i = targets.comparison[row];
    return later(comparisons.pupil[i], comparisons.subject[i]);
  }
  // A whole score stands for the half point on either side.
  const reaches = (row: number, level: number, shift: number) => {
    const over = scoreOf(row) - shift - targets.points[level][row];
    return Number.isInteger(scoreOf(row)) && shift !== 0 ? Math.min(1, Math.max(0, over + 1)) : Number(over >= 0);
  };
  const share = (of: readonly number[], value: (row: number, level: number) => number) =>
    [0, 1, 2].map((level) => of.reduce((sum, row) => sum + value(row, level), 0) / of.length) as unknown as Reached;
  const single = rows.filter((row) => isSingle(input, targets.comparison[row]));
  return {
    pupils: rows.length,
    raw: share(rows, (row, level) => reaches(row, level, 0)),
    shifted: share(rows, (row, level) => reaches(row, level, shiftOf.get(cellOf(row))!)),
    fromOneScore: share(single, (row, level) => reaches(row, level, 0)),
    promised: share(rows, (row, level) => targets.chance[level][row]),
  };
}

function targetsOn(data: AssessmentData, day: number) {
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const scores = trajectoryScores(data, measurements, comparisons);
  const fit = fitTrajectories(scores);
  const forecast = forecastPositions(fit, scores, (day - 10_957) / 365.25);
  smoothTrajectories(fit, scores, forecast.visit);
  const input: TargetInput = {
    data,
    measurements,
    comparisons,
    growth: measureGrowth(data, measurements, comparisons),
    forecast,
    differences: cohortDifferences(data, measurements),
    spread: fitTargetSpread(forecastAgain(fit, scores)),
    reliability: positionPoints(data, measurements, fit).reliability,
    day,
  };
  return { input, targets: setTargets(input) };
}

function isSingle({ data: { results, pupils }, measurements, comparisons }: TargetInput, i: number): boolean {
  const pair = comparisons.subject[i] * pupils.count + comparisons.pupil[i];
  return measurements.usable.slice(results.firstRow[pair], results.firstRow[pair + 1]).reduce((a, b) => a + b, 0) === 1;
}
