import type { MeasurementCell, Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { reliabilityOf } from '../trajectory/model/block-model.ts';
import type { TrajectoryFit } from '../trajectory/model/trajectory-fit.ts';
import { subjectProcess } from '../trajectory/model/trajectory-process.ts';

/** How true positions read in a test's own points, one entry a row of `ResultTable`. */
export interface PositionPoints {
  /** Points of a true position at a row's window. NaN where the scale has no points (grades) or the row is not usable. */
  readonly pointsAt: (row: number, position: number) => number;
  /** Points for one SD of true position near the middle; NaN as above. */
  readonly pointsPerSd: Float64Array;
  /** Score of the middle pupil of the year group, in points. */
  readonly middlePoints: Float64Array;
  /** +1 where a higher score is better, −1 where it is worse. */
  readonly direction: Int8Array;
  /** Reliability of the row's score as the model has it, 0–1: by its own error where one is stated. NaN as above. */
  readonly reliability: Float64Array;
  /** By subject: reliability of an ordinary score at the reference's end, 0–1. */
  readonly reliabilityOfSubject: Float64Array;
}

/**
 * Points = middle + direction × SD of the cell × √reliability × position, so that a true position is spread as true scores
 * are, not as observed ones. Where ranks replaced the scores a position has the points of the score at that rank.
 */
export function positionPoints(data: AssessmentData, measurements: Measurements, fit: TrajectoryFit): PositionPoints {
  const { results, scales } = data;
  const reliabilityFor = data.subjects.map((_, subject) => fittedReliability(data, measurements, fit, subject));
  const reliabilityOfSubject = Float64Array.from(reliabilityFor, (of) => of(Number.NaN, fit.frame.endYear));
  const reliability = new Float64Array(results.count).fill(Number.NaN);
  const pointsPerSd = new Float64Array(results.count).fill(Number.NaN);
  const middlePoints = new Float64Array(results.count).fill(Number.NaN);
  const direction = new Int8Array(results.count).fill(1);
  for (let row = 0; row < results.count; row++) {
    const cell = measurements.cells[measurements.cell[row]];
    if (!cell) continue;
    const share = measurements.errorShare[row];
    reliability[row] = reliabilityFor[results.subject[row]](share, measurements.year[row]);
    pointsPerSd[row] = cell.sdPoints * Math.sqrt(reliability[row]);
    middlePoints[row] = cell.medianPoints;
    if (results.scale[row] >= 0 && !scales[results.scale[row]].higherIsBetter) direction[row] = -1;
  }
  const pointsAt = (row: number, position: number) => {
    const { ranks, sdPoints } = measurements.cells[measurements.cell[row]] ?? {};
    const straight = middlePoints[row] + direction[row] * pointsPerSd[row] * position;
    if (!ranks || sdPoints === undefined || Number.isNaN(straight)) return straight;
    return scoreAtRank(ranks, sdPoints, Math.sqrt(reliability[row]) * position, direction[row]);
  };
  return { pointsAt, pointsPerSd, middlePoints, direction, reliability, reliabilityOfSubject };
}

/** Score of a cell at an observed position, between the marks that stand there; beyond the ends by the cell's SD. */
function scoreAtRank(
  { observed, points }: NonNullable<MeasurementCell['ranks']>,
  sdPoints: number,
  at: number,
  direction: number,
): number {
  const last = observed.length - 1;
  if (!(at > observed[0])) return points[0] + direction * sdPoints * (at - observed[0]);
  if (!(at < observed[last])) return points[last] + direction * sdPoints * (at - observed[last]);
  const above = observed.findIndex((position) => position >= at);
  const part = (at - observed[above - 1]) / (observed[above] - observed[above - 1]);
  return points[above - 1] + part * (points[above] - points[above - 1]);
}

/**
 * Mean over the fit's points of the reliability that the subject's scale class has, for a score with this error share (NaN =
 * none stated) of this year.
 */
function fittedReliability(
  data: AssessmentData,
  measurements: Measurements,
  fit: TrajectoryFit,
  subject: number,
): (errorShare: number, year: number) => number {
  const cell = measurements.cells.find((each) => each.subject === subject);
  const scaleClass = cell ? data.scales[cell.scale]?.class : undefined;
  const fitted = fit.nodes.flatMap(({ weight, components }) => {
    const own = scaleClass && components[scaleClass];
    return own ? [{ weight, process: subjectProcess(own) }] : [];
  });
  const whole = fitted.reduce((sum, { weight }) => sum + weight, 0);
  return (errorShare, year) => {
    if (whole === 0) return Number.isNaN(errorShare) ? fit.settings.reliability.centre : Math.max(0, 1 - errorShare);
    let total = 0;
    for (const { weight, process } of fitted) total += weight * reliabilityOf(process, errorShare, fit.frame, year);
    return total / whole;
  };
}
