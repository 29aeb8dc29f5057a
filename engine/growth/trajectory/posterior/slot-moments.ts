import { finishMoments, firstOfPair, secondOfPair, slots, type PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';

/** Hypotheses gathered into slots, with the moments of first, baseline and newest position in each. */
export interface SlotMoments {
  /** Weight of each slot, sum 1 a comparison. Slot s of comparison c is at s + slots · c; arrays may be longer. */
  weight: Float64Array;
  /** Mean of (f, b, n): 3 a slot; covariance ff, fb, fn, bb, bn, nn: 6 a slot. */
  mean: Float64Array;
  covariance: Float64Array;
  readonly take: (facts: PatternFacts, node: PreparedNode) => void;
  readonly clear: () => void;
  /** Starts the sums of one base. */
  readonly open: () => void;
  /** Adds a hypothesis's weight to the slot it belongs to in each comparison. */
  readonly add: (hypothesis: number, weight: number) => void;
  /**
   * Adds what a slow-down moves the positions compared by.
   *
   * @param mean of its size, times its weight; square: likewise of its square
   * @param shifts what 1 SD a year does to each position, from `from` on
   */
  readonly move: (hypothesis: number, mean: number, square: number, shifts: Float64Array, from: number) => void;
  /**
   * Adds the base's sums: moments of (where its scores put a position + what a slow-down moves it by).
   *
   * @param product, data of the base: directions × directions, and of the directions with the scores
   */
  readonly close: (product: Float64Array, data: Float64Array) => void;
  /** Sums become means and covariances; a slot no hypothesis fell into has those of before the scores. */
  readonly finish: () => void;
}

export function slotMoments(): SlotMoments {
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let count = 0;
  let comparisons = 0;
  // Of the base open, by slot: weight, sum of what slow-downs move f, b, n by, and of its products.
  let ownWeight: Float64Array = new Float64Array(0);
  let ownMove: Float64Array = new Float64Array(0);
  let ownProduct: Float64Array = new Float64Array(0);

  function take(nextFacts: PatternFacts, nextNode: PreparedNode): void {
    [facts, node] = [nextFacts, nextNode];
    count = facts.hypotheses.start.length;
    comparisons = facts.place.length / 3;
    const room = slots * comparisons;
    ownWeight = roomFor(ownWeight, room);
    ownMove = roomFor(ownMove, 3 * room);
    ownProduct = roomFor(ownProduct, 6 * room);
    moments.weight = roomFor(moments.weight, room);
    moments.mean = roomFor(moments.mean, 3 * room);
    moments.covariance = roomFor(moments.covariance, 6 * room);
  }

  function clear(): void {
    moments.weight.fill(0, 0, slots * comparisons);
    moments.mean.fill(0, 0, 3 * slots * comparisons);
    moments.covariance.fill(0, 0, 6 * slots * comparisons);
  }

  function open(): void {
    ownWeight.fill(0, 0, slots * comparisons);
    ownMove.fill(0, 0, 3 * slots * comparisons);
    ownProduct.fill(0, 0, 6 * slots * comparisons);
  }

  function slotAt(hypothesis: number, comparison: number): number {
    return slots * comparison + facts.slotOf[comparison * (count + 1) + hypothesis];
  }

  function add(hypothesis: number, weight: number): void {
    for (let c = 0; c < comparisons; c++) ownWeight[slotAt(hypothesis, c)] += weight;
  }

  function move(hypothesis: number, mean: number, square: number, shifts: Float64Array, from: number): void {
    for (let c = 0, row = from; c < comparisons; c++, row += 3) {
      const at = slotAt(hypothesis, c);
      const first = shifts[row];
      const baseline = shifts[row + 1];
      const current = shifts[row + 2];
      ownMove[3 * at] += mean * first;
      ownMove[3 * at + 1] += mean * baseline;
      ownMove[3 * at + 2] += mean * current;
      ownProduct[6 * at] += square * first * first;
      ownProduct[6 * at + 1] += square * first * baseline;
      ownProduct[6 * at + 2] += square * first * current;
      ownProduct[6 * at + 3] += square * baseline * baseline;
      ownProduct[6 * at + 4] += square * baseline * current;
      ownProduct[6 * at + 5] += square * current * current;
    }
  }

  function close(product: Float64Array, data: Float64Array): void {
    const { weight, mean, covariance } = moments;
    const { ramps, directions, prior } = node;
    for (let at = 0; at < slots * comparisons; at++) {
      const own = ownWeight[at];
      if (own === 0) continue;
      const c = Math.floor(at / slots);
      const reach = ramps + 3 * c;
      weight[at] += own;
      for (let k = 0; k < 3; k++) mean[3 * at + k] += own * data[reach + k] + ownMove[3 * at + k];
      for (let pair = 0; pair < 6; pair++) {
        const k = firstOfPair[pair];
        const l = secondOfPair[pair];
        const left = prior[6 * c + pair] - product[(reach + l) * directions + reach + k];
        covariance[6 * at + pair] +=
          own * (left + data[reach + k] * data[reach + l]) +
          data[reach + k] * ownMove[3 * at + l] +
          data[reach + l] * ownMove[3 * at + k] +
          ownProduct[6 * at + pair];
      }
    }
  }

  function finish(): void {
    const { weight, mean, covariance } = moments;
    for (let at = 0; at < slots * comparisons; at++) {
      if (weight[at] > 0) {
        finishMoments(weight, mean, covariance, at);
        continue;
      }
      const prior = 6 * Math.floor(at / slots);
      for (let k = 0; k < 3; k++) mean[3 * at + k] = facts.priorMean[3 * at + k];
      for (let pair = 0; pair < 6; pair++)
        covariance[6 * at + pair] = node.prior[prior + pair] + facts.priorCovariance[6 * at + pair];
    }
  }

  const moments: SlotMoments = {
    weight: new Float64Array(0),
    mean: new Float64Array(0),
    covariance: new Float64Array(0),
    take,
    clear,
    open,
    add,
    move,
    close,
    finish,
  };
  return moments;
}
