import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import { surpriseLimit } from '../model/surprise-limit.ts';
import type { BadDayPrior } from '../model/trajectory-settings.ts';

/** Bounds what the newest scores of one block after another may say. */
export interface BoundedNewest {
  /** @param badDayChance by subject of the reference */
  readonly take: (facts: PatternFacts, node: PreparedNode, badDayChance: Float64Array) => void;
  /**
   * Brings each newest score that lies too far from what the pupil's other scores, in every subject, say of it to the limit.
   *
   * @param reached the block's scores as true positions, changed in place
   * @param weighed F · reached, changed with it
   */
  readonly bound: (reached: Float64Array, weighed: Float64Array) => void;
}

/**
 * Of an earlier score later ones tell whether it was a bad day; of the newest nothing does. Were it to have hypotheses of its
 * own, the deepest fall would be the likeliest bad day and so less reason for concern than an ordinary one. Its error is
 * normal instead and its surprise bounded (`surpriseLimit`): the lower the score, the lower (or the same) the position it
 * tells of, the growth since the baseline, and the higher (or the same) every chance that progress has slowed.
 *
 * Source: Karlin 1968: under an error whose density is log-concave a posterior rises with its measurement.
 */
export function boundedNewest(badDay: BadDayPrior): BoundedNewest {
  const rise = { mean: -badDay.mean, sd: badDay.sd };
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let chances!: Float64Array;
  // By place in time, of newest scores; NaN until a block asks.
  let lowest: Float64Array = new Float64Array(0);
  let highest: Float64Array = new Float64Array(0);
  let column: Float64Array = new Float64Array(0);

  function take(nextFacts: PatternFacts, nextNode: PreparedNode, badDayChance: Float64Array): void {
    [facts, node, chances] = [nextFacts, nextNode, badDayChance];
    const n = facts.pattern.size;
    lowest = roomFor(lowest, n);
    highest = roomFor(highest, n);
    column = roomFor(column, n);
    lowest.fill(NaN, 0, n);
    highest.fill(NaN, 0, n);
  }

  function bound(reached: Float64Array, weighed: Float64Array): void {
    for (const j of facts.pattern.current) {
      const precision = node.fallSquare[j];
      const surprise = weighed[j] / precision;
      // No limit is nearer than 1 SD.
      if (surprise * surprise * precision <= 1) continue;
      const limit = surprise < 0 ? -fallLimit(j) : riseLimit(j);
      if (Math.abs(surprise) <= Math.abs(limit)) continue;
      const moved = limit - surprise;
      node.fallColumn(j, column);
      reached[j] += moved;
      for (let i = 0; i < facts.pattern.size; i++) weighed[i] += moved * column[i];
    }
  }

  function fallLimit(j: number): number {
    if (Number.isNaN(lowest[j])) lowest[j] = surpriseLimit(1 / node.fallSquare[j], chanceOf(j), badDay);
    return lowest[j];
  }

  function riseLimit(j: number): number {
    if (Number.isNaN(highest[j])) highest[j] = surpriseLimit(1 / node.fallSquare[j], chanceOf(j), rise);
    return highest[j];
  }

  function chanceOf(j: number): number {
    return chances[facts.pattern.subject[j]];
  }

  return { take, bound };
}
