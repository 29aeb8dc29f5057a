import { rateUnits } from '../../scales/points-difference.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import type { TrajectoryFit } from '../trajectory/model/trajectory-fit.ts';
import type { PositionPoints } from './position-points.ts';
import { smoothTrajectories } from '../trajectory/posterior/smooth-trajectories.ts';
import { scoresAt } from '../trajectory/model/scores-at.ts';
import type { TrajectoryScores } from '../trajectory/model/trajectory-scores.ts';
import { normalQuantile95 } from '../../stats/distributions/normal-quantile-95.ts';

/**
 * By comparison, in the test's own points, positive = better: how far the score has come since the window in which the pupil
 * was first listed, beside how far it was to be expected to come with nothing done. NaN where there is nothing to say.
 */
export interface Rebounds {
  /** Expected change, from what was known when the pupil was listed. */
  readonly usualPoints: Float64Array;
  /** Change of the score. */
  readonly points: Float64Array;
  /** 90 % range of that change, test error of both scores allowed for. */
  readonly pointsLow: Float64Array;
  readonly pointsHigh: Float64Array;
}

/**
 * The usual rebound: a pupil is listed on low scores, of which part was test error, so the next ones come up by themselves.
 * Expected is the score that the model gives the current test from all of the pupil's scores up to the window of the listing,
 * a lasting slow-down as likely as it then was; nothing that was done since is in it.
 *
 *   scores up to the listing ─► true position now (mean) ─► score now, in points ─► less the score at the listing
 *
 * Both scores must be of one scale on which a difference means something, and numbers. On a scale that grows with age the
 * expected change holds the growth of the year group.
 *
 * @param listedWindow by pupil: the window first listed in, of a listing that was open before this run; −1 none
 * Source: Jacobson & Truax 1991 (error of a difference between two scores).
 */
export function measureRebound(
  data: AssessmentData,
  found: { readonly comparisons: Comparisons; readonly points: PositionPoints },
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  listedWindow: Int32Array,
): Rebounds {
  const { comparisons, points } = found;
  const missing = () => new Float64Array(comparisons.count).fill(Number.NaN);
  const rebounds: Rebounds = {
    usualPoints: missing(),
    points: missing(),
    pointsLow: missing(),
    pointsHigh: missing(),
  };
  const listedRow = listedRows(data, comparisons, points, listedWindow);
  if (listedRow.every((row) => row < 0)) return rebounds;
  const then = scoresAtListing(data, scores, listedWindow);
  const { position } = smoothTrajectories(fit, then);
  const { value } = data.results;
  for (let i = 0; i < comparisons.count; i++) {
    const [listed, current] = [listedRow[i], comparisons.currentRow[i]];
    if (listed < 0) continue;
    const direction = points.direction[current];
    const expected = points.pointsAt(current, position[then.currentScore[i]]);
    rebounds.usualPoints[i] = direction * (expected - value[listed]);
    rebounds.points[i] = direction * (value[current] - value[listed]);
    const error = normalQuantile95 * Math.hypot(errorPoints(points, listed), errorPoints(points, current));
    rebounds.pointsLow[i] = rebounds.points[i] - error;
    rebounds.pointsHigh[i] = rebounds.points[i] + error;
  }
  return rebounds;
}

/** SD of test error in a row's score: that of true scores is √reliability of the whole. */
function errorPoints({ pointsPerSd, reliability }: PositionPoints, row: number): number {
  return pointsPerSd[row] * Math.sqrt((1 - reliability[row]) / reliability[row]);
}

/** By comparison: the usable result in the window of the listing, where a change from it to the current one has points; else −1. */
function listedRows(
  { results, pupils, scales }: AssessmentData,
  comparisons: Comparisons,
  { pointsPerSd }: PositionPoints,
  listedWindow: Int32Array,
): Int32Array {
  return Int32Array.from(comparisons.currentRow, (current, i) => {
    const pupil = comparisons.pupil[i];
    const window = listedWindow[pupil];
    if (current < 0 || window < 0 || results.window[current] <= window) return -1;
    const pair = comparisons.subject[i] * pupils.count + pupil;
    for (let row = results.firstRow[pair]; row < current; row++) {
      if (results.window[row] !== window || results.scale[row] !== results.scale[current]) continue;
      const scale = scales[results.scale[row]];
      if (scale.class === 'ordinal' || rateUnits[scale.class] === 'none') return -1;
      const both = results.value[row] + results.value[current] + pointsPerSd[row] + pointsPerSd[current];
      return Number.isNaN(both) ? -1 : row;
    }
    return -1;
  });
}

/**
 * The scores of pupils listed before, as they were when first listed, with the current one as a result that tells nothing
 * (all error), so that its place is predicted.
 */
function scoresAtListing(
  { results }: AssessmentData,
  scores: TrajectoryScores,
  listedWindow: Int32Array,
): TrajectoryScores {
  const isCurrent = new Uint8Array(scores.count);
  for (const row of scores.currentScore) if (row >= 0) isCurrent[row] = 1;
  const windowOf = (row: number) => results.window[scores.result[row]];
  const kept = Int32Array.from({ length: scores.count }, (_, row) => row).filter((row) => {
    const listed = listedWindow[scores.pupil[row]];
    return listed >= 0 && (windowOf(row) <= listed || isCurrent[row] === 1);
  });
  const then = scoresAt(scores, kept);
  kept.forEach((row, at) => {
    if (windowOf(row) <= listedWindow[scores.pupil[row]]) return;
    for (const column of [then.observed, then.observedLow, then.observedHigh]) column[at] = 0;
    then.errorShare[at] = 1;
  });
  return then;
}
