import type { TrajectoryScores } from './trajectory-scores.ts';

/**
 * The scores of some of the pupils. Comparisons keep their numbers; those of pupils left out have no score.
 *
 * @param keep by pupil: 1 = kept
 */
export function scoresOfPupils(scores: TrajectoryScores, keep: Uint8Array): TrajectoryScores {
  const rows = Int32Array.from({ length: scores.count }, (_, row) => row).filter(
    (row) => keep[scores.pupil[row]] === 1,
  );
  const now = new Int32Array(scores.count).fill(-1);
  rows.forEach((row, at) => (now[row] = at));
  const ints = (column: Int32Array) => rows.map((row) => column[row]);
  const reals = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const find = (column: Int32Array) => column.map((row) => (row < 0 ? -1 : now[row]));
  return {
    ...scores,
    count: rows.length,
    pupil: ints(scores.pupil),
    subject: ints(scores.subject),
    year: reals(scores.year),
    observed: reals(scores.observed),
    observedLow: reals(scores.observedLow),
    observedHigh: reals(scores.observedHigh),
    errorShare: reals(scores.errorShare),
    cell: ints(scores.cell),
    group: ints(scores.group),
    currentScore: find(scores.currentScore),
    baselineScore: find(scores.baselineScore),
    firstScore: find(scores.firstScore),
    result: ints(scores.result),
  };
}
