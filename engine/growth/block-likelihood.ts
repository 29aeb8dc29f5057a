import { planKalman, type KalmanPlan } from '../stats/kalman-plan.ts';
import { kalmanWhiten } from '../stats/kalman-whiten.ts';
import { blockModel, reliabilityOf } from './block-model.ts';
import type { ScorePattern } from './score-patterns.ts';
import {
  sizePrior,
  slowDownHypotheses,
  weighSize,
  type SizePosterior,
  type SizePrior,
} from './slow-down-hypotheses.ts';
import type { SubjectLinks, SubjectProcess, TimeFrame } from './trajectory-process.ts';
import type { BadDayPrior, SlowDownPrior, TrajectorySettings } from './trajectory-settings.ts';

/** Patterns and the scores of each one's blocks, one after another, in order of time. */
export interface PatternScores {
  readonly patterns: readonly ScorePattern[];
  readonly observed: readonly Float64Array[];
}

/**
 * Log likelihood of all blocks of some patterns under given components, without its constant. At most one result of a block
 * may be a bad day, and a block of one subject may have slowed, so that neither is taken for error or for ordinary change.
 */
export function blockLikelihood(
  { patterns, observed }: PatternScores,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
  { badDay, slowDown }: Pick<TrajectorySettings, 'badDay' | 'slowDown'>,
  chance: number,
): number {
  let total = 0;
  for (let p = 0; p < patterns.length; p++) {
    const pattern = patterns[p];
    const n = pattern.size;
    const plan = planKalman(blockModel(pattern, processes, links, frame));
    const state = new Float64Array(plan.model.states);
    const innovations = new Float64Array(n);
    const falls = fallsOf(plan, pattern, processes, badDay, chance);
    const slow = slowDownsOf(plan, pattern, processes, frame, slowDown);
    const blocks = pattern.starts.length;
    let sum = blocks * (n * Math.log1p(-chance) - 0.5 * plan.logDeterminant);
    for (let block = 0; block < blocks; block++) {
      sum -= 0.5 * kalmanWhiten(plan, observed[p], block * n, state, innovations);
      sum += Math.log1p(oddsOfFall(falls, innovations));
      if (slow) sum += Math.log1p(slow.share * (evidenceOfSlowDown(slow, innovations) - 1));
    }
    total += sum;
  }
  return total;
}

interface Falls {
  readonly whitened: Float64Array;
  readonly factor: Float64Array;
  readonly quotient: Float64Array;
  readonly push: number;
}

/** A fall of 1 SD at each score, whitened, and what its odds need besides the scores. */
function fallsOf(
  plan: KalmanPlan,
  pattern: ScorePattern,
  processes: readonly SubjectProcess[],
  badDay: BadDayPrior,
  chance: number,
): Falls {
  const n = plan.model.observations;
  const whitened = new Float64Array(n * n);
  const factor = new Float64Array(n);
  const quotient = new Float64Array(n);
  const precision = 1 / (badDay.sd * badDay.sd);
  const state = new Float64Array(plan.model.states);
  const shift = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    shift.fill(0);
    shift[j] = -Math.sqrt(reliabilityOf(processes[pattern.subject[j]], pattern.errorShare[j], pattern.coarseness[j]));
    const square = kalmanWhiten(plan, shift, 0, state, whitened, j * n);
    factor[j] =
      (chance / (1 - chance)) *
      Math.exp(-0.5 * badDay.mean * badDay.mean * precision) *
      Math.sqrt(precision / (square + precision));
    quotient[j] = 0.5 / (square + precision);
  }
  return { whitened, factor, quotient, push: badDay.mean * precision };
}

function oddsOfFall({ whitened, factor, quotient, push }: Falls, innovations: Float64Array): number {
  const n = innovations.length;
  let odds = 0;
  for (let j = 0; j < n; j++) {
    let along = push;
    for (let i = j; i < n; i++) along += whitened[j * n + i] * innovations[i];
    odds += factor[j] * Math.exp(along * along * quotient[j]);
  }
  return odds;
}

interface SlowDowns {
  readonly share: number;
  readonly starts: number;
  readonly whitened: Float64Array;
  readonly square: Float64Array;
  readonly size: SizePrior;
}

/** Ramps of a slow-down from each start, whitened; for blocks of one subject. */
function slowDownsOf(
  plan: KalmanPlan,
  pattern: ScorePattern,
  processes: readonly SubjectProcess[],
  frame: TimeFrame,
  prior: SlowDownPrior,
): SlowDowns | null {
  const subject = pattern.subject[0];
  if (pattern.subject.some((other) => other !== subject)) return null;
  const { starts } = slowDownHypotheses(prior, frame, [subject]);
  const n = pattern.size;
  const whitened = new Float64Array(starts.length * n);
  const state = new Float64Array(plan.model.states);
  const ramp = new Float64Array(n);
  const square = starts.map((start, h) => {
    for (let j = 0; j < n; j++) {
      const root = Math.sqrt(reliabilityOf(processes[subject], pattern.errorShare[j], pattern.coarseness[j]));
      ramp[j] = -root * Math.max(0, pattern.year[j] - start);
    }
    return kalmanWhiten(plan, ramp, 0, state, whitened, h * n);
  });
  return { share: prior.share * subjectShare(prior), starts: starts.length, whitened, square, size: sizePrior(prior) };
}

/** Chance that one given subject is touched by a pupil's slow-down. */
function subjectShare(prior: SlowDownPrior): number {
  return prior.wholeShare + (1 - prior.wholeShare) * prior.subjectChance;
}

const found: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };

/** Bayes factor of a slow-down from some start against none. */
function evidenceOfSlowDown({ starts, whitened, square, size }: SlowDowns, innovations: Float64Array): number {
  const n = innovations.length;
  let total = 0;
  for (let h = 0; h < starts; h++) {
    let along = 0;
    for (let j = 0; j < n; j++) along += whitened[h * n + j] * innovations[j];
    weighSize(along, square[h], size, found);
    total += Math.exp(Math.min(300, found.logEvidence));
  }
  return total / starts;
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
