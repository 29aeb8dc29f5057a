// Longer than the house limit: the parts share a dozen scratch arrays, so that weighing a pupil allocates nothing.
import { covariancePairs, type PreparedNode } from './prepared-node.ts';
import type { ScorePattern } from './score-patterns.ts';
import { sizePrior, weighSize, type SizePosterior, type SlowDownHypotheses } from './slow-down-hypotheses.ts';
import type { BadDayPrior, SlowDownPrior } from './trajectory-settings.ts';

/** Ordinary progress, slowed before the baseline, slowed since: what the hypotheses are gathered into. */
export const slots = 3;
/** Hypotheses with less weight than this move nothing that is printed. */
const lightest = 1e-5;

/**
 * What one node says of one block, over every hypothesis about slow-downs and bad days. Filled in place.
 * Slot s of comparison c is at s + slots · c.
 */
export interface BlockPosterior {
  /** Weight of each slot, sum 1 a comparison. */
  readonly weight: Float64Array;
  /** Mean of (f, b, n): 3 a slot; covariance ff, fb, fn, bb, bn, nn: 6 a slot. */
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Innovations cleared of what slow-downs and bad days are expected to have done. */
  readonly cleared: Float64Array;
  /** Expected fall of the true position at each score by slow-downs, and variance that hypotheses add there. */
  readonly fallen: Float64Array;
  readonly extraVariance: Float64Array;
  /** Log of the likelihood of the scores over that without slow-downs and bad days. */
  logEvidence: number;
  /** The evidence for any slow-down of the pupil against none, natural log. */
  logSlowed: number;
}

/** Weighs the blocks of one pattern under one node, one after another. */
export interface BlockWeigher {
  readonly posterior: BlockPosterior;
  /** Slots before the scores: weights, means and covariances in the layout of `BlockPosterior`. */
  readonly prior: Pick<BlockPosterior, 'weight' | 'mean' | 'covariance'>;
  readonly weigh: (innovations: Float64Array) => void;
}

/** Products between directions, the falls considered and the data, with some falls integrated out. */
interface Base {
  /** directions × directions; shared with the node where no fall is integrated out. */
  product: Float64Array;
  readonly data: Float64Array;
  readonly fallData: Float64Array;
  readonly fallProduct: Float64Array;
  readonly fallDirection: Float64Array;
  logWeight: number;
  falls: number;
}

/**
 * The mixture over hypotheses: each slow-down (start, subjects; its size integrated out) with each set of bad days among the
 * results that look like one.
 *
 *   innovations ─► evidence of every slow-down ─► results that may be bad days ─► the same with these integrated out ─► slots
 */
