import type { MeasurementCell, Measurements } from '../../scales/measurements.ts';
import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../../stats/distributions/normal-quantile.ts';
import { weightedQuantileType7 } from '../../stats/distributions/quantile-type-7.ts';
import type { AssessmentData, Scale } from '../../tables/assessment-data.ts';
import { daysAYear } from '../../tables/days.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';

/** How observed positions of a later date read in points. */
export interface TargetScale {
  /** 1 where scores are whole numbers, else 0. */
  readonly unit: number;
  /** 1 where a higher score is better, −1 where it is worse. */
  readonly direction: 1 | -1;
  /** Pupils whose scores it is made of. */
  readonly pupils: number;
  pointsAt(position: number): number;
  positionAt(points: number): number;
}

const sameTermDays = 45;

/**
 * The points that pupils of a cell will have at a later date. On a scale that spans years those of the pupils who were at
 * that age and time of year last (an older cohort, the same test); on one that is re-normed, or is no attainment, those of
 * the pupil’s own cell. Null for grades, for tests that are new each time, and where no older cohort has sat the test.
 */
export function targetScale(
  data: AssessmentData,
  measurements: Measurements,
  cell: MeasurementCell,
  at: { readonly day: number; readonly minimumPeers: number },
): TargetScale | null {
  const scale = data.scales[cell.scale];
  if (scale.class === 'ordinal' || scale.class === 'criterion') return null;
  const spansYears = scale.class === 'vertical' || scale.class === 'age-equivalent';
  const model = spansYears ? cellOfOlder(data, measurements, cell, at) : cell;
  return model === null ? null : scaleOfCell(data, measurements, model, scale);
}

/** The newest cell of a cohort that was as old then as this one will be on `day`. */
function cellOfOlder(
  { windows }: AssessmentData,
  { cells, cohorts }: Measurements,
  cell: MeasurementCell,
  { day, minimumPeers }: { readonly day: number; readonly minimumPeers: number },
): MeasurementCell | null {
  const reception = (cohort: number) => receptionYearOf(cohorts[cohort]);
  let newest: MeasurementCell | null = null;
  for (const other of cells) {
    if (other.subject !== cell.subject || other.scale !== cell.scale) continue;
    const older = reception(cell.cohort) - reception(other.cohort);
    const off = Math.abs(day - windows.day[other.window] - older * daysAYear);
    if (older < 1 || off > sameTermDays || other.count < minimumPeers) continue;
    if (newest === null || windows.day[other.window] > windows.day[newest.window]) newest = other;
  }
  return newest;
}

function scaleOfCell(
  data: AssessmentData,
  measurements: Measurements,
  cell: MeasurementCell,
  scale: Scale,
): TargetScale {
  const { ranks } = cell;
  // By the marks the placing was fitted on: under a frozen reference whoever else is there changes nothing.
  const marks = ranks
    ? ranks.points.flatMap((mark, at) => Array<number>(ranks.pupils[at]).fill(mark))
    : marksOfCell(data, measurements, cell);
  const sorted = Float64Array.from(marks).sort();
  const direction: 1 | -1 = scale.higherIsBetter ? 1 : -1;
  const within = (points: number) =>
    Math.min(
      Math.max(points, Number.isNaN(scale.min) ? -Infinity : scale.min),
      Number.isNaN(scale.max) ? Infinity : scale.max,
    );
  const head = {
    unit: sorted.every((value) => Number.isInteger(value)) ? 1 : 0,
    pupils: sorted.length,
    direction,
  } as const;
  if (!ranks) {
    return {
      ...head,
      pointsAt: (position) => within(cell.meanPoints + direction * cell.sdPoints * position),
      positionAt: (points) => (direction * (points - cell.meanPoints)) / cell.sdPoints,
    };
  }
  return {
    ...head,
    pointsAt: (position) => within(weightedQuantileType7(sorted, null, [normalCdf(direction * position)])[0]),
    positionAt: (points) => direction * normalQuantile(shareBelow(sorted, points)),
  };
}

function marksOfCell({ results }: AssessmentData, measurements: Measurements, cell: MeasurementCell): number[] {
  const index = measurements.cells.indexOf(cell);
  const marks: number[] = [];
  for (let row = 0; row < results.count; row++) if (measurements.cell[row] === index) marks.push(results.value[row]);
  return marks;
}

/** Inverse of the type-7 quantile: linear between order statistics, half a pupil beyond the ends. */
function shareBelow(sorted: Float64Array, value: number): number {
  const n = sorted.length;
  if (value <= sorted[0]) return 0.5 / n;
  if (value > sorted[n - 1]) return 1 - 0.5 / n;
  let below = 0;
  let above = n - 1;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (sorted[middle] < value) below = middle;
    else above = middle;
  }
  const part = (value - sorted[above - 1]) / (sorted[above] - sorted[above - 1]);
  return Math.min(Math.max((above - 1 + part) / (n - 1), 0.5 / n), 1 - 0.5 / n);
}
