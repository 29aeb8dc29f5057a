import type { SlowDownHypotheses } from '../model/slow-down-hypotheses.ts';

/**
 * Product of a slow-down's course, in all the subjects it touches, with itself.
 *
 * @param product between directions, directions × directions, the courses first: start by start, subject by subject
 */
export function squareOfCourses(
  { subjects, start, touched }: SlowDownHypotheses,
  hypothesis: number,
  product: Float64Array,
  directions: number,
): number {
  const first = start[hypothesis] * subjects.length;
  const set = touched[hypothesis];
  let square = 0;
  for (let s = 0; s < subjects.length; s++) {
    if (((set >> s) & 1) === 0) continue;
    const row = (first + s) * directions + first;
    square += product[row + s];
    for (let t = 0; t < s; t++) if ((set >> t) & 1) square += 2 * product[row + t];
  }
  return square;
}
