import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';

/**
 * What slow-downs, each by its weight and size, amount to on every ramp (a start in a subject), and so what they move the
 * position at any score by: one sum over ramps a score, however many hypotheses there are.
 */
export interface RampMoments {
  readonly take: (facts: PatternFacts, node: PreparedNode) => void;
  readonly clear: () => void;
  /** Starts the sums of one base. */
  readonly open: () => void;
  /** @param mean of the size of slow-down h, times its weight; square: likewise of its square */
  readonly add: (h: number, mean: number, square: number) => void;
  readonly close: () => void;
  /** Of the base open: product of the slow-downs with a row of reaches, `ramps` of them from `from` on. */
  readonly along: (reaches: Float64Array, from: number) => number;
  /** Of all bases: takes the slow-downs out of the positions; second moments become variances about what is expected. */
  readonly settle: (position: Float64Array, extraVariance: Float64Array) => void;
}

export function rampMoments(): RampMoments {
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let ramps = 0;
  let subjects = 0;
  let ofBase: Float64Array = new Float64Array(0);
  let inAll: Float64Array = new Float64Array(0);
  /** ramps × subjects: a slow-down's ramps all have one start. */
  let squares: Float64Array = new Float64Array(0);

  function take(nextFacts: PatternFacts, nextNode: PreparedNode): void {
    [facts, node] = [nextFacts, nextNode];
    ramps = node.ramps;
    subjects = facts.hypotheses.subjects.length;
    ofBase = roomFor(ofBase, ramps);
    inAll = roomFor(inAll, ramps);
    squares = roomFor(squares, ramps * subjects);
  }

  function clear(): void {
    inAll.fill(0, 0, ramps);
    squares.fill(0, 0, ramps * subjects);
  }

  function open(): void {
    ofBase.fill(0, 0, ramps);
  }

  function add(h: number, mean: number, square: number): void {
    const first = facts.hypotheses.start[h] * subjects;
    const set = facts.hypotheses.touched[h];
    for (let s = 0; s < subjects; s++) {
      if (((set >> s) & 1) === 0) continue;
      ofBase[first + s] += mean;
      for (let t = 0; t <= s; t++) if ((set >> t) & 1) squares[(first + s) * subjects + t] += square;
    }
  }

  function close(): void {
    for (let ramp = 0; ramp < ramps; ramp++) inAll[ramp] += ofBase[ramp];
  }

  function along(reaches: Float64Array, from: number): number {
    let sum = 0;
    for (let ramp = 0; ramp < ramps; ramp++) sum += ofBase[ramp] * reaches[from + ramp];
    return sum;
  }

  function settle(position: Float64Array, extraVariance: Float64Array): void {
    const { directions, errorRatio, fallDirection } = node;
    for (let i = 0; i < facts.pattern.size; i++) {
      const row = i * directions;
      let sum = 0;
      for (let ramp = 0; ramp < ramps; ramp++) sum += inAll[ramp] * fallDirection[row + ramp];
      const moved = errorRatio[i] * sum;
      position[i] -= moved;
      extraVariance[i] += errorRatio[i] ** 2 * squareAlong(fallDirection, row) - moved * moved;
    }
  }

  function squareAlong(reaches: Float64Array, row: number): number {
    let sum = 0;
    for (let ramp = 0; ramp < ramps; ramp++) {
      const reach = reaches[row + ramp];
      if (reach === 0) continue;
      const s = ramp % subjects;
      const first = row + ramp - s;
      let half = 0.5 * squares[ramp * subjects + s] * reach;
      for (let t = 0; t < s; t++) half += squares[ramp * subjects + t] * reaches[first + t];
      sum += 2 * reach * half;
    }
    return sum;
  }

  return { take, clear, open, add, close, along, settle };
}
