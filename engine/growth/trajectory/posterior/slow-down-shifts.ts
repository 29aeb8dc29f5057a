import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';

/** What a slow-down of 1 SD a year, known of, does to each position compared: places × 1, NaN where there is none. */
export interface SlowDownShifts {
  readonly take: (facts: PatternFacts, node: PreparedNode) => void;
  /** Under the node’s own products; by hypothesis from `hypothesis · places` on, once `plainFrom` was asked for it. */
  plain: Float64Array;
  readonly plainFrom: (hypothesis: number) => number;
  /** Under the products left when bad days are integrated out. Filled anew each time. */
  readonly under: (product: Float64Array, hypothesis: number) => Float64Array;
}

export function slowDownShifts(): SlowDownShifts {
  let facts!: PatternFacts;
  let node!: PreparedNode;
  let places = 0;
  let shift: Float64Array = new Float64Array(0);
  let known = new Uint8Array(0);

  function take(nextFacts: PatternFacts, nextNode: PreparedNode): void {
    [facts, node] = [nextFacts, nextNode];
    places = facts.place.length;
    const count = facts.hypotheses.start.length;
    shift = roomFor(shift, places);
    shifts.plain = roomFor(shifts.plain, count * places);
    if (known.length < count) known = new Uint8Array(count);
    known.fill(0);
  }

  function plainFrom(hypothesis: number): number {
    const from = hypothesis * places;
    if (known[hypothesis] === 0) fill(node.product, hypothesis, shifts.plain, from);
    known[hypothesis] = 1;
    return from;
  }

  function under(product: Float64Array, hypothesis: number): Float64Array {
    fill(product, hypothesis, shift, 0);
    return shift;
  }

  function fill(product: Float64Array, hypothesis: number, into: Float64Array, from: number): void {
    const { hypotheses, place, own, years } = facts;
    const { ramps, directions } = node;
    const subjects = hypotheses.subjects.length;
    const starts = hypotheses.starts.length;
    const start = hypotheses.start[hypothesis];
    const first = start * subjects;
    const set = hypotheses.touched[hypothesis];
    for (let row = 0; row < places; row++) {
      if (place[row] < 0) {
        into[from + row] = NaN;
        continue;
      }
      let sum = (set >> own[place[row]]) & 1 ? -years[place[row] * starts + start] : 0;
      const at = (ramps + row) * directions + first;
      for (let s = 0; s < subjects; s++) if ((set >> s) & 1) sum -= product[at + s];
      into[from + row] = sum;
    }
  }

  const shifts: SlowDownShifts = { take, plain: new Float64Array(0), plainFrom, under };
  return shifts;
}
