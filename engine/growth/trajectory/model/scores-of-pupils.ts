import { scoresAt } from './scores-at.ts';
import type { TrajectoryScores } from './trajectory-scores.ts';

/**
 * The scores of some of the pupils. Comparisons keep their numbers; those of pupils left out have no score.
 *
 * @param keep by pupil: 1 = kept
 */
export function scoresOfPupils(scores: TrajectoryScores, keep: Uint8Array): TrajectoryScores {
  const every = Int32Array.from({ length: scores.count }, (_, row) => row);
  return scoresAt(
    scores,
    every.filter((row) => keep[scores.pupil[row]] === 1),
  );
}
