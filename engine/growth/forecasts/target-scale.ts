import type { MeasurementCell, Measurements } from '../../scales/measurements.ts';
import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../../stats/distributions/normal-quantile.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { CohortDifference, CohortDifferences } from './cohort-differences.ts';
import { cellOfOlder, spansYears } from './older-cohorts.ts';
import { spreadMarks } from './spread-marks.ts';

/** How observed positions of a later date read in points. */
export interface TargetScale {
  /** 1 where scores are whole numbers, else 0. */
  readonly unit: number;
  /** 1 where a higher score is better, −1 where it is worse. */
  readonly direction: 1 | -1;
  /** How far the whole cohort may come out from there, SD of observed positions. */
  readonly cohortSd: number;
  /** Pupils whose scores it is made of. */
  readonly pupils: number;
  pointsAt(position: number): number;
  positionAt(points: number): number;
}

/**
 * The points that pupils of a cell will have at a later date. On a scale that spans years those of the pupils who were at
 * that age and time of year last (an older cohort, the same test), moved by how the two cohorts differ; on one that is
 * re-normed, or is no attainment, those of the pupil’s own cell. Null for grades, for tests that are new each time, and where
 * no older cohort has sat the test.
 */
export function targetScale(
  data: AssessmentData,
  measurements: Measurements,
  cell: MeasurementCell,
  {
    differences,
    ...at
  }: { readonly day: number; readonly differences: CohortDifferences; readonly minimumPeers: number },
): TargetScale | null {
  const scale = data.scales[cell.scale];
  if (scale.class === 'ordinal' || scale.class === 'criterion') return null;
  const model = spansYears(data, cell) ? cellOfOlder(data, measurements, cell, at) : cell;
  return model === null
    ? null
    : scaleOfCell(data, measurements, { model, difference: differences.between(cell, model) });
}

function scaleOfCell(
  data: AssessmentData,
  measurements: Measurements,
  { model: cell, difference }: { readonly model: MeasurementCell; readonly difference: CohortDifference },
): TargetScale {
  const { ranks, meanPoints, sdPoints } = cell;
  const scale = data.scales[cell.scale];
  // By the marks the placing was fitted on: under a frozen reference whoever else is there changes nothing.
  const marks = ranks
    ? ranks.points.flatMap((mark, at) => Array<number>(ranks.pupils[at]).fill(mark))
    : marksOfCell(data, measurements, cell);
  const sorted = Float64Array.from(marks).sort();
  const unit = sorted.every((value) => Number.isInteger(value)) ? 1 : 0;
  const direction: 1 | -1 = scale.higherIsBetter ? 1 : -1;
  const lowest = Number.isNaN(scale.min) ? -Infinity : scale.min;
  const highest = Number.isNaN(scale.max) ? Infinity : scale.max;
  // The older cohort’s points as this one’s, and back.
  const centre = meanPoints + difference.mean * sdPoints;
  const moved = (points: number) => centre + difference.stretch * (points - meanPoints);
  const back = (points: number) => meanPoints + (points - centre) / difference.stretch;
  const byRank = ranks && spreadMarks(sorted, unit);
  return {
    unit,
    pupils: sorted.length,
    direction,
    cohortSd: difference.sd,
    pointsAt: (position) => {
      const points = byRank
        ? byRank.pointsAt(normalCdf(direction * position))
        : meanPoints + direction * sdPoints * position;
      return Math.min(Math.max(moved(points), lowest), highest);
    },
    positionAt: (points) =>
      byRank
        ? direction * normalQuantile(byRank.shareBelow(back(points)))
        : (direction * (back(points) - meanPoints)) / sdPoints,
  };
}

function marksOfCell({ results }: AssessmentData, measurements: Measurements, cell: MeasurementCell): number[] {
  const index = measurements.cells.indexOf(cell);
  const marks: number[] = [];
  for (let row = 0; row < results.count; row++) if (measurements.cell[row] === index) marks.push(results.value[row]);
  return marks;
}
