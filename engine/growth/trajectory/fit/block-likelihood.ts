import { upperTailFactor, normalCdf } from '../../../stats/distributions/normal-cdf.ts';
import { blockInverter, emptyBlockPrecision, type BlockPrecision } from '../model/block-precision.ts';
import type { ScorePattern } from '../model/score-patterns.ts';
import { sizePrior, slowDownStarts } from '../model/slow-down-hypotheses.ts';
import type { SubjectLinks, SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';
import type { BadDayPrior, SlowDownPrior, TrajectorySettings } from '../model/trajectory-settings.ts';
import { knownMeanTerm, meansOfBlocks } from './known-mean.ts';

/** Patterns and the scores of each one's blocks, one after another, in order of time. */
export interface PatternScores {
  readonly patterns: readonly ScorePattern[];
  readonly observed: readonly Float64Array[];
}

/** Log likelihood of some blocks under given components, links between subjects and chance of a bad day. */
export type BlockLikelihood = (processes: readonly SubjectProcess[], links: SubjectLinks, chance: number) => number;

/**
 * Log likelihood of all blocks of some patterns under given components, without its constant. At most one result of a block
 * may be a bad day, or a block of one subject may have slowed, so that neither is taken for error or for ordinary change; not
 * both at once: were their odds multiplied, one surprising score would be explained twice and the smaller an error the better.
 * The mean of a block counts as known (`knownMeanTerm`).
 *
 *   pattern ─► inverse covariance P ─► each block: z = P · scores ─► ½ scores · z, odds of a fall, evidence of a slow-down
 *
 * @returns function to call at every point of a fit; it works in arrays of its own and allocates nothing
 */
export function blockLikelihood(
  { patterns, observed }: PatternScores,
  frame: TimeFrame,
  { badDay, slowDown }: Pick<TrajectorySettings, 'badDay' | 'slowDown'>,
): BlockLikelihood {
  const most = patterns.reduce((size, pattern) => Math.max(size, pattern.size), 1);
  const invert = blockInverter();
  const block = emptyBlockPrecision(most);
  const weighted = new Float64Array(most);
  const falls = { factor: new Float64Array(most), quotient: new Float64Array(most), push: 0 };
  const slowDowns = patterns.map((pattern) => slowDownsOf(pattern, frame, slowDown));
  const means = patterns.map((pattern, p) => meansOfBlocks(pattern, observed[p]));

  return (processes, links, chance) => {
    let total = 0;
    for (let p = 0; p < patterns.length; p++) {
      const n = patterns[p].size;
      const values = observed[p];
      const slow = slowDowns[p];
      invert(patterns[p], processes, links, frame, block);
      prepareFalls(block, n, badDay, chance, falls);
      if (slow) prepareSlowDowns(block, n, slow);
      const blocks = patterns[p].starts.length;
      let sum = blocks * (n * Math.log1p(-chance) - 0.5 * block.logDeterminant);
      // Logs of the products of a few dozen blocks' factors.
      let product = 1;
      for (let at = 0; at < blocks; at++) {
        sum -= 0.5 * weigh(block.precision, values, at * n, n, weighted);
        const fallen = 1 + oddsOfFall(falls, block.root, weighted, n);
        product *= slow ? (1 - slow.share) * fallen + slow.share * evidenceOfSlowDown(slow, weighted, n) : fallen;
        if (product > 1e100 || product < 1e-100) {
          sum += Math.log(product);
          product = 1;
        }
      }
      total += sum + Math.log(product) + knownMeanTerm(means[p], block, n);
    }
    return total;
  };
}

/** Fills z = P · scores; returns scores · z. */
function weigh(precision: Float64Array, values: Float64Array, from: number, n: number, into: Float64Array): number {
  let square = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += precision[i * n + j] * values[from + j];
    into[i] = sum;
    square += sum * values[from + i];
  }
  return square;
}

/** What the odds of a fall at each score need besides the scores. */
interface Falls {
  readonly factor: Float64Array;
  readonly quotient: Float64Array;
  push: number;
}

/** A fall of 1 SD of true position lowers score j by root_j. */
function prepareFalls(block: BlockPrecision, n: number, badDay: BadDayPrior, chance: number, into: Falls): void {
  const precision = 1 / (badDay.sd * badDay.sd);
  const odds = (chance / (1 - chance)) * Math.exp(-0.5 * badDay.mean * badDay.mean * precision);
  for (let j = 0; j < n; j++) {
    const total = block.root[j] * block.root[j] * block.precision[j * n + j] + precision;
    into.factor[j] = odds * Math.sqrt(precision / total);
    into.quotient[j] = 0.5 / total;
  }
  into.push = badDay.mean * precision;
}

