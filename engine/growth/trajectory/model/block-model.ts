import type { StateSpace } from '../../../stats/state-space/kalman-plan.ts';
import {
  positionVariance,
  sharedDrift,
  sharedNoise,
  sinceStart,
  type SubjectLinks,
  type SubjectProcess,
  type TimeFrame,
} from './trajectory-process.ts';

/** Level, rate and drift of each subject. */
const statesOfSubject = 3;

/** The scores of a block in order of time. */
export interface BlockTimes {
  readonly size: number;
  readonly subject: Int32Array;
  readonly year: Float64Array;
  readonly errorShare: Float64Array;
  /** Square of the pupil's position in the subject, roughly: where error is larger toward the extremes. */
  readonly levelSquare: Float64Array;
  /** Share of the reliability that bands leave. */
  readonly coarseness: Float64Array;
}

/**
 * The state space of one block (a pupil, or one subject of a pupil) for given components: observed positions of variance 1,
 * √reliability × true position (variance 1) + error.
 *
 * @param processes by subject; only those of the block are read
 * @returns model whose observations stand in the block's order of time
 */
export function blockModel(
  block: BlockTimes,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
): StateSpace {
  const inBlock = [...new Set(block.subject)].sort((a, b) => a - b);
  const own = inBlock.map((subject) => processes[subject]);
  const states = statesOfSubject * inBlock.length;
  const n = block.size;
  const model = {
    states,
    observations: n,
    initialCovariance: new Float64Array(states * states),
    transition: new Float64Array(n * states).fill(1),
    noise: new Float64Array(n * states * states),
    moves: new Uint8Array(n),
    width: statesOfSubject,
    loadingStart: new Int32Array(n),
    loading: new Float64Array(n * statesOfSubject),
    errorVariance: new Float64Array(n),
  };
  fillInitial(model.initialCovariance, own, links, sinceStart(frame, block.year[0]));
  for (let j = 0; j < n; j++) {
    const process = processes[block.subject[j]];
    const reliability = reliabilityOf(process, block.errorShare[j], frame, block.year[j], block.coarseness[j]);
    const scale = Math.sqrt(reliability / positionVariance(process, frame, block.year[j]));
    model.loadingStart[j] = statesOfSubject * inBlock.indexOf(block.subject[j]);
    model.loading[3 * j] = scale;
    model.loading[3 * j + 1] = scale * (block.year[j] - frame.middleYear);
    model.loading[3 * j + 2] = scale;
    model.errorVariance[j] =
      ((1 - reliability) * (1 + process.errorExtremes * block.levelSquare[j])) / (1 + process.errorExtremes);
    const years = j === 0 ? 0 : sinceStart(frame, block.year[j]) - sinceStart(frame, block.year[j - 1]);
    if (years > 0) {
      model.moves[j] = 1;
      fillMove(model, j, own, links, years);
    }
  }
  return model;
}

/**
 * Reliability of one score: by its own error where one is stated (`ordinaryError`); else by its
 * time. Kept off 1 so that a model always has some error.
 *
 * @param frame of the reference; beyond its years how well tests measure stands still
 */
export function reliabilityOf(
  process: SubjectProcess,
  errorShare: number,
  frame: TimeFrame,
  year: number,
  coarseness = 1,
): number {
  if (!Number.isNaN(errorShare)) return Math.min(0.999, Math.max(1e-9, 1 - ordinaryError(process, errorShare)));
  const { reliability, reliabilityTrend } = process;
  if (reliabilityTrend === 0) return reliability * coarseness;
  // The odds grow by a factor a year.
  const years = Math.max(frame.startYear, Math.min(frame.endYear, year)) - frame.middleYear;
  const odds = (reliability / (1 - reliability)) * Math.exp(reliabilityTrend * years);
  return Math.min(0.995, odds / (1 + odds)) * coarseness;
}

/** Bad days take at most this share of a stated error. */
const mostOfBadDays = 0.5;

/**
 * Share of the variance that is a score's error on an ordinary day, from the stated one: enlarged by what the scores show beyond
 * it, and less what bad days add, which are weighed on their own. Who states an error states that of all results.
 */
function ordinaryError({ extraError, badDayVariance }: SubjectProcess, stated: number): number {
  return Math.max((1 - mostOfBadDays) * stated, stated * (1 + extraError) - (1 - stated) * badDayVariance);
}

/** The stated error that is read as this share of the variance: the inverse of that. */
export function statedErrorOf({ extraError, badDayVariance }: SubjectProcess, ordinary: number): number {
  return Math.min(ordinary / (1 - mostOfBadDays), (ordinary + badDayVariance) / (1 + extraError + badDayVariance));
}

function fillInitial(
  covariance: Float64Array,
  own: readonly SubjectProcess[],
  links: SubjectLinks,
  years: number,
): void {
  const states = statesOfSubject * own.length;
  for (let p = 0; p < own.length; p++) {
    for (let q = 0; q < own.length; q++) {
      const level = p === q ? 1 : links.level;
      const change = p === q ? 1 : links.change;
      const at = 3 * p * states + 3 * q;
      covariance[at] = level * Math.sqrt(own[p].levelVariance * own[q].levelVariance);
      covariance[at + states + 1] = change * Math.sqrt(own[p].rateVariance * own[q].rateVariance);
      covariance[at + 2 * states + 2] = change * sharedDrift(own[p], own[q], years);
    }
  }
}

function fillMove(
  model: { states: number; transition: Float64Array; noise: Float64Array },
  j: number,
  own: readonly SubjectProcess[],
  links: SubjectLinks,
  years: number,
): void {
  const { states } = model;
  for (let p = 0; p < own.length; p++) {
    model.transition[j * states + 3 * p + 2] = Math.exp(-own[p].reversion * years);
    for (let q = 0; q < own.length; q++) {
      model.noise[j * states * states + (3 * p + 2) * states + 3 * q + 2] =
        (p === q ? 1 : links.change) * sharedNoise(own[p], own[q], years);
    }
  }
}
