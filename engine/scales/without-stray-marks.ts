import { medianSorted, quantileSorted } from 'simple-statistics';

/** Marks this many robust SDs from the middle are slips of the pen (1050 for 105), not spread. */
const farthest = 20;

/**
 * The marks of a group that speak for its spread. One wrong digit would otherwise make every pupil's points, and what a
 * standard error in points is worth, many times too large. Robust SD = 1.4826 × the median distance from the median; where
 * over half of the marks are equal, (95 % − 5 % point)/3.29; where these are equal too, nothing is stray.
 *
 * @param sorted finite marks, ascending
 * @returns a stretch of `sorted`: all of it where no mark is stray
 */
export function withoutStrayMarks(sorted: Float64Array): Float64Array {
  if (sorted.length < 3) return sorted;
  const marks = Array.from(sorted);
  const middle = medianSorted(marks);
  const distances = sorted.map((mark) => Math.abs(mark - middle)).sort();
  const spread =
    1.4826 * medianSorted(Array.from(distances)) || (quantileSorted(marks, 0.95) - quantileSorted(marks, 0.05)) / 3.29;
  if (!(spread > 0) || distances[distances.length - 1] <= farthest * spread) return sorted;
  const near = (mark: number) => Math.abs(mark - middle) <= farthest * spread;
  return sorted.subarray(sorted.findIndex(near), sorted.findLastIndex(near) + 1);
}
