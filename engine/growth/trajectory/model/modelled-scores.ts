import { subjectBlockEnd } from './subject-block-end.ts';
import type { TrajectoryScores } from './trajectory-scores.ts';

/** Scores as the linear model takes them: one number each, with what its error is. */
export interface ModelledScores extends TrajectoryScores {
  /** Share of the reliability that is left where a score tells no more than a band: 1 for a number. */
  readonly coarseness: Float64Array;
  /** Square of the pupil's position in the subject, roughly and as one of a few values; 1 where error is as it is. */
  readonly levelSquare: Float64Array;
}

/** Bands of a pupil's mean observed position in a subject, either side of 0: where each begins, and the mean square in it. */
const levelBands = [
  [1.6, 3.6],
  [1.1, 1.65],
  [0.6, 0.68],
  [0, 0.1],
] as const;

/**
 * Scores for fitting what pupils have in common. A grade stands at the middle of its band, brought to unit variance within
 * the cell; it correlates with the true position as its underlying score would, times the SD between bands.
 */
export function coarseScores(scores: TrajectoryScores): ModelledScores {
  const betweenBands = bandVariance(scores);
  const observed = scores.observed.slice();
  const coarseness = new Float64Array(scores.count).fill(1);
  const errorShare = scores.errorShare.slice();
  for (let row = 0; row < scores.count; row++) {
    const variance = betweenBands[scores.cell[row]];
    if (!(variance > 0)) continue;
    observed[row] /= Math.sqrt(variance);
    coarseness[row] = Math.min(1, variance);
    if (!Number.isNaN(errorShare[row])) errorShare[row] = 1 - (1 - errorShare[row]) * coarseness[row];
  }
  return { ...scores, observed, errorShare, coarseness, levelSquare: levelSquares(scores, 'all') };
}

/** Variance of the bands' middles in each cell that is made of bands; NaN in cells of numbers. */
function bandVariance(scores: TrajectoryScores): Float64Array {
  const cells = scores.cells.length;
  const [all, bands, squares] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  for (let row = 0; row < scores.count; row++) {
    const cell = scores.cell[row];
    all[cell]++;
    squares[cell] += scores.observed[row] ** 2;
    if (scores.observedLow[row] < scores.observedHigh[row]) bands[cell]++;
  }
  return squares.map((sum, cell) => (2 * bands[cell] > all[cell] ? sum / all[cell] : NaN));
}

/**
 * The same for all scores of a pupil and subject.
 *
 * @param of the scores that tell the level. What the newest says of the pupil should not hang on which band it takes the mean
 * to: of a pupil who is judged it takes no part where there is another. What all pupils have in common rests on all scores.
 */
export function levelSquares(scores: TrajectoryScores, of: 'all' | 'all but the newest'): Float64Array {
  const squares = new Float64Array(scores.count);
  const isLeftOut = new Uint8Array(scores.count);
  if (of !== 'all') for (const row of scores.currentScore) if (row >= 0) isLeftOut[row] = 1;
  for (let start = 0; start < scores.count;) {
    const end = subjectBlockEnd(scores, start);
    let sum = 0;
    let known = 0;
    for (let row = start; row < end; row++) {
      if (isLeftOut[row] === 1 && end - start > 1) continue;
      sum += scores.observed[row];
      known++;
    }
    const size = Math.abs(sum / known);
    squares.fill(levelBands.find(([from]) => size >= from)?.[1] ?? 1, start, end);
    start = end;
  }
  return squares;
}
