import type { HypothesisWeights } from './hypothesis-weights.ts';
import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import type { RampMoments } from './ramp-moments.ts';
import type { BadDayPrior } from '../model/trajectory-settings.ts';

/** Products between directions, the falls considered and the data, with the falls of one set of bad days integrated out. */
export interface Base {
  /** directions × directions; the node's own where no fall is integrated out. */
  product: Float64Array;
  /** Of the directions with the scores. */
  data: Float64Array;
  logWeight: number;
  /** Room for a product of one's own. */
  room: Float64Array;
  readonly fallData: Float64Array;
  readonly fallProduct: Float64Array;
  fallDirection: Float64Array;
}

/**
 * Every set of bad days among the few results of a block that look like one. Base 0 has none; its products and data come
 * from outside, base b > 0 is that of set b, as bits among the candidates.
 */
export interface BadDayBases {
  readonly all: readonly Base[];
  /** @param badDayChance by subject of the reference */
  readonly take: (facts: PatternFacts, node: PreparedNode, badDayChance: Float64Array) => void;
  /**
   * Finds earlier results that may be bad days if progress is ordinary or under the heaviest slow-down: the most likely.
   *
   * @param fallData product of the scores with the fall of each
   * @returns how many bases there are, 1 for each set of them
   */
  readonly find: (fallData: Float64Array, weights: HypothesisWeights, heaviest: number) => number;
  /** Fills base b > 0 by integrating one more fall out of an earlier base. */
  readonly integrate: (b: number) => void;
  /** Takes the bad days expected on base b, the one open in `ramps`, out of the positions. */
  readonly clear: (
    b: number,
    weight: number,
    ramps: RampMoments,
    position: Float64Array,
    extraVariance: Float64Array,
  ) => void;
}