export function blockWeigher(
  pattern: ScorePattern,
  node: PreparedNode,
  hypotheses: SlowDownHypotheses,
  slowDown: SlowDownPrior,
  badDay: BadDayPrior,
  badDayChance: Float64Array,
): BlockWeigher {
  const n = pattern.size;
  const { directions, ramps } = node;
  const comparisons = pattern.current.length;
  const rows = 3 * comparisons;
  const subjects = hypotheses.subjects.length;
  const count = hypotheses.start.length;
  const most = Math.min(badDay.most, n);
  const bases = Array.from({ length: 2 ** most }, () => emptyBase(directions, most));
  const logWeights = new Float64Array(bases.length * (count + 1));
  const sizes = new Float64Array(bases.length * count);
  const variances = new Float64Array(bases.length * count);
  const size: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };
  const ofSize = sizePrior(slowDown);
  const slotOf = slotsOfHypotheses(pattern, hypotheses);
  const plainSquare = squares(node.product);
  const plainShift = shifts(node.product);
  const logPrior = Float64Array.from(hypotheses.chance, (chance) => Math.log(slowDown.share * chance));
  const logOrdinary = Math.log(1 - slowDown.share);
  const logBadDay = badDayChance.map((chance) => Math.log(chance / (1 - chance)));
  const fallData = new Float64Array(n);
  const candidates = new Int32Array(most);
  const evidence = new Float64Array(most);
  const leastOdds = Math.log(badDay.leastChance / (1 - badDay.leastChance));
  const shift = new Float64Array(3 * comparisons);
  const byRamp = new Float64Array(ramps);
  const reached = new Float64Array(n);
  const posterior = emptyBlockPosterior(n, comparisons);

  function weigh(innovations: Float64Array): void {
    const whole = bases[0];
    whole.product = node.product;
    whole.logWeight = 0;
    whole.falls = 0;
    multiply(node.direction, directions, n, innovations, whole.data);
    multiply(node.fall, n, n, innovations, fallData);
    const best = weighHypotheses(0);
    const found = findCandidates(best);
    for (let b = 1; b < 2 ** found; b++) {
      integrateFalls(b, found);
      weighHypotheses(b);
    }
    gather(2 ** found, found, innovations);
  }

  /** Product of a hypothesis's whole ramp with itself. */
  function squareOf(product: Float64Array, h: number): number {
    const first = hypotheses.start[h] * subjects;
    const set = hypotheses.touched[h];
    let square = 0;
    for (let s = 0; s < subjects; s++) {
      if (((set >> s) & 1) === 0) continue;
      for (let t = 0; t < subjects; t++) {
        if ((set >> t) & 1) square += product[(first + s) * directions + first + t];
      }
    }
    return square;
  }

  /** What a slow-down of 1 SD a year, known of, does to each position compared. */
  function shiftOf(product: Float64Array, h: number, into: Float64Array, offset: number): void {
    const first = hypotheses.start[h] * subjects;
    const set = hypotheses.touched[h];
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let s = 0; s < subjects; s++) {
        if ((set >> s) & 1) {
          sum -= node.taken[row * ramps + first + s] + product[(ramps + row) * directions + first + s];
        }
      }
      into[offset + row] = sum;
    }
  }

  function squares(product: Float64Array): Float64Array {
    return Float64Array.from({ length: count }, (_, h) => squareOf(product, h));
  }

  function shifts(product: Float64Array): Float64Array {
    const all = new Float64Array(count * rows);
    for (let h = 0; h < count; h++) shiftOf(product, h, all, h * rows);
    return all;
  }

  /** Log weights of all hypotheses on a base; returns the heaviest slow-down. */
  function weighHypotheses(b: number): number {
    const base = bases[b];
    const at = b * (count + 1);
    logWeights[at + count] = base.logWeight + logOrdinary;
    let best = 0;
    for (let h = 0; h < count; h++) {
      const first = hypotheses.start[h] * subjects;
      const set = hypotheses.touched[h];
      let along = 0;
      for (let s = 0; s < subjects; s++) if ((set >> s) & 1) along += base.data[first + s];
      const square = b === 0 ? plainSquare[h] : squareOf(base.product, h);
      weighSize(along, square, ofSize, size);
      logWeights[at + h] = base.logWeight + logPrior[h] + size.logEvidence;
      sizes[b * count + h] = size.mean;
      variances[b * count + h] = size.variance;
      if (logWeights[at + h] > logWeights[at + best]) best = h;
    }
    return best;
  }

  /** Results that may be bad days if progress is ordinary or under the heaviest slow-down; the most likely of them. */
  function findCandidates(best: number): number {
    let found = 0;
    for (let j = 0; j < n; j++) {
      const square = node.fallFall[j * n + j];
      const first = hypotheses.start[best] * subjects;
      let along = fallData[j];
      for (let s = 0; s < subjects; s++) {
        if ((hypotheses.touched[best] >> s) & 1) along -= sizes[best] * node.fallDirection[j * directions + first + s];
      }
      // A slow-down that is itself unlikely should not bring in results.
      const unlikely = Math.min(0, logWeights[best] - logWeights[count]);
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
    return found;
  }

  /** The base on which the falls of set `b` (bits among the candidates) are integrated out. */
  function integrateFalls(b: number, found: number): void {
    const base = bases[b];
    if (base.product === node.product || base.product.length === 0) base.product = new Float64Array(directions ** 2);
    base.product.set(node.product);
    base.data.set(bases[0].data);
    base.falls = b;
    for (let p = 0; p < found; p++) {
      const j = candidates[p];
      base.fallData[p] = fallData[j];
      for (let q = 0; q < found; q++) base.fallProduct[p * most + q] = node.fallFall[j * n + candidates[q]];
      for (let d = 0; d < directions; d++)
        base.fallDirection[p * directions + d] = node.fallDirection[j * directions + d];
    }
    base.logWeight = 0;
    for (let p = 0; p < found; p++) {
      if (((b >> p) & 1) === 0) continue;
      base.logWeight +=
        logBadDay[candidates[p]] + fallEvidence(base.fallData[p], base.fallProduct[p * most + p], badDay);
      sweepFall(base, p, found, directions, most, badDay);
    }
  }

  function gather(used: number, found: number, innovations: Float64Array): void {
    let peak = -Infinity;
    const length = used * (count + 1);
    for (let at = 0; at < length; at++) peak = Math.max(peak, logWeights[at]);
    let total = 0;
    let ordinary = 0;
    for (let at = 0; at < length; at++) {
      logWeights[at] = Math.exp(logWeights[at] - peak);
      total += logWeights[at];
      if (at % (count + 1) === count) ordinary += logWeights[at];
    }
    posterior.logEvidence = peak + Math.log(total);
    posterior.logSlowed =
      Math.log(Math.max(total - ordinary, 1e-300) / ordinary) - Math.log(slowDown.share / (1 - slowDown.share));
    posterior.weight.fill(0);
    posterior.mean.fill(0);
    posterior.covariance.fill(0);
    posterior.cleared.set(innovations);
    posterior.fallen.fill(0);
    posterior.extraVariance.fill(0);
    reached.fill(0);
    for (let b = 0; b < used; b++) gatherBase(b, found, total);
    // Second moments become variances about what is expected.
    for (let i = 0; i < n; i++) posterior.extraVariance[i] -= reached[i] * reached[i];
    finishSlots();
  }

  function gatherBase(b: number, found: number, total: number): void {
    const base = bases[b];
    const at = b * (count + 1);
    let heaviest = 0;
    for (let h = 0; h <= count; h++) heaviest = Math.max(heaviest, logWeights[at + h]);
    if (heaviest < lightest * total) return;
    byRamp.fill(0);
    let weightOfBase = 0;
    for (let h = 0; h <= count; h++) {
      const weight = logWeights[b * (count + 1) + h] / total;
      if (weight < lightest) continue;
      weightOfBase += weight;
      const slowed = h < count;
      const first = slowed ? hypotheses.start[h] * subjects : 0;
      const set = slowed ? hypotheses.touched[h] : 0;
      const mean = slowed ? sizes[b * count + h] : 0;
      const variance = slowed ? variances[b * count + h] : 0;
      if (slowed) {
        // Where a hypothesis hardly counts, what bad days change about its reach counts less.
        if (b === 0 || weight < 1e-3) for (let row = 0; row < rows; row++) shift[row] = plainShift[h * rows + row];
        else shiftOf(base.product, h, shift, 0);
      } else shift.fill(0);
      for (let s = 0; s < subjects; s++) if ((set >> s) & 1) byRamp[first + s] += weight * mean;
      for (let c = 0; c < comparisons; c++) addToSlot(base, c, slotOf[c * (count + 1) + h], weight, mean, variance);
      if (slowed) addScoreVariance(first, set, weight, mean, variance);
    }
    if (weightOfBase > 0) clearData(base, found, weightOfBase);
  }

  function addToSlot(base: Base, c: number, slot: number, weight: number, mean: number, variance: number): void {
    const at = slot + slots * c;
    const row = 3 * c;
    const reach = ramps + row;
    const { product, data } = base;
    const [sf, sb, sn] = [shift[row], shift[row + 1], shift[row + 2]];
    const f = data[reach] + mean * sf;
    const b = data[reach + 1] + mean * sb;
    const n = data[reach + 2] + mean * sn;
    const v = variance;
    const [ff, bf, nf] = [
      reach * directions + reach,
      (reach + 1) * directions + reach,
      (reach + 2) * directions + reach,
    ];
    const { covariance, mean: means } = posterior;
    const own = node.prior;
    posterior.weight[at] += weight;
    means[3 * at] += weight * f;
    means[3 * at + 1] += weight * b;
    means[3 * at + 2] += weight * n;
    covariance[6 * at] += weight * (own[6 * c] - product[ff] + v * sf * sf + f * f);
    covariance[6 * at + 1] += weight * (own[6 * c + 1] - product[bf] + v * sf * sb + f * b);
    covariance[6 * at + 2] += weight * (own[6 * c + 2] - product[nf] + v * sf * sn + f * n);
    covariance[6 * at + 3] += weight * (own[6 * c + 3] - product[bf + 1] + v * sb * sb + b * b);
    covariance[6 * at + 4] += weight * (own[6 * c + 4] - product[nf + 1] + v * sb * sn + b * n);
    covariance[6 * at + 5] += weight * (own[6 * c + 5] - product[nf + 2] + v * sn * sn + n * n);
  }

  /** First and second moment of what a hypothesis does to the position at each score. */
  function addScoreVariance(first: number, set: number, weight: number, mean: number, variance: number): void {
    if (weight < 1e-4) return;
    for (let i = 0; i < n; i++) {
      let reach = 0;
      for (let s = 0; s < subjects; s++) {
        if ((set >> s) & 1) reach += node.takenAtScore[i * ramps + first + s] + node.felt[i * ramps + first + s];
      }
      reached[i] += weight * mean * reach;
      posterior.extraVariance[i] += weight * (mean * mean + variance) * reach * reach;
    }
  }

  /** Takes the expected slow-down and bad days of a base out of the innovations. */
  function clearData(base: Base, found: number, weightOfBase: number): void {
    for (let ramp = 0; ramp < ramps; ramp++) {
      const mean = byRamp[ramp];
      if (mean === 0) continue;
      for (let j = 0; j < n; j++) {
        posterior.cleared[j] -= mean * node.direction[ramp * n + j];
        posterior.fallen[j] += mean * node.takenAtScore[j * ramps + ramp];
      }
    }
    const spread = badDay.sd * badDay.sd;
    for (let p = 0; p < found; p++) {
      if (((base.falls >> p) & 1) === 0) continue;
      let along = weightOfBase * base.fallData[p];
      for (let ramp = 0; ramp < ramps; ramp++) along -= byRamp[ramp] * base.fallDirection[p * directions + ramp];
      const fall = weightOfBase * badDay.mean + spread * along;
      const j = candidates[p];
      const square = node.fallFall[j * n + j];
      const variance = (weightOfBase * spread) / (1 + spread * square);
      for (let i = 0; i < n; i++) {
        posterior.cleared[i] -= fall * node.fall[j * n + i];
        const reach = node.feltFall[i * n + j];
        posterior.extraVariance[i] += reach * reach * (variance + (fall * fall * (1 - weightOfBase)) / weightOfBase);
      }
    }
  }

  function finishSlots(): void {
    for (let at = 0; at < posterior.weight.length; at++) {
      const weight = posterior.weight[at];
      if (weight > 0) finishMoments(posterior, at);
      else {
        posterior.mean.set(prior.mean.subarray(3 * at, 3 * at + 3), 3 * at);
        posterior.covariance.set(prior.covariance.subarray(6 * at, 6 * at + 6), 6 * at);
      }
    }
  }

  const prior = priorSlots(pattern, node, hypotheses, slotOf, slowDown, comparisons);
  return { posterior, prior, weigh };
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
function sweepFall(base: Base, p: number, found: number, directions: number, most: number, prior: BadDayPrior): void {
  const { product, data, fallData, fallProduct, fallDirection } = base;
  const own = fallDirection.slice(p * directions, (p + 1) * directions);
  const others = fallProduct.slice(p * most, p * most + found);
  const spread = prior.sd * prior.sd;
  const factor = spread / (1 + spread * others[p]);
  const left = fallData[p] - prior.mean * others[p];
  for (let d = 0; d < directions; d++) {
    data[d] -= prior.mean * own[d] + factor * left * own[d];
    const scaled = factor * own[d];
    for (let e = 0; e < directions; e++) product[d * directions + e] -= scaled * own[e];
  }
  for (let q = 0; q < found; q++) {
    fallData[q] -= prior.mean * others[q] + factor * left * others[q];
    const scaled = factor * others[q];
    for (let r = 0; r < found; r++) fallProduct[q * most + r] -= scaled * others[r];
    for (let d = 0; d < directions; d++) fallDirection[q * directions + d] -= scaled * own[d];
  }
}

function multiply(rows: Float64Array, count: number, n: number, vector: Float64Array, into: Float64Array): void {
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += rows[row * n + j] * vector[j];
    into[row] = sum;
  }
}

