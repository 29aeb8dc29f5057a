import type { SlowDownHypotheses } from '../model/slow-down-hypotheses.ts';

/**
 * Product of a slow-down's course, in all the subjects it touches, with itself.
 *
 * @param product `PreparedNode.product`, or the like with bad days integrated out
 */
export function squareOfCourses(
  { subjects, course, touched }: SlowDownHypotheses,
  hypothesis: number,
  product: Float64Array,
): number {
  const count = subjects.length;
  const first = course[hypothesis] * count;
  const set = touched[hypothesis];
  let square = 0;
  for (let s = 0; s < count; s++) {
    if (((set >> s) & 1) === 0) continue;
    const row = (first + s) * count;
    square += product[row + s];
    for (let t = 0; t < s; t++) if ((set >> t) & 1) square += 2 * product[row + t];
  }
  return square;
}
