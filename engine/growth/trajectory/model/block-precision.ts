import { invertCovariance } from '../../../stats/state-space/invert-covariance.ts';
import { reliabilityOf, type BlockTimes } from './block-model.ts';
import {
  positionVariance,
  sinceStart,
  type SubjectLinks,
  type SubjectProcess,
  type TimeFrame,
} from './trajectory-process.ts';

/**
 * What a block's scores have in common under given components, by place in time: score = root · true position + error.
 * Filled anew for every block; matrices are size × size.
 */
export interface BlockPrecision {
  /** √reliability; the true position has variance 1. */
  readonly root: Float64Array;
  /** Variance of the error. */
  readonly error: Float64Array;
  /** The same where the pupil's level is not known: as it is on average. */
  readonly usualError: Float64Array;
  /** Covariance of root · true position between the scores, without errors: lower triangle. */
  readonly signal: Float64Array;
  /** Inverse of the scores' covariance. */
  readonly precision: Float64Array;
  /** Log of the determinant of the scores' covariance. */
  logDeterminant: number;
}

/** Room for blocks of up to `most` scores. */
export function emptyBlockPrecision(most: number): BlockPrecision {
  return {
    root: new Float64Array(most),
    error: new Float64Array(most),
    usualError: new Float64Array(most),
    signal: new Float64Array(most * most),
    precision: new Float64Array(most * most),
    logDeterminant: 0,
  };
}

/** Works out blocks one after another; allocates nothing as long as they do not grow. */
export type BlockInverter = (
  block: BlockTimes,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
  into: BlockPrecision,
) => void;

/** exp(−x) of more than this is looked up no more but worked out for every pair, so that nothing is divided by 0. */
const longestFade = 500;

/** An inverter with working arrays of its own: for one block at a time, kept for as long as blocks come. */
export function blockInverter(): BlockInverter {
  let scale = new Float64Array(0);
  let scratch = new Float64Array(0);
  let fade = new Float64Array(0);
  let pairs = new Float64Array(0);

  return (block, processes, links, frame, into) => {
    const n = block.size;
    if (scale.length < n) [scale, scratch] = [new Float64Array(n), new Float64Array(n)];
    // How much of a subject's drift at the reference's start is left at each score: subjects × size.
    if (fade.length < processes.length * n) fade = new Float64Array(processes.length * n);
    for (let j = 0; j < n; j++) {
      const process = processes[block.subject[j]];
      const reliability = reliabilityOf(process, block.errorShare[j], frame, block.year[j], block.coarseness[j]);
      into.root[j] = Math.sqrt(reliability);
      into.usualError[j] = 1 - reliability;
      into.error[j] =
        ((1 - reliability) * (1 + process.errorExtremes * block.levelSquare[j])) / (1 + process.errorExtremes);
      scale[j] = Math.sqrt(reliability / positionVariance(process, frame, block.year[j]));
    }
    for (let s = 0; s < processes.length; s++) {
      if (!block.subject.includes(s)) continue;
      for (let j = 0; j < n; j++) {
        const same = j > 0 && block.year[j] === block.year[j - 1];
        fade[s * n + j] = same
          ? fade[s * n + j - 1]
          : Math.exp(-processes[s].reversion * sinceStart(frame, block.year[j]));
      }
    }
    if (pairs.length < pairWidth * processes.length ** 2) pairs = new Float64Array(pairWidth * processes.length ** 2);
    fillPairs(block, processes, links, pairs);
    for (let i = 0; i < n; i++) fillRow(block, processes, frame, into, i, scale, fade, pairs);
    into.logDeterminant = invertCovariance(into.precision, n, scratch);
  };
}

/** Entries of a pair of subjects: variances of level and rate, of drift at the reference's start and in the long run. */
const pairWidth = 4;

/** What two subjects have in common, for every pair in the block: subjects × subjects × `pairWidth`. */
function fillPairs(
  { subject }: BlockTimes,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  pairs: Float64Array,
): void {
  const count = processes.length;
  for (let s = 0; s < count; s++) {
    if (!subject.includes(s)) continue;
    const p = processes[s];
    for (let t = 0; t <= s; t++) {
      if (!subject.includes(t)) continue;
      const q = processes[t];
      const same = s === t;
      const change = same ? 1 : links.change;
      const settled = Math.sqrt(p.reversion * p.driftStationary * q.reversion * q.driftStationary);
      const to = pairWidth * (s * count + t);
      pairs[to] = same ? p.levelVariance : links.level * Math.sqrt(p.levelVariance * q.levelVariance);
      pairs[to + 1] = same ? p.rateVariance : change * Math.sqrt(p.rateVariance * q.rateVariance);
      pairs[to + 2] = same ? p.driftStart : change * Math.sqrt(p.driftStart * q.driftStart);
      pairs[to + 3] = same ? p.driftStationary : (change * 2 * settled) / (p.reversion + q.reversion);
      pairs.copyWithin(pairWidth * (t * count + s), to, to + pairWidth);
    }
  }
}

/** Covariances of score i with the ones before it: as `positionCovariance`, with its exponentials looked up. */
function fillRow(
  { size: n, subject, year }: BlockTimes,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  { signal, precision, error }: BlockPrecision,
  i: number,
  scale: Float64Array,
  fade: Float64Array,
  pairs: Float64Array,
): void {
  const s = subject[i];
  const { reversion } = processes[s];
  const fromMiddle = year[i] - frame.middleYear;
  const sinceFirst = sinceStart(frame, year[i]);
  const near = reversion * sinceFirst < longestFade;
  for (let j = 0; j <= i; j++) {
    const t = subject[j];
    const pair = pairWidth * (s * processes.length + t);
    const ownFade = fade[s * n + j];
    const left = ownFade * fade[t * n + j];
    const since = near ? fade[s * n + i] / ownFade : Math.exp(-reversion * (sinceFirst - sinceStart(frame, year[j])));
    const drift = (pairs[pair + 2] * left + pairs[pair + 3] * (1 - left)) * since;
    const covariance =
      scale[i] * scale[j] * (pairs[pair] + pairs[pair + 1] * fromMiddle * (year[j] - frame.middleYear) + drift);
    signal[i * n + j] = covariance;
    precision[i * n + j] = covariance + (i === j ? error[i] : 0);
  }
}
