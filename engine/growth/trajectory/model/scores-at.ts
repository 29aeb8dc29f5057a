import type { TrajectoryScores } from './trajectory-scores.ts';

/**
 * Some of the scores, in arrays of their own. Comparisons keep their numbers; one whose score is left out has none.
 *
 * @param rows ascending
 */
export function scoresAt(scores: TrajectoryScores, rows: Int32Array): TrajectoryScores {
  const now = new Int32Array(scores.count).fill(-1);
  rows.forEach((row, at) => (now[row] = at));
  const ints = (column: Int32Array) => rows.map((row) => column[row]);
  const reals = (column: Float64Array) => {
    const values = new Float64Array(rows.length);
    for (let at = 0; at < rows.length; at++) values[at] = column[rows[at]];
    return values;
  };
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