function oddsOfFall({ factor, quotient, push }: Falls, root: Float64Array, weighted: Float64Array, n: number): number {
  let odds = 0;
  for (let j = 0; j < n; j++) {
    const along = push - root[j] * weighted[j];
    odds += factor[j] * Math.exp(Math.min(300, along * along * quotient[j]));
  }
  return odds;
}

interface SlowDowns {
  /** Chance that the block's subject is touched by a slow-down. */
  readonly share: number;
  /** Years since each start at each score: starts × size; starts that no score comes after are left out. */
  readonly years: Float64Array;
  readonly starts: number;
  /** Share of all starts that each stands for, and that of the ones left out. */
  readonly each: number;
  readonly without: number;
  /** Slow-downs of 1 SD a year as the scores show them. */
  readonly course: Float64Array;
  /** By start, of the size's posterior: SD, and SD × the prior's constant. */
  readonly sd: Float64Array;
  readonly factor: Float64Array;
  readonly precision: number;
  readonly push: number;
  readonly constant: number;
}

/** What slow-downs do to blocks of one subject; null for others. */
function slowDownsOf(pattern: ScorePattern, frame: TimeFrame, prior: SlowDownPrior): SlowDowns | null {
  if (pattern.subject.some((other) => other !== pattern.subject[0])) return null;
  const n = pattern.size;
  const starts = slowDownStarts(prior, frame);
  const felt = starts.filter((start) => pattern.year[n - 1] > start);
  const size = sizePrior(prior);
  return {
    share: prior.share * subjectShare(prior),
    years: Float64Array.from({ length: felt.length * n }, (_, at) =>
      Math.max(0, pattern.year[at % n] - felt[Math.floor(at / n)]),
    ),
    starts: felt.length,
    each: 1 / starts.length,
    without: 1 - felt.length / starts.length,
    course: new Float64Array(felt.length * n),
    sd: new Float64Array(felt.length),
    factor: new Float64Array(felt.length),
    precision: size.precision,
    push: size.push,
    constant: Math.exp(size.logConstant),
  };
}

function prepareSlowDowns(block: BlockPrecision, n: number, slow: SlowDowns): void {
  const { course, years } = slow;
  for (let h = 0; h < slow.starts; h++) {
    let square = 0;
    for (let i = 0; i < n; i++) {
      course[h * n + i] = -block.root[i] * years[h * n + i];
      if (course[h * n + i] === 0) continue;
      let sum = 0;
      for (let j = 0; j < i; j++) sum += block.precision[i * n + j] * course[h * n + j];
      square += course[h * n + i] * (2 * sum + block.precision[i * n + i] * course[h * n + i]);
    }
    slow.sd[h] = 1 / Math.sqrt(square + slow.precision);
    slow.factor[h] = slow.constant * slow.sd[h];
  }
}

/** Chance that one given subject is touched by a pupil's slow-down. */
function subjectShare(prior: SlowDownPrior): number {
  return prior.wholeShare + (1 - prior.wholeShare) * prior.subjectChance;
}

/** Bayes factor of a slow-down from some start against none: as `weighSize`, without the size's own posterior. */
function evidenceOfSlowDown(slow: SlowDowns, weighted: Float64Array, n: number): number {
  const { course, sd, factor, push } = slow;
  let total = 0;
  for (let h = 0; h < slow.starts; h++) {
    let along = push;
    for (let j = 0; j < n; j++) along += course[h * n + j] * weighted[j];
    const ratio = along * sd[h];
    total += factor[h] * lowerTailFactor(ratio);
  }
  return total * slow.each + slow.without;
}

/** exp(x²/2) · Φ(x), with one exponential at most: beyond the middle Φ is one tail's factor or what the other leaves. */
function lowerTailFactor(x: number): number {
  if (x < -0.675) return upperTailFactor(-x);
  const height = Math.exp(Math.min(300, 0.5 * x * x));
  return x > 0.675 ? height - upperTailFactor(x) : height * normalCdf(x);
}

/** Copies a column of the scores into each pattern's own order: block after block, in time. */
export function gatherObserved(patterns: readonly ScorePattern[], column: Float64Array): Float64Array[] {
  return patterns.map((pattern) => {
    const values = new Float64Array(pattern.starts.length * pattern.size);
    pattern.starts.forEach((start, block) => {
      for (let j = 0; j < pattern.size; j++) values[block * pattern.size + j] = column[start + pattern.order[j]];
    });
    return values;
  });
}