/** Slot of every comparison under every hypothesis, the last of which is no slow-down. */
function slotsOfHypotheses(pattern: ScorePattern, hypotheses: SlowDownHypotheses): Uint8Array {
  const count = hypotheses.start.length;
  const slot = new Uint8Array(pattern.current.length * (count + 1));
  for (let c = 0; c < pattern.current.length; c++) {
    const own = hypotheses.subjects.indexOf(pattern.subject[pattern.current[c]]);
    const baseline = pattern.baseline[c] < 0 ? Infinity : pattern.year[pattern.baseline[c]];
    for (let h = 0; h < count; h++) {
      if (((hypotheses.touched[h] >> own) & 1) === 0) continue;
      slot[c * (count + 1) + h] = hypotheses.starts[hypotheses.start[h]] < baseline ? 1 : 2;
    }
  }
  return slot;
}

function priorSlots(
  pattern: ScorePattern,
  node: PreparedNode,
  hypotheses: SlowDownHypotheses,
  slotOf: Uint8Array,
  slowDown: SlowDownPrior,
  comparisons: number,
): Pick<BlockPosterior, 'weight' | 'mean' | 'covariance'> {
  const prior = emptyBlockPosterior(0, comparisons);
  const count = hypotheses.start.length;
  const subjects = hypotheses.subjects.length;
  const size: SizePosterior = { logEvidence: 0, mean: 0, variance: 0 };
  weighSize(0, 0, sizePrior(slowDown), size);
  for (let c = 0; c < comparisons; c++) {
    const own = hypotheses.subjects.indexOf(pattern.subject[pattern.current[c]]);
    for (let h = 0; h <= count; h++) {
      const at = slotOf[c * (count + 1) + h] + slots * c;
      const weight = h < count ? slowDown.share * hypotheses.chance[h] : 1 - slowDown.share;
      const ramp = hypotheses.start[h] * subjects + own;
      const fall = (k: number) => (at === slots * c ? 0 : -node.taken[(3 * c + k) * node.ramps + ramp]);
      prior.weight[at] += weight;
      for (let k = 0; k < 3; k++) prior.mean[3 * at + k] += weight * size.mean * fall(k);
      covariancePairs.forEach(([p, q], pair) => {
        prior.covariance[6 * at + pair] +=
          weight * (node.prior[6 * c + pair] + (size.variance + size.mean * size.mean) * fall(p) * fall(q));
      });
    }
    for (let slot = 0; slot < slots; slot++) {
      const at = slot + slots * c;
      if (prior.weight[at] === 0) prior.covariance.set(node.prior.subarray(6 * c, 6 * c + 6), 6 * at);
      else finishMoments(prior, at);
    }
    for (let k = 0; k < 3; k++) if (Number.isNaN(node.prior[6 * c + [0, 3, 5][k]])) missingMean(prior, c, k);
  }
  return prior;
}

