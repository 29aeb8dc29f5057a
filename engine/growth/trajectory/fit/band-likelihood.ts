import { truncatedMoments, type TruncatedMoments } from '../../../stats/distributions/truncated-normal.ts';
import { subjectBlockEnd } from '../model/subject-block-end.ts';
import type { SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { leastPrecision, signalOf, updateSite, type Signal } from './settled-scores.ts';

/** The columns that it reads. */
export type BandScores = Pick<
  TrajectoryScores,
  'count' | 'pupil' | 'subject' | 'year' | 'observed' | 'observedLow' | 'observedHigh' | 'errorShare'
>;

/** These columns at some rows. */
export function bandScores(scores: BandScores, rows: readonly number[]): BandScores {
  const ints = (column: Int32Array) => Int32Array.from(rows, (row) => column[row]);
  const reals = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  return {
    count: rows.length,
    pupil: ints(scores.pupil),
    subject: ints(scores.subject),
    year: reals(scores.year),
    observed: reals(scores.observed),
    observedLow: reals(scores.observedLow),
    observedHigh: reals(scores.observedHigh),
    errorShare: reals(scores.errorShare),
  };
}

/** Log chance of the bands of some blocks under a process that all their subjects have. */
export type BandLikelihood = (process: SubjectProcess) => number;

/**
 * Log chance of the bands of the blocks that begin at `starts`, as one after another they are taken in (assumed-density
 * filtering); for fitting components to scores that are all bands. Pupils of one year group have the same dates, and many the
 * same bands: each case is worked out once, and counted in the order of the blocks.
 *
 * @returns function to call at every point of a fit; it works in arrays of its own
 */
export function bandLikelihood(scores: BandScores, starts: readonly number[], frame: TimeFrame): BandLikelihood {
  const times = distinct(starts, (row) => [scores.subject[row], scores.year[row], scores.errorShare[row]], scores);
  const bounds = distinct(starts, (row) => [scores.observed[row], scores.observedLow[row], scores.observedHigh[row]], {
    ...scores,
    within: times.which,
  });
  const most = starts.reduce((size, start) => Math.max(size, subjectBlockEnd(scores, start) - start), 0);
  const room = { covariance: new Float64Array(most * most), mean: new Float64Array(most) };
  const evidence = new Float64Array(bounds.first.length);
  return (process) => {
    const signals = times.first.map((block) => {
      const start = starts[block];
      return signalOf(scores, start, subjectBlockEnd(scores, start), process, frame);
    });
    bounds.first.forEach((block, at) => {
      evidence[at] = chanceOfBlock(scores, starts[block], signals[times.which[block]], room);
    });
    let total = 0;
    for (const at of bounds.which) total += evidence[at];
    return total;
  };
}

/** Numbers the blocks by what their rows hold (and by `within`), in order of the first of each kind. */
function distinct(
  starts: readonly number[],
  valuesOf: (row: number) => readonly number[],
  scores: BandScores & { readonly within?: Int32Array },
): { readonly which: Int32Array; readonly first: number[] } {
  const known = new Map<string, number>();
  const first: number[] = [];
  const which = Int32Array.from(starts, (start, block) => {
    const end = subjectBlockEnd(scores, start);
    let key = String(scores.within?.[block]);
    for (let row = start; row < end; row++) key += `;${valuesOf(row).join()}`;
    const found = known.get(key) ?? first.push(block) - 1;
    known.set(key, found);
    return found;
  });
  return { which, first };
}

const moments: TruncatedMoments = { logChance: 0, mean: 0, variance: 0 };

/** As the first sweep of `settledScores`: every band once, in order of time; numbers beside them are known from the start. */
function chanceOfBlock(
  scores: BandScores,
  start: number,
  { reliability, covariance: prior }: Signal,
  { covariance, mean }: { readonly covariance: Float64Array; readonly mean: Float64Array },
): number {
  const n = reliability.length;
  covariance.set(prior);
  mean.fill(0, 0, n);
  for (let i = 0; i < n; i++) {
    const row = start + i;
    if (scores.observedLow[row] < scores.observedHigh[row]) continue;
    const own = 1 / (1 - reliability[i]);
    updateSite(covariance, mean, n, i, own, own * scores.observed[row]);
  }
  let evidence = 0;
  for (let i = 0; i < n; i++) {
    const row = start + i;
    if (!(scores.observedLow[row] < scores.observedHigh[row])) continue;
    const variance = 1 / (1 / covariance[i * n + i]);
    const centre = variance * (mean[i] / covariance[i * n + i]);
    const total = variance + 1 - reliability[i];
    truncatedMoments(centre, total, scores.observedLow[row], scores.observedHigh[row], moments);
    evidence += moments.logChance;
    const share = variance / total;
    const settledMean = centre + share * (moments.mean - centre);
    const settledVariance = variance + share * share * (moments.variance - total);
    const precision = Math.max(leastPrecision, 1 / settledVariance - 1 / variance);
    updateLater(covariance, mean, n, i, precision, settledMean * (precision + 1 / variance) - centre / variance);
  }
  return evidence;
}

/** `updateSite` for what is still to come: later signals, and of their covariances those that are read. */
function updateLater(
  covariance: Float64Array,
  mean: Float64Array,
  n: number,
  i: number,
  precision: number,
  push: number,
): void {
  const factor = 1 / (1 + precision * covariance[i * n + i]);
  const step = factor * (push - precision * mean[i]);
  for (let k = i + 1; k < n; k++) {
    const own = covariance[k * n + i];
    mean[k] += step * own;
    for (let l = i + 1; l <= k; l++) covariance[k * n + l] -= factor * precision * own * covariance[l * n + i];
  }
}