export function badDayBases(prior: BadDayPrior): BadDayBases {
  const { most } = prior;
  const all = Array.from({ length: 2 ** most }, () => emptyBase(most));
  const leastOdds = Math.log(prior.leastChance / (1 - prior.leastChance));
  const candidates = new Int32Array(most);
  const evidence = new Float64Array(most);
  /** Of each candidate: products of its fall with every other. */
  const columns: Float64Array[] = Array.from({ length: most }, () => new Float64Array(0));
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let n = 0;
  let found = 0;
  let logOdds: Float64Array = new Float64Array(0);

  function take(nextFacts: PatternFacts, nextNode: PreparedNode, badDayChance: Float64Array): void {
    [facts, node] = [nextFacts, nextNode];
    const { subject, size } = facts.pattern;
    n = size;
    logOdds = roomFor(logOdds, n);
    for (let j = 0; j < n; j++) {
      const chance = badDayChance[subject[j]];
      logOdds[j] = j > 0 && subject[j] === subject[j - 1] ? logOdds[j - 1] : Math.log(chance / (1 - chance));
    }
    for (const base of all) {
      base.data = roomFor(base.data, node.directions);
      base.fallDirection = roomFor(base.fallDirection, most * node.directions);
    }
  }

  function find(fallData: Float64Array, weights: HypothesisWeights, heaviest: number): number {
    const { start, touched, subjects } = facts.hypotheses;
    const set = touched[heaviest];
    const first = start[heaviest] * subjects.length;
    // A slow-down that is itself unlikely should not bring in results.
    const unlikely = Math.min(0, weights.weight[heaviest] - weights.weight[weights.count]);
    found = 0;
    for (let j = 0; j < n; j++) {
      if (facts.isNewest[j] === 1) continue;
      const square = node.fallSquare[j];
      let along = fallData[j];
      for (let s = 0; s < subjects.length; s++) {
        if ((set >> s) & 1) along -= weights.size[heaviest] * node.fallDirection[j * node.directions + first + s];
      }
      const ordinary = fallEvidence(fallData[j], square, prior);
      const slowed = fallEvidence(along, square, prior) + unlikely;
      consider(j, logOdds[j] + Math.max(ordinary, slowed));
    }
    readCandidates(all[0], fallData);
    return 2 ** found;
  }

  /** Keeps the candidates in order, the most likely first. */
  function consider(j: number, logOddsNow: number): void {
    if (logOddsNow < leastOdds) return;
    let place = found;
    while (place > 0 && evidence[place - 1] < logOddsNow) place--;
    if (place >= most) return;
    found = Math.min(most, found + 1);
    candidates.copyWithin(place + 1, place, found - 1);
    evidence.copyWithin(place + 1, place, found - 1);
    candidates[place] = j;
    evidence[place] = logOddsNow;
  }

  function integrate(b: number): void {
    const { directions } = node;
    const base = all[b];
    const last = 31 - Math.clz32(b);
    const before = all[b - 2 ** last];
    base.room = roomFor(base.room, directions * directions);
    base.product = base.room;
    for (let at = 0; at < directions * directions; at++) base.product[at] = before.product[at];
    for (let d = 0; d < directions; d++) base.data[d] = before.data[d];
    base.fallData.set(before.fallData);
    base.fallProduct.set(before.fallProduct);
    for (let at = 0; at < found * directions; at++) base.fallDirection[at] = before.fallDirection[at];
    base.logWeight =
      before.logWeight +
      logOdds[candidates[last]] +
      fallEvidence(base.fallData[last], base.fallProduct[last * most + last], prior);
    sweepFall(base, before, last);
  }

  function readCandidates(base: Base, fallData: Float64Array): void {
    const { directions, fallDirection } = node;
    for (let p = 0; p < found; p++) {
      const j = candidates[p];
      columns[p] = roomFor(columns[p], n);
      node.fallColumn(j, columns[p]);
      base.fallData[p] = fallData[j];
      for (let d = 0; d < directions; d++) base.fallDirection[p * directions + d] = fallDirection[j * directions + d];
    }
    for (let p = 0; p < found; p++)
      for (let q = 0; q < found; q++) base.fallProduct[p * most + q] = columns[q][candidates[p]];
  }

  /** Integrates the fall of candidate p out of every product (a sweep with its prior's mean and variance). */
  function sweepFall(base: Base, before: Base, p: number): void {
    const { product, data, fallData, fallProduct, fallDirection } = base;
    const { directions } = node;
    const own = before.fallDirection;
    const others = before.fallProduct;
    const from = p * directions;
    const spread = prior.sd * prior.sd;
    const factor = spread / (1 + spread * others[p * most + p]);
    const left = before.fallData[p] - prior.mean * others[p * most + p];
    for (let d = 0; d < directions; d++) {
      data[d] -= prior.mean * own[from + d] + factor * left * own[from + d];
      const scaled = factor * own[from + d];
      if (scaled === 0) continue;
      for (let e = 0; e < directions; e++) product[d * directions + e] -= scaled * own[from + e];
    }
    for (let q = 0; q < found; q++) {
      const other = others[p * most + q];
      fallData[q] -= prior.mean * other + factor * left * other;
      const scaled = factor * other;
      for (let r = 0; r < found; r++) fallProduct[q * most + r] -= scaled * others[p * most + r];
      for (let d = 0; d < directions; d++) fallDirection[q * directions + d] -= scaled * own[from + d];
    }
  }

  function clear(
    b: number,
    weight: number,
    ramps: RampMoments,
    position: Float64Array,
    extraVariance: Float64Array,
  ): void {
    const { fallData, fallDirection } = all[b];
    const spread = prior.sd * prior.sd;
    for (let p = 0; p < found; p++) {
      if (((b >> p) & 1) === 0) continue;
      const along = weight * fallData[p] - ramps.along(fallDirection, p * node.directions);
      const fall = weight * prior.mean + spread * along;
      const j = candidates[p];
      const variance = (weight * spread) / (1 + spread * node.fallSquare[j]);
      for (let i = 0; i < n; i++) {
        const reach = node.errorRatio[i] * columns[p][i] - (i === j ? 1 : 0);
        position[i] -= fall * reach;
        extraVariance[i] += reach * reach * (variance + (fall * fall * (1 - weight)) / weight);
      }
    }
  }

  return { all, take, find, integrate, clear };
}

/** The evidence for a fall (normal, not cut off) on one day against none. */
function fallEvidence(along: number, square: number, prior: { mean: number; sd: number }): number {
  const precision = 1 / (prior.sd * prior.sd);
  const sum = along + prior.mean * precision;
  return (
    (0.5 * (sum * sum)) / (square + precision) -
    0.5 * prior.mean * prior.mean * precision -
    0.5 * Math.log(1 + square / precision)
  );
}

function emptyBase(most: number): Base {
  return {
    product: new Float64Array(0),
    data: new Float64Array(0),
    logWeight: 0,
    room: new Float64Array(0),
    fallData: new Float64Array(most),
    fallProduct: new Float64Array(most * most),
    fallDirection: new Float64Array(0),
  };
}
