import type { ReadyPattern } from './ready-pattern.ts';

/**
 * What a slow-down of size 1, known of, does to each position compared, where no day is bad.
 *
 * @returns where in `ready.plainShift` the positions begin (f, b, n of each comparison; NaN where there is none)
 */
export function plainShiftFrom(ready: ReadyPattern, hypothesis: number): number {
  const from = hypothesis * ready.facts.place.length;
  if (ready.shiftKnown[hypothesis] === 0) fillShift(ready, ready.node.product, hypothesis, ready.plainShift, from);
  ready.shiftKnown[hypothesis] = 1;
  return from;
}

/**
 * The same under the products that are left when bad days are integrated out.
 *
 * @param into filled from `from` on
 */
export function fillShift(
  { facts, node }: ReadyPattern,
  product: Float64Array,
  hypothesis: number,
  into: Float64Array,
  from: number,
): void {
  const { hypotheses, place, own, taken } = facts;
  const { courses, crossAt } = node;
  const subjects = hypotheses.subjects.length;
  const count = hypotheses.starts.length;
  const course = hypotheses.course[hypothesis];
  const first = course * subjects;
  const set = hypotheses.touched[hypothesis];
  for (let row = 0; row < place.length; row++) {
    if (place[row] < 0) {
      into[from + row] = NaN;
      continue;
    }
    let sum = (set >> own[place[row]]) & 1 ? -taken[place[row] * count + course] : 0;
    const at = crossAt + row * courses + first;
    for (let s = 0; s < subjects; s++) if ((set >> s) & 1) sum -= product[at + s];
    into[from + row] = sum;
  }
}
