import { badDayBases } from './bad-day-bases.ts';
import { boundedNewest } from './bounded-newest.ts';
import { hypothesisWeights } from './hypothesis-weights.ts';
import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import { rampMoments } from './ramp-moments.ts';
import { slotMoments } from './slot-moments.ts';
import { slowDownShifts } from './slow-down-shifts.ts';
import type { BadDayPrior, SlowDownPrior } from '../model/trajectory-settings.ts';

/** Hypotheses with less weight than this move nothing that is printed. */
const lightest = 1e-5;
/** Where a hypothesis has less weight than this, what bad days change about its reach counts less still. */
const light = 1e-3;

/**
 * What one node says of one block, over every hypothesis about slow-downs and bad days. Filled in place; arrays may be longer
 * than the block needs. Slot s of comparison c is at s + slots · c.
 */
export interface BlockPosterior {
  /** Weight of each slot, sum 1 a comparison. */
  weight: Float64Array;
  /** Mean of (f, b, n): 3 a slot; covariance ff, fb, fn, bb, bn, nn: 6 a slot. */
  mean: Float64Array;
  covariance: Float64Array;
  /** Chance that no subject of the pupil has slowed down. */
  ordinary: number;
  /** Mean of the true position at each score, and variance that the hypotheses add there. */
  position: Float64Array;
  extraVariance: Float64Array;
}

/**
 * Weighs the blocks of one pattern after another under one node; nothing is allocated for a block. Positions that come out
 * are those of pupils making ordinary progress where they are 0: `drag` under the year group's.
 */
export interface BlockWeigher {
  readonly posterior: BlockPosterior;
  /** @param badDayChance by subject of the reference */
  readonly take: (facts: PatternFacts, node: PreparedNode, badDayChance: Float64Array) => void;
  /** @param values observed scores, the block's from `from` on in order of time */
  readonly weigh: (values: Float64Array, from: number) => void;
  /** Of the block last weighed: every hypothesis that counts. The argument is filled anew each time. */
  readonly eachHypothesis: (visit: (given: JointHypothesis) => void) => void;
}

/** The joint Gaussian of all positions compared (f, b, n of each comparison), given one hypothesis. */
export interface JointHypothesis {
  weight: number;
  slowed: boolean;
  /** Mean without the slow-down, and what 1 SD a year of it adds. */
  mean: Float64Array;
  shift: Float64Array;
  /** Size of the slow-down; 0 where there is none. */
  size: number;
  sizeSd: number;
  /** directions × directions: the reaches' products are what the scores take off the positions' prior covariance. */
  product: Float64Array;
}

/**
 * The mixture over hypotheses: each slow-down (start, subjects; its size integrated out) with each set of bad days among the
 * results that look like one.
 *
 *   scores, the newest bounded ─► evidence of every slow-down ─► results that may be bad days ─► the same with these integrated out
 *                                                                              slots and positions ◄─ hypotheses by weight ◄─┘
 */
