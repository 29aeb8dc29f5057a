// Longer than the house limit: the parts share a dozen scratch arrays, so that weighing a pupil allocates nothing.
import { boundedNewest } from './bounded-newest.ts';
import { finishMoments, firstOfPair, secondOfPair, slots, type PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import { sizePrior, weighSize, weighSizeOf, type SizePosterior } from './slow-down-hypotheses.ts';
import type { BadDayPrior, SlowDownPrior } from './trajectory-settings.ts';

/** Hypotheses with less weight than this move nothing that is printed. */
const lightest = 1e-5;
/** exp of less than this is nothing beside 1. */
const nothing = -45;

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
 * Weighs the blocks of one pattern after another under one node. Positions that come out are
 * those of pupils making ordinary progress where they are 0: `drag` under the year group's.
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

/** Products between directions, the falls considered and the data, with some falls integrated out. */
interface Base {
  /** directions × directions; the node's own where no fall is integrated out. */
  product: Float64Array;
  /** Room for one's own. */
  room: Float64Array;
  data: Float64Array;
  readonly fallData: Float64Array;
  readonly fallProduct: Float64Array;
  fallDirection: Float64Array;
  logWeight: number;
  falls: number;
}

/**
 * The mixture over hypotheses: each slow-down (start, subjects; its size integrated out) with each set of bad days among the
 * results that look like one.
 *
 *   scores, the newest bounded ─► evidence of every slow-down ─► results that may be bad days ─► the same with these integrated out ─► slots
 */
export function blockWeigher(slowDown: SlowDownPrior, badDay: BadDayPrior): BlockWeigher {
  const most = badDay.most;
  const bases = Array.from({ length: 2 ** most }, () => emptyBase(most));
  const size: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };
  const ofSize = sizePrior(slowDown);
  const logOrdinary = Math.log(1 - slowDown.share);
  const leastOdds = Math.log(badDay.leastChance / (1 - badDay.leastChance));
  const candidates = new Int32Array(most);
  const evidence = new Float64Array(most);
  const newest = boundedNewest(badDay);
  const none: Float64Array = new Float64Array(0);
  const posterior: BlockPosterior = {
    weight: none,
    mean: none,
    covariance: none,
    ordinary: 1,
    position: none,
    extraVariance: none,
  };

  // What `weigh` leaves: how many bases count, and the sum of all weights.
  let used = 0;
  let total = 0;

  // What `take` sets: the pattern at hand.
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let n = 0;
  let ramps = 0;
  let directions = 0;
  let comparisons = 0;
  let rows = 0;
  let subjects = 0;
  let count = 0;
  let logWeights = none;
  let sizes = none;
  let variances = none;
  let plainSd = none;
  let plainLogSd = none;
  let plainShift = none;
  let plainShiftKnown = new Uint8Array(0);
  let logPrior = none;
  let logBadDay = none;
  let fallData = none;
  let shift = none;
  let byRamp = none;
  let byRampInAll = none;
  let rampSquares = none;
  let reached = none;
  // Of a base, by slot: weight, sum of what slow-downs move f, b, n by, and of its products.
  let slotWeight = none;
  let slotMove = none;
  let slotProduct = none;
  /** Of each candidate: products of its fall with every other. */
  const columns = Array.from({ length: most }, () => none);

  function take(nextFacts: PatternFacts, nextNode: PreparedNode, badDayChance: Float64Array): void {
    [facts, node] = [nextFacts, nextNode];
    newest.take(facts, node, badDayChance);
    const { pattern, hypotheses, place } = facts;
    n = pattern.size;
    ({ ramps, directions } = node);
    rows = place.length;
    comparisons = rows / 3;
    subjects = hypotheses.subjects.length;
    count = hypotheses.start.length;
    logWeights = roomFor(logWeights, bases.length * (count + 1));
    sizes = roomFor(sizes, bases.length * count);
    variances = roomFor(variances, bases.length * count);
    plainSd = roomFor(plainSd, count);
    plainLogSd = roomFor(plainLogSd, count);
    plainShift = roomFor(plainShift, count * rows);
    if (plainShiftKnown.length < count) plainShiftKnown = new Uint8Array(count);
    plainShiftKnown.fill(0);
    logPrior = roomFor(logPrior, count);
    logBadDay = roomFor(logBadDay, n);
    fallData = roomFor(fallData, n);
    shift = roomFor(shift, rows);
    byRamp = roomFor(byRamp, ramps);
    byRampInAll = roomFor(byRampInAll, ramps);
    rampSquares = roomFor(rampSquares, ramps * subjects);
    slotWeight = roomFor(slotWeight, slots * comparisons);
    slotMove = roomFor(slotMove, 3 * slots * comparisons);
    slotProduct = roomFor(slotProduct, 6 * slots * comparisons);
    reached = roomFor(reached, n);
    posterior.weight = roomFor(posterior.weight, slots * comparisons);
    posterior.mean = roomFor(posterior.mean, 3 * slots * comparisons);
    posterior.covariance = roomFor(posterior.covariance, 6 * slots * comparisons);
    posterior.position = roomFor(posterior.position, n);
    posterior.extraVariance = roomFor(posterior.extraVariance, n);
    for (const base of bases) {
      base.data = roomFor(base.data, directions);
      base.fallDirection = roomFor(base.fallDirection, most * directions);
    }
    for (let h = 0; h < count; h++) {
      plainSd[h] = 1 / Math.sqrt(squareOf(node.product, h) + ofSize.precision);
      plainLogSd[h] = Math.log(plainSd[h]);
      logPrior[h] = hypotheses.logChance[h];
    }
    for (let j = 0; j < n; j++) {
      const chance = badDayChance[pattern.subject[j]];
      logBadDay[j] =
        j > 0 && pattern.subject[j] === pattern.subject[j - 1] ? logBadDay[j - 1] : Math.log(chance / (1 - chance));
    }
  }

  function weigh(values: Float64Array, from: number): void {
    const whole = bases[0];
    whole.product = node.product;
    whole.logWeight = 0;
    whole.falls = 0;
    readScores(values, from, whole.data);
    const best = weighHypotheses(0);
    const found = findCandidates(best);
    for (let b = 1; b < 2 ** found; b++) {
      integrateFalls(b, found);
      weighHypotheses(b);
    }
    used = 2 ** found;
    gather(found);
  }

  /** Products of the scores with every fall and direction, and the positions that the scores alone say. */
  function readScores(values: Float64Array, from: number, data: Float64Array): void {
    const { errorRatio, root } = node;
    const { own, begun, years, place, hypotheses, drag } = facts;
    const starts = hypotheses.starts.length;
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
    for (let k = 0; k < rows; k++) data[ramps + k] = place[k] < 0 ? NaN : posterior.position[place[k]];
  }

  /** Product of a hypothesis's whole ramp with itself. */
  function squareOf(product: Float64Array, h: number): number {
    const first = facts.hypotheses.start[h] * subjects;
    const set = facts.hypotheses.touched[h];
    let square = 0;
    for (let s = 0; s < subjects; s++) {
      if (((set >> s) & 1) === 0) continue;
      const row = (first + s) * directions + first;
      square += product[row + s];
      for (let t = 0; t < s; t++) if ((set >> t) & 1) square += 2 * product[row + t];
    }
    return square;
  }

  /** What a slow-down of 1 SD a year, known of, does to each position compared. */
  function shiftOf(product: Float64Array, h: number, into: Float64Array, offset: number): void {
    const start = facts.hypotheses.start[h];
    const first = start * subjects;
    const set = facts.hypotheses.touched[h];
    const starts = facts.hypotheses.starts.length;
    for (let row = 0; row < rows; row++) {
      const place = facts.place[row];
      if (place < 0) {
        into[offset + row] = NaN;
        continue;
      }
      let sum = (set >> facts.own[place]) & 1 ? -facts.years[place * starts + start] : 0;
      const at = (ramps + row) * directions + first;
      for (let s = 0; s < subjects; s++) if ((set >> s) & 1) sum -= product[at + s];
      into[offset + row] = sum;
    }
  }

  /** Log weights of all hypotheses on a base; returns the heaviest slow-down. */
  function weighHypotheses(b: number): number {
    const base = bases[b];
    const { start, touched } = facts.hypotheses;
    const at = b * (count + 1);
    logWeights[at + count] = base.logWeight + logOrdinary;
    let best = 0;
    for (let h = 0; h < count; h++) {
      const first = start[h] * subjects;
      const set = touched[h];
      let along = 0;
      for (let s = 0; s < subjects; s++) if ((set >> s) & 1) along += base.data[first + s];
      if (b === 0) weighSizeOf(along, plainSd[h], plainLogSd[h], ofSize, size);
      else weighSize(along, squareOf(base.product, h), ofSize, size);
      logWeights[at + h] = base.logWeight + logPrior[h] + size.logEvidence;
      sizes[b * count + h] = size.mean;
      variances[b * count + h] = size.variance;
      if (logWeights[at + h] > logWeights[at + best]) best = h;
    }
    return best;
  }

  /** Earlier results that may be bad days if progress is ordinary or under the heaviest slow-down; the most likely of them. */
  function findCandidates(best: number): number {
    const set = facts.hypotheses.touched[best];
    const first = facts.hypotheses.start[best] * subjects;
    // A slow-down that is itself unlikely should not bring in results.
    const unlikely = Math.min(0, logWeights[best] - logWeights[count]);
    let found = 0;
    for (let j = 0; j < n; j++) {
      if (facts.isNewest[j] === 1) continue;
      const square = node.fallSquare[j];
      let along = fallData[j];
      for (let s = 0; s < subjects; s++) {
        if ((set >> s) & 1) along -= sizes[best] * node.fallDirection[j * directions + first + s];
      }
      const own =
        logBadDay[j] +
        Math.max(fallEvidence(fallData[j], square, badDay), fallEvidence(along, square, badDay) + unlikely);
      if (own < leastOdds) continue;
      let place = found;
      while (place > 0 && evidence[place - 1] < own) place--;
      if (place >= most) continue;
      found = Math.min(most, found + 1);
      candidates.copyWithin(place + 1, place, found - 1);
      evidence.copyWithin(place + 1, place, found - 1);
      candidates[place] = j;
      evidence[place] = own;
    }
    for (let p = 0; p < found; p++) {
      columns[p] = roomFor(columns[p], n);
      node.fallColumn(candidates[p], columns[p]);
    }
    return found;
  }

  /** The base on which the falls of set `b` (bits among the candidates) are integrated out: one more than on an earlier base. */
  function integrateFalls(b: number, found: number): void {
    const base = bases[b];
    const last = 31 - Math.clz32(b);
    const before = bases[b - 2 ** last];
    if (before.falls === 0) readCandidates(before, found);
    base.room = roomFor(base.room, directions * directions);
    base.product = base.room;
    for (let at = 0; at < directions * directions; at++) base.product[at] = before.product[at];
    for (let d = 0; d < directions; d++) base.data[d] = before.data[d];
    base.fallData.set(before.fallData);
    base.fallProduct.set(before.fallProduct);
    for (let at = 0; at < found * directions; at++) base.fallDirection[at] = before.fallDirection[at];
    base.falls = b;
    base.logWeight =
      before.logWeight +
      logBadDay[candidates[last]] +
      fallEvidence(base.fallData[last], base.fallProduct[last * most + last], badDay);
    sweepFall(base, before, last, found, directions, most, badDay);
  }

  function readCandidates(base: Base, found: number): void {
    for (let p = 0; p < found; p++) {
      const j = candidates[p];
      base.fallData[p] = fallData[j];
      for (let q = 0; q < found; q++) base.fallProduct[p * most + q] = columns[q][j];
      for (let d = 0; d < directions; d++)
        base.fallDirection[p * directions + d] = node.fallDirection[j * directions + d];
    }
  }

  function gather(found: number): void {
    let peak = -Infinity;
    const length = used * (count + 1);
    for (let at = 0; at < length; at++) if (logWeights[at] > peak) peak = logWeights[at];
    total = 0;
    for (let at = 0; at < length; at++) {
      const below = logWeights[at] - peak;
      logWeights[at] = below < nothing ? 0 : Math.exp(below);
      total += logWeights[at];
    }
    posterior.ordinary = 0;
    for (let b = 0; b < used; b++) posterior.ordinary += logWeights[b * (count + 1) + count] / total;
    posterior.weight.fill(0, 0, slots * comparisons);
    posterior.mean.fill(0, 0, 3 * slots * comparisons);
    posterior.covariance.fill(0, 0, 6 * slots * comparisons);
    posterior.extraVariance.fill(0, 0, n);
    byRampInAll.fill(0, 0, ramps);
    rampSquares.fill(0, 0, ramps * subjects);
    for (let b = 0; b < used; b++) gatherBase(b, found);
    for (let i = 0; i < n; i++) {
      const moved = node.errorRatio[i] * alongRamps(i);
      posterior.position[i] -= moved;
      // Second moments become variances about what is expected.
      posterior.extraVariance[i] += node.errorRatio[i] ** 2 * squareOnRamps(i) - moved * moved;
    }
    finishSlots();
  }

  /** What the slow-downs, each by its weight and size, move the score at a place by; and the square of it. */
  function alongRamps(i: number): number {
    let sum = 0;
    for (let ramp = 0; ramp < ramps; ramp++) sum += byRampInAll[ramp] * node.fallDirection[i * directions + ramp];
    return sum;
  }

  function squareOnRamps(i: number): number {
    const row = i * directions;
    let sum = 0;
    for (let ramp = 0; ramp < ramps; ramp++) {
      const reach = node.fallDirection[row + ramp];
      if (reach === 0) continue;
      const s = ramp % subjects;
      const first = row + ramp - s;
      let along = 0.5 * rampSquares[ramp * subjects + s] * reach;
      for (let t = 0; t < s; t++) along += rampSquares[ramp * subjects + t] * node.fallDirection[first + t];
      sum += 2 * reach * along;
    }
    return sum;
  }

  function gatherBase(b: number, found: number): void {
    const base = bases[b];
    const at = b * (count + 1);
    let heaviest = 0;
    for (let h = 0; h <= count; h++) if (logWeights[at + h] > heaviest) heaviest = logWeights[at + h];
    if (heaviest < lightest * total) return;
    byRamp.fill(0, 0, ramps);
    slotWeight.fill(0, 0, slots * comparisons);
    slotMove.fill(0, 0, 3 * slots * comparisons);
    slotProduct.fill(0, 0, 6 * slots * comparisons);
    let weightOfBase = 0;
    for (let h = 0; h <= count; h++) {
      const weight = logWeights[at + h] / total;
      if (weight < lightest) continue;
      weightOfBase += weight;
      for (let c = 0; c < comparisons; c++) slotWeight[slots * c + facts.slotOf[c * (count + 1) + h]] += weight;
      if (h === count) continue;
      const mean = weight * sizes[b * count + h];
      const square = weight * (sizes[b * count + h] ** 2 + variances[b * count + h]);
      addToSlots(b, h, weight, mean, square);
      addToRamps(h, mean, square);
    }
    if (weightOfBase === 0) return;
    for (let ramp = 0; ramp < ramps; ramp++) byRampInAll[ramp] += byRamp[ramp];
    closeSlots(base);
    if (base.falls > 0) clearFalls(base, found, weightOfBase);
  }

  /** First and second moment of a hypothesis's size on the ramps of the subjects it touches. */
  function addToRamps(h: number, mean: number, square: number): void {
    const first = facts.hypotheses.start[h] * subjects;
    const set = facts.hypotheses.touched[h];
    for (let s = 0; s < subjects; s++) {
      if (((set >> s) & 1) === 0) continue;
      byRamp[first + s] += mean;
      for (let t = 0; t <= s; t++) if ((set >> t) & 1) rampSquares[(first + s) * subjects + t] += square;
    }
  }

  /** What a hypothesis moves the positions compared by. */
  function addToSlots(b: number, h: number, weight: number, mean: number, square: number): void {
    // Where a hypothesis hardly counts, what bad days change about its reach counts less.
    const own = b > 0 && weight >= 1e-3;
    if (own) shiftOf(bases[b].product, h, shift, 0);
    else plainShiftOf(h);
    const shifts = own ? shift : plainShift;
    let from = own ? 0 : h * rows;
    for (let c = 0; c < comparisons; c++, from += 3) {
      const at = slots * c + facts.slotOf[c * (count + 1) + h];
      const first = shifts[from];
      const baseline = shifts[from + 1];
      const current = shifts[from + 2];
      slotMove[3 * at] += mean * first;
      slotMove[3 * at + 1] += mean * baseline;
      slotMove[3 * at + 2] += mean * current;
      slotProduct[6 * at] += square * first * first;
      slotProduct[6 * at + 1] += square * first * baseline;
      slotProduct[6 * at + 2] += square * first * current;
      slotProduct[6 * at + 3] += square * baseline * baseline;
      slotProduct[6 * at + 4] += square * baseline * current;
      slotProduct[6 * at + 5] += square * current * current;
    }
  }

  function plainShiftOf(h: number): void {
    if (plainShiftKnown[h] === 1) return;
    shiftOf(node.product, h, plainShift, h * rows);
    plainShiftKnown[h] = 1;
  }

  /** Adds a base's slots to the posterior: moments of (where the scores put a position + what a slow-down moves it by). */
  function closeSlots({ product, data }: Base): void {
    const { weight, mean, covariance } = posterior;
    for (let at = 0; at < slots * comparisons; at++) {
      const own = slotWeight[at];
      if (own === 0) continue;
      const c = Math.floor(at / slots);
      const reach = ramps + 3 * c;
      weight[at] += own;
      for (let k = 0; k < 3; k++) mean[3 * at + k] += own * data[reach + k] + slotMove[3 * at + k];
      for (let pair = 0; pair < 6; pair++) {
        const k = firstOfPair[pair];
        const l = secondOfPair[pair];
        const left = node.prior[6 * c + pair] - product[(reach + l) * directions + reach + k];
        covariance[6 * at + pair] +=
          own * (left + data[reach + k] * data[reach + l]) +
          data[reach + k] * slotMove[3 * at + l] +
          data[reach + l] * slotMove[3 * at + k] +
          slotProduct[6 * at + pair];
      }
    }
  }

  /** Takes the expected bad days of a base out of the positions. */
  function clearFalls(base: Base, found: number, weightOfBase: number): void {
    const spread = badDay.sd * badDay.sd;
    for (let p = 0; p < found; p++) {
      if (((base.falls >> p) & 1) === 0) continue;
      let along = weightOfBase * base.fallData[p];
      for (let ramp = 0; ramp < ramps; ramp++) along -= byRamp[ramp] * base.fallDirection[p * directions + ramp];
      const fall = weightOfBase * badDay.mean + spread * along;
      const j = candidates[p];
      const square = node.fallSquare[j];
      const variance = (weightOfBase * spread) / (1 + spread * square);
      for (let i = 0; i < n; i++) {
        const reach = node.errorRatio[i] * columns[p][i] - (i === j ? 1 : 0);
        posterior.position[i] -= fall * reach;
        posterior.extraVariance[i] += reach * reach * (variance + (fall * fall * (1 - weightOfBase)) / weightOfBase);
      }
    }
  }

  function finishSlots(): void {
    const { weight, mean, covariance } = posterior;
    for (let at = 0; at < slots * comparisons; at++) {
      if (weight[at] > 0) finishMoments(weight, mean, covariance, at);
      else {
        const prior = 6 * Math.floor(at / slots);
        for (let k = 0; k < 3; k++) mean[3 * at + k] = facts.priorMean[3 * at + k];
        for (let pair = 0; pair < 6; pair++)
          covariance[6 * at + pair] = node.prior[prior + pair] + facts.priorCovariance[6 * at + pair];
      }
    }
  }

  function eachHypothesis(visit: (given: JointHypothesis) => void): void {
    const given: JointHypothesis = {
      weight: 0,
      slowed: false,
      mean: new Float64Array(rows),
      shift,
      size: 0,
      sizeSd: 0,
      product: node.product,
    };
    for (let b = 0; b < used; b++) {
      given.product = bases[b].product;
      for (let row = 0; row < rows; row++) given.mean[row] = bases[b].data[ramps + row];
      for (let h = 0; h <= count; h++) {
        given.weight = logWeights[b * (count + 1) + h] / total;
        if (given.weight < lightest) continue;
        given.slowed = h < count;
        given.size = given.slowed ? sizes[b * count + h] : 0;
        given.sizeSd = given.slowed ? Math.sqrt(variances[b * count + h]) : 0;
        if (given.slowed) shiftOf(bases[b].product, h, shift, 0);
        else shift.fill(0, 0, rows);
        visit(given);
      }
    }
  }

  return { posterior, take, weigh, eachHypothesis };
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

/** Integrates the fall of candidate p out of every product (a sweep with its prior's mean and variance). */
function sweepFall(
  base: Base,
  before: Base,
  p: number,
  found: number,
  directions: number,
  most: number,
  prior: BadDayPrior,
): void {
  const { product, data, fallData, fallProduct, fallDirection } = base;
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

function emptyBase(most: number): Base {
  return {
    product: new Float64Array(0),
    room: new Float64Array(0),
    data: new Float64Array(0),
    fallData: new Float64Array(most),
    fallProduct: new Float64Array(most * most),
    fallDirection: new Float64Array(0),
    logWeight: 0,
    falls: 0,
  };
}
