import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import { sizePrior, type SizePrior } from '../model/slow-down-hypotheses.ts';
import { squareOfCourses } from './square-of-courses.ts';
import type { BadDayPrior, SlowDownPrior } from '../model/trajectory-settings.ts';

/** The priors that blocks are weighed under. */
export interface WeighingPriors {
  readonly slowDown: SlowDownPrior;
  readonly badDay: BadDayPrior;
}

/**
 * A pattern under one node with all that its blocks share besides: what every step of weighing a block is handed. Arrays may be
 * longer than the pattern needs.
 */
export interface ReadyPattern extends WeighingPriors {
  facts: PatternFacts;
  readonly node: PreparedNode;
  /** Of a slow-down's size, by family. */
  readonly sizePriors: readonly SizePrior[];
  /** Chance of a bad day and its log odds, by place in time. */
  badDayChance: Float64Array;
  badDayLogOdds: Float64Array;
  /** How far newest scores may lie from what is expected of them, by place in time; NaN until a block asks. */
  fallLimit: Float64Array;
  riseLimit: Float64Array;
  /** Of a slow-down's size given the scores, were it not cut off at 0 and no day bad: SD and its log, by hypothesis. */
  sizeSd: Float64Array;
  logSizeSd: Float64Array;
  /** What each slow-down of size 1 does to the positions compared where no day is bad; NaN until a block asks. */
  plainShift: Float64Array;
  shiftKnown: Uint8Array;
}

/**
 * Prepares the weighing of a pattern's blocks.
 *
 * @param node of the same facts, worked out; the answer is of use until the node is worked out anew
 * @param badDayChance by subject of the reference
 * @param used an answer under the same node and priors that is of no more use: it is filled anew
 */
export function readyPattern(
  facts: PatternFacts,
  node: PreparedNode,
  badDayChance: Float64Array,
  { slowDown, badDay }: WeighingPriors,
  used?: ReadyPattern,
): ReadyPattern {
  const ready = used ?? emptyReadyPattern(facts, node, { slowDown, badDay });
  ready.facts = facts;
  const { hypotheses, pattern, place } = facts;
  const n = pattern.size;
  const count = hypotheses.course.length;
  ready.badDayChance = roomFor(ready.badDayChance, n);
  ready.badDayLogOdds = roomFor(ready.badDayLogOdds, n);
  fillChances(ready, badDayChance);
  ready.fallLimit = roomFor(ready.fallLimit, n).fill(NaN);
  ready.riseLimit = roomFor(ready.riseLimit, n).fill(NaN);
  ready.sizeSd = roomFor(ready.sizeSd, count);
  ready.logSizeSd = roomFor(ready.logSizeSd, count);
  fillSizes(ready);
  ready.plainShift = roomFor(ready.plainShift, count * place.length);
  if (ready.shiftKnown.length < count) ready.shiftKnown = new Uint8Array(count);
  else ready.shiftKnown.fill(0);
  return ready;
}

function emptyReadyPattern(facts: PatternFacts, node: PreparedNode, priors: WeighingPriors): ReadyPattern {
  const none = new Float64Array(0);
  return {
    facts,
    node,
    ...priors,
    sizePriors: priors.slowDown.families.map(sizePrior),
    badDayChance: none,
    badDayLogOdds: none,
    fallLimit: none,
    riseLimit: none,
    sizeSd: none,
    logSizeSd: none,
    plainShift: none,
    shiftKnown: new Uint8Array(0),
  };
}

function fillChances({ facts, badDayChance, badDayLogOdds }: ReadyPattern, bySubject: Float64Array): void {
  const { size, subject } = facts.pattern;
  for (let j = 0; j < size; j++) {
    const chance = bySubject[subject[j]];
    const same = j > 0 && subject[j] === subject[j - 1];
    badDayChance[j] = chance;
    badDayLogOdds[j] = same ? badDayLogOdds[j - 1] : Math.log(chance / (1 - chance));
  }
}

function fillSizes({ facts, node, sizePriors, sizeSd, logSizeSd }: ReadyPattern): void {
  const { hypotheses } = facts;
  for (let h = 0; h < hypotheses.course.length; h++) {
    const square = squareOfCourses(hypotheses, h, node.product);
    sizeSd[h] = 1 / Math.sqrt(square + sizePriors[hypotheses.family[h]].precision);
    logSizeSd[h] = Math.log(sizeSd[h]);
  }
}