export function blockWeigher(slowDown: SlowDownPrior, badDay: BadDayPrior): BlockWeigher {
  const newest = boundedNewest(badDay);
  const badDays = badDayBases(badDay);
  const weights = hypothesisWeights(slowDown, badDays.all.length);
  const shifts = slowDownShifts();
  const inSlots = slotMoments();
  const onRamps = rampMoments();
  const none: Float64Array = new Float64Array(0);
  const posterior: BlockPosterior = {
    weight: none,
    mean: none,
    covariance: none,
    ordinary: 1,
    position: none,
    extraVariance: none,
  };
  // The pattern at hand.
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let reached = none;
  let fallData = none;
  /** Bases that the block last weighed has: sets of its bad days. */
  let used = 0;

  function take(nextFacts: PatternFacts, nextNode: PreparedNode, badDayChance: Float64Array): void {
    [facts, node] = [nextFacts, nextNode];
    newest.take(facts, node, badDayChance);
    badDays.take(facts, node, badDayChance);
    for (const part of [weights, shifts, inSlots, onRamps]) part.take(facts, node);
    const n = facts.pattern.size;
    reached = roomFor(reached, n);
    fallData = roomFor(fallData, n);
    posterior.position = roomFor(posterior.position, n);
    posterior.extraVariance = roomFor(posterior.extraVariance, n);
    posterior.weight = inSlots.weight;
    posterior.mean = inSlots.mean;
    posterior.covariance = inSlots.covariance;
  }

  function weigh(values: Float64Array, from: number): void {
    const whole = badDays.all[0];
    whole.product = node.product;
    readScores(values, from, whole.data);
    used = badDays.find(fallData, weights, weights.weigh(0, whole));
    for (let b = 1; b < used; b++) {
      badDays.integrate(b);
      weights.weigh(b, badDays.all[b]);
    }
    weights.share(used);
    gather();
  }

  /** Products of the scores with every fall and direction, and the positions that the scores alone say. */
  function readScores(values: Float64Array, from: number, data: Float64Array): void {
    const { errorRatio, root, ramps } = node;
    const { own, begun, years, place, hypotheses, drag } = facts;
    const starts = hypotheses.starts.length;
    const subjects = hypotheses.subjects.length;
    const n = facts.pattern.size;
    for (let i = 0; i < n; i++) reached[i] = values[from + i] / root[i] - drag[i];
    data.fill(0, 0, ramps);
    node.fallTimes(reached, fallData);
    newest.bound(reached, fallData);
    for (let j = 0; j < n; j++) {
      const sum = -fallData[j];
      fallData[j] = sum;
      for (let h = 0, at = own[j]; h < begun[j]; h++, at += subjects) data[at] += years[j * starts + h] * sum;
      posterior.position[j] = reached[j] + errorRatio[j] * sum;
    }
    for (let k = 0; k < place.length; k++) data[ramps + k] = place[k] < 0 ? NaN : posterior.position[place[k]];
  }

  function gather(): void {
    const { count, weight } = weights;
    posterior.ordinary = 0;
    posterior.extraVariance.fill(0, 0, facts.pattern.size);
    inSlots.clear();
    onRamps.clear();
    for (let b = 0; b < used; b++) {
      posterior.ordinary += weight[b * (count + 1) + count];
      gatherBase(b);
    }
    onRamps.settle(posterior.position, posterior.extraVariance);
    inSlots.finish();
  }

  function gatherBase(b: number): void {
    const { count, weight } = weights;
    const at = b * (count + 1);
    let heaviest = 0;
    for (let h = 0; h <= count; h++) if (weight[at + h] > heaviest) heaviest = weight[at + h];
    if (heaviest < lightest) return;
    inSlots.open();
    onRamps.open();
    let sum = 0;
    for (let h = 0; h <= count; h++) {
      if (weight[at + h] < lightest) continue;
      sum += weight[at + h];
      inSlots.add(h, weight[at + h]);
      if (h < count) addSlowDown(b, h, weight[at + h]);
    }
    const { product, data } = badDays.all[b];
    inSlots.close(product, data);
    onRamps.close();
    if (b > 0) badDays.clear(b, sum, onRamps, posterior.position, posterior.extraVariance);
  }

  function addSlowDown(b: number, h: number, weight: number): void {
    const size = weights.size[b * weights.count + h];
    const mean = weight * size;
    const square = weight * (size ** 2 + weights.sizeVariance[b * weights.count + h]);
    if (b > 0 && weight >= light) inSlots.move(h, mean, square, shifts.under(badDays.all[b].product, h), 0);
    else inSlots.move(h, mean, square, shifts.plain, shifts.plainFrom(h));
    onRamps.add(h, mean, square);
  }

  function eachHypothesis(visit: (given: JointHypothesis) => void): void {
    const { count, weight, size, sizeVariance } = weights;
    const places = facts.place.length;
    const noShift = new Float64Array(places);
    const given: JointHypothesis = {
      weight: 0,
      slowed: false,
      mean: new Float64Array(places),
      shift: noShift,
      size: 0,
      sizeSd: 0,
      product: node.product,
    };
    for (let b = 0; b < used; b++) {
      const { product, data } = badDays.all[b];
      given.product = product;
      for (let row = 0; row < places; row++) given.mean[row] = data[node.ramps + row];
      for (let h = 0; h <= count; h++) {
        given.weight = weight[b * (count + 1) + h];
        if (given.weight < lightest) continue;
        given.slowed = h < count;
        given.size = given.slowed ? size[b * count + h] : 0;
        given.sizeSd = given.slowed ? Math.sqrt(sizeVariance[b * count + h]) : 0;
        given.shift = given.slowed ? shifts.under(product, h) : noShift;
        visit(given);
      }
    }
  }

  return { posterior, take, weigh, eachHypothesis };
}
