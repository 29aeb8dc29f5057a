/**
 * How many of some sorted values lie strictly below `value`: the place of the first that does not. O(log n).
 *
 * @param sorted ascending, none of them NaN
 */
export function countBelow(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
