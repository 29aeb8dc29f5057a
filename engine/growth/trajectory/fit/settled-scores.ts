import { truncatedMoments, type TruncatedMoments } from '../../../stats/distributions/truncated-normal.ts';
import { reliabilityOf, statedErrorOf } from '../model/block-model.ts';
import { levelSquares, type ModelledScores } from '../model/modelled-scores.ts';
import { subjectBlockEnd } from '../model/subject-block-end.ts';
import {
  positionCovariance,
  positionVariance,
  type SubjectProcess,
  type TimeFrame,
} from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';

const sweeps = 6;
/** Error variances of bands are rounded to this ratio, so that pupils with like bands share their workings. */
const ratioStep = 1.25;
/** What a band says at least: an error variance of 60. */
export const leastPrecision = 1 / 60;
const alone = { level: 1, change: 1 };

/**
 * Grades, floors and ceilings as measurements: each interval is replaced by the number and error that say the same about the
 * pupil, given the pupil's other results in the subject (expectation propagation). Numbers stay as they are.
 *
 * @param processes by subject, at the centre of the fitted components
 * @returns scores whose `observed` has variance 1 again; error of intervals is in `errorShare`
 * Source: Minka 2001; Rasmussen & Williams 2006, §3.6, for the updates.
 */
export function settledScores(
  scores: TrajectoryScores,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
): ModelledScores {
  const observed = scores.observed.slice();
  const errorShare = scores.errorShare.slice();
  const levelSquare = levelSquares(scores, 'all but the newest');
  const isBand = (row: number) => scores.observedLow[row] < scores.observedHigh[row];
  for (let start = 0; start < scores.count;) {
    const end = subjectBlockEnd(scores, start);
    let bands = 0;
    for (let row = start; row < end; row++) if (isBand(row)) bands++;
    if (bands > 0) {
      const process = processes[scores.subject[start]];
      const into = { observed, errorShare, levelSquare, process };
      settleBlock(scores, start, end, signalOf(scores, start, end, process, frame), into);
    }
    start = end;
  }
  return { ...scores, observed, errorShare, levelSquare, coarseness: new Float64Array(scores.count).fill(1) };
}

/** Settles one block. */
function settleBlock(
  scores: TrajectoryScores,
  start: number,
  end: number,
  { reliability, covariance: prior }: Signal,
  into: { observed: Float64Array; errorShare: Float64Array; levelSquare: Float64Array; process: SubjectProcess },
): void {
  const n = end - start;
  const covariance = prior.slice();
  const mean = new Float64Array(n);
  const [precision, push] = [new Float64Array(n), new Float64Array(n)];
  const moments: TruncatedMoments = { logChance: 0, mean: 0, variance: 0 };
  for (let i = 0; i < n; i++) {
    const row = start + i;
    if (scores.observedLow[row] < scores.observedHigh[row]) continue;
    const own = 1 / (1 - reliability[i]);
    updateSite(covariance, mean, n, i, own, own * scores.observed[row]);
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let i = 0; i < n; i++) {
      const row = start + i;
      if (!(scores.observedLow[row] < scores.observedHigh[row])) continue;
      const variance = covariance[i * n + i];
      const cavityVariance = 1 / (1 / variance - precision[i]);
      const cavityMean = cavityVariance * (mean[i] / variance - push[i]);
      const total = cavityVariance + 1 - reliability[i];
      truncatedMoments(cavityMean, total, scores.observedLow[row], scores.observedHigh[row], moments);
      const share = cavityVariance / total;
      const settledMean = cavityMean + share * (moments.mean - cavityMean);
      const settledVariance = cavityVariance + share * share * (moments.variance - total);
      const nextPrecision = Math.max(leastPrecision, 1 / settledVariance - 1 / cavityVariance);
      const nextPush = settledMean * (nextPrecision + 1 / cavityVariance) - cavityMean / cavityVariance;
      updateSite(covariance, mean, n, i, nextPrecision - precision[i], nextPush - push[i]);
      precision[i] = nextPrecision;
      push[i] = nextPush;
    }
  }
  for (let i = 0; i < n; i++) {
    if (precision[i] === 0) continue;
    const error = ratioStep ** Math.round(-Math.log(precision[i]) / Math.log(ratioStep));
    const total = reliability[i] + error;
    into.observed[start + i] = push[i] / precision[i] / Math.sqrt(total);
    // As a stated error is read: this one has in it already what that adds and takes.
    into.errorShare[start + i] = statedErrorOf(into.process, error / total);
    into.levelSquare[start + i] = 1;
  }
}

/** What the scores of a block show of true positions before any of them is seen: the same for blocks of the same times and errors. */
export interface Signal {
  readonly reliability: Float64Array;
  /** Covariance of √reliability · true position between the scores. */
  readonly covariance: Float64Array;
}

/** Works it out for the block of one subject from `start` to before `end`. */
export function signalOf(
  scores: Pick<TrajectoryScores, 'year' | 'errorShare'>,
  start: number,
  end: number,
  process: SubjectProcess,
  frame: TimeFrame,
): Signal {
  const n = end - start;
  const year = scores.year.subarray(start, end);
  const reliability = Float64Array.from(year, (at, i) =>
    reliabilityOf(process, scores.errorShare[start + i], frame, at),
  );
  const scale = reliability.map((share, i) => Math.sqrt(share / positionVariance(process, frame, year[i])));
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const own = positionCovariance(process, year[i], process, year[j], frame, alone, true);
      covariance[i * n + j] = scale[i] * scale[j] * own;
      covariance[j * n + i] = covariance[i * n + j];
    }
  }
  return { reliability, covariance };
}

/** Scratch of `updateSite`. */
let column = new Float64Array(0);

/** Adds to a measurement of the i-th signal: by how much its precision grows, and precision × value. */
export function updateSite(
  covariance: Float64Array,
  mean: Float64Array,
  n: number,
  i: number,
  precision: number,
  push: number,
): void {
  if (column.length < n) column = new Float64Array(n);
  for (let k = 0; k < n; k++) column[k] = covariance[k * n + i];
  const factor = 1 / (1 + precision * column[i]);
  const step = factor * (push - precision * mean[i]);
  for (let k = 0; k < n; k++) {
    mean[k] += step * column[k];
    for (let l = 0; l < n; l++) covariance[k * n + l] -= factor * precision * column[k] * column[l];
  }
}
