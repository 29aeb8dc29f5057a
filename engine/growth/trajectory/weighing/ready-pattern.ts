import type { PatternFacts } from './pattern-facts.ts';
import type { PreparedNode } from './prepared-node.ts';
import { sizePrior, type SizePrior } from '../model/slow-down-hypotheses.ts';
import { squareOfCourses } from './square-of-courses.ts';
import type { BadDayPrior, SlowDownPrior } from '../model/trajectory-settings.ts';

/** The priors that blocks are weighed under. */
export interface WeighingPriors {
  readonly slowDown: SlowDownPrior;
  readonly badDay: BadDayPrior;
}

/** A pattern under one node with all that its blocks share besides: what every step of weighing a block is handed. */
export interface ReadyPattern extends WeighingPriors {
  readonly facts: PatternFacts;
  readonly node: PreparedNode;
  /** Of a slow-down's size, by family. */
  readonly sizePriors: readonly SizePrior[];
  /** Chance of a bad day and its log odds, by place in time. */
  readonly badDayChance: Float64Array;
  readonly badDayLogOdds: Float64Array;
  /** How far newest scores may lie from what is expected of them, by place in time; NaN until a block asks. */
  readonly fallLimit: Float64Array;
  readonly riseLimit: Float64Array;
  /** Of a slow-down's size given the scores, were it not cut off at 0 and no day bad: SD and its log, by hypothesis. */
  readonly sizeSd: Float64Array;
  readonly logSizeSd: Float64Array;
  /** What each slow-down of size 1 does to the positions compared where no day is bad; NaN until a block asks. */
  readonly plainShift: Float64Array;
  readonly shiftKnown: Uint8Array;
}

/**
 * Prepares the weighing of a pattern's blocks.
 *
 * @param node of the same facts, worked out; the answer is of use until the node is worked out anew
 * @param badDayChance by subject of the reference
 */
export function readyPattern(
  facts: PatternFacts,
  node: PreparedNode,
  badDayChance: Float64Array,
  { slowDown, badDay }: WeighingPriors,
): ReadyPattern {
  const { hypotheses, pattern, place } = facts;
  const count = hypotheses.course.length;
  const chance = Float64Array.from(pattern.subject, (subject) => badDayChance[subject]);
  const sizePriors = slowDown.families.map(sizePrior);
  const sizeSd = new Float64Array(count);
  for (let h = 0; h < count; h++)
    sizeSd[h] =
      1 / Math.sqrt(squareOfCourses(hypotheses, h, node.product) + sizePriors[hypotheses.family[h]].precision);
  return {
    facts,
    node,
    slowDown,
    badDay,
    sizePriors,
    badDayChance: chance,
    badDayLogOdds: logOddsOf(chance, pattern.subject),
    fallLimit: new Float64Array(pattern.size).fill(NaN),
    riseLimit: new Float64Array(pattern.size).fill(NaN),
    sizeSd,
    logSizeSd: sizeSd.map(Math.log),
    plainShift: new Float64Array(count * place.length),
    shiftKnown: new Uint8Array(count),
  };
}

function logOddsOf(chance: Float64Array, subject: Int32Array): Float64Array {
  const odds = new Float64Array(chance.length);
  for (let j = 0; j < odds.length; j++)
    odds[j] = j > 0 && subject[j] === subject[j - 1] ? odds[j - 1] : Math.log(chance[j] / (1 - chance[j]));
  return odds;
}
