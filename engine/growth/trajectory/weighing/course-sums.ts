import type { ReadyPattern } from './ready-pattern.ts';
import { roomFor } from './prepared-node.ts';

/**
 * What slow-downs, each by its weight and size, amount to on every course (a start in a subject), and so what they move the
 * position at any score by: one sum over courses a score, however many hypotheses there are.
 */
export interface CourseSums {
  /** Of one set of bad days, and of all. */
  ofSet: Float64Array;
  inAll: Float64Array;
  /** courses × subjects: a slow-down's courses all have one start. */
  squares: Float64Array;
}

/** Sums of nothing yet for a block of the pattern. */
export function clearCourseSums({ facts, node }: ReadyPattern, sums: CourseSums): void {
  const { courses } = node;
  const subjects = facts.hypotheses.subjects.length;
  sums.ofSet = roomFor(sums.ofSet, courses);
  sums.inAll = roomFor(sums.inAll, courses);
  sums.squares = roomFor(sums.squares, courses * subjects);
  sums.inAll.fill(0, 0, courses);
  sums.squares.fill(0, 0, courses * subjects);
}

/** @param mean of the size of slow-down h, times its weight; square: likewise of its square */
export function addToCourses(
  { facts }: ReadyPattern,
  { ofSet, squares }: CourseSums,
  h: number,
  mean: number,
  square: number,
): void {
  const { course, touched, subjects } = facts.hypotheses;
  const first = course[h] * subjects.length;
  const set = touched[h];
  for (let s = 0; s < subjects.length; s++) {
    if (((set >> s) & 1) === 0) continue;
    ofSet[first + s] += mean;
    for (let t = 0; t <= s; t++) if ((set >> t) & 1) squares[(first + s) * subjects.length + t] += square;
  }
}

/** Takes the slow-downs of all sets out of the positions; second moments become variances about what is expected. */
export function takeSlowDownsOut(
  { facts, node }: ReadyPattern,
  { inAll, squares }: CourseSums,
  position: Float64Array,
  extraVariance: Float64Array,
): void {
  const { courses, directions, errorRatio, fallDirection } = node;
  const subjects = facts.hypotheses.subjects.length;
  for (let i = 0; i < facts.pattern.size; i++) {
    const row = i * directions;
    let sum = 0;
    for (let course = 0; course < courses; course++) sum += inAll[course] * fallDirection[row + course];
    const moved = errorRatio[i] * sum;
    position[i] -= moved;
    extraVariance[i] +=
      errorRatio[i] ** 2 * squareAlong(squares, fallDirection, row, courses, subjects) - moved * moved;
  }
}

function squareAlong(
  squares: Float64Array,
  falls: Float64Array,
  row: number,
  courses: number,
  subjects: number,
): number {
  let sum = 0;
  for (let course = 0; course < courses; course++) {
    const fall = falls[row + course];
    if (fall === 0) continue;
    const s = course % subjects;
    const first = row + course - s;
    let half = 0.5 * squares[course * subjects + s] * fall;
    for (let t = 0; t < s; t++) half += squares[course * subjects + t] * falls[first + t];
    sum += 2 * fall * half;
  }
  return sum;
}