function missingMean(prior: Pick<BlockPosterior, 'mean'>, c: number, k: number): void {
  for (let slot = 0; slot < slots; slot++) prior.mean[3 * (slot + slots * c) + k] = NaN;
}

/** Weighted sums of a slot become its mean and covariance. */
function finishMoments(posterior: Pick<BlockPosterior, 'weight' | 'mean' | 'covariance'>, at: number): void {
  const weight = posterior.weight[at];
  for (let k = 0; k < 3; k++) posterior.mean[3 * at + k] /= weight;
  for (let pair = 0; pair < 6; pair++) {
    const [p, q] = covariancePairs[pair];
    posterior.covariance[6 * at + pair] =
      posterior.covariance[6 * at + pair] / weight - posterior.mean[3 * at + p] * posterior.mean[3 * at + q];
  }
}

function emptyBlockPosterior(n: number, comparisons: number): BlockPosterior {
  return {
    weight: new Float64Array(slots * comparisons),
    mean: new Float64Array(3 * slots * comparisons),
    covariance: new Float64Array(6 * slots * comparisons),
    cleared: new Float64Array(n),
    fallen: new Float64Array(n),
    extraVariance: new Float64Array(n),
    logEvidence: 0,
    logSlowed: 0,
  };
}

function emptyBase(directions: number, most: number): Base {
  return {
    product: new Float64Array(0),
    data: new Float64Array(directions),
    fallData: new Float64Array(most),
    fallProduct: new Float64Array(most * most),
    fallDirection: new Float64Array(most * directions),
    logWeight: 0,
    falls: 0,
  };
}
