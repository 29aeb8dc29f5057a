import { planKalman } from '../stats/kalman-plan.ts';
import { kalmanWhiten } from '../stats/kalman-whiten.ts';
import { blockModel } from './block-model.ts';
import type { ScorePattern } from './score-patterns.ts';
import type { SubjectLinks, SubjectProcess, TimeFrame } from './trajectory-process.ts';

/** Patterns and the scores of each one's blocks, one after another, in order of time. */
export interface PatternScores {
  readonly patterns: readonly ScorePattern[];
  readonly observed: readonly Float64Array[];
}

/**
 * Log likelihood of all blocks of some patterns under given components, without its constant.
 *
 * @param observed scores of each pattern's blocks one after another, in order of time (`gatherObserved`)
 */
export function blockLikelihood(
  patterns: readonly ScorePattern[],
  observed: readonly Float64Array[],
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
): number {
  let total = 0;
  for (let p = 0; p < patterns.length; p++) {
    const pattern = patterns[p];
    const plan = planKalman(blockModel(pattern, processes, links, frame));
    const state = new Float64Array(plan.model.states);
    const innovations = new Float64Array(pattern.size);
    const blocks = pattern.starts.length;
    let squares = 0;
    for (let block = 0; block < blocks; block++) {
      squares += kalmanWhiten(plan, observed[p], block * pattern.size, state, innovations);
    }
    total -= 0.5 * (squares + blocks * plan.logDeterminant);
  }
  return total;
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
