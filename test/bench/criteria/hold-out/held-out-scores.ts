import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { trajectoryScores, type AssessmentData, type TrajectoryScores } from '../../../../engine/index.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';

/** Scores as the engine places them, the ones to be told, and the others. */
export interface HeldOutScores {
  readonly scores: TrajectoryScores;
  /** Rows of `scores` held out: of each pupil and subject the last. */
  readonly last: readonly number[];
  readonly train: TrajectoryScores;
  /** Rows of `scores` of that pupil and subject before the held-out row, oldest first. */
  readonly before: (row: number) => number[];
}

/** @param earlier fewest scores of the pupil in the subject before the one held out; 1 or more */
export function heldOutScores(data: AssessmentData, earlier: number): HeldOutScores {
  const measurements = toMeasurements(data);
  const scores = trajectoryScores(data, measurements, chooseComparisons(data, measurements));
  const same = (a: number, b: number) => scores.pupil[a] === scores.pupil[b] && scores.subject[a] === scores.subject[b];
  const last: number[] = [];
  for (let row = earlier; row < scores.count; row++) {
    const ends = row === scores.count - 1 || !same(row, row + 1);
    if (ends && same(row, row - earlier) && scores.year[row] > scores.year[row - 1] + 0.2) last.push(row);
  }
  const before = (row: number) => {
    const rows: number[] = [];
    for (let at = row - 1; at >= 0 && same(at, row); at--) rows.push(at);
    return rows.toReversed();
  };
  return { scores, last, train: without(scores, new Set(last)), before };
}

/** The scores without these rows; comparisons are not needed for a fit. */
function without(scores: TrajectoryScores, left: ReadonlySet<number>): TrajectoryScores {
  const kept = [...scores.pupil.keys()].filter((row) => !left.has(row));
  const numbers = (column: Float64Array) => Float64Array.from(kept, (row) => column[row]);
  const places = (column: Int32Array) => Int32Array.from(kept, (row) => column[row]);
  return {
    ...scores,
    count: kept.length,
    pupil: places(scores.pupil),
    subject: places(scores.subject),
    year: numbers(scores.year),
    observed: numbers(scores.observed),
    observedLow: numbers(scores.observedLow),
    observedHigh: numbers(scores.observedHigh),
    errorShare: numbers(scores.errorShare),
    cell: places(scores.cell),
    group: places(scores.group),
    result: places(scores.result),
    comparisons: 0,
  };
}
