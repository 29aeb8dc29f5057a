import type { TrajectoryScores } from './trajectory-scores.ts';

/** First row after those of the same pupil and subject as row `start`. */
export function subjectBlockEnd(scores: Pick<TrajectoryScores, 'count' | 'pupil' | 'subject'>, start: number): number {
  let end = start + 1;
  while (
    end < scores.count &&
    scores.pupil[end] === scores.pupil[start] &&
    scores.subject[end] === scores.subject[start]
  ) {
    end++;
  }
  return end;
}
