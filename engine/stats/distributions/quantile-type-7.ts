/**
 * Sample quantiles of Hyndman & Fan's type 7, R's default: linear between the order statistics at 1 + (n − 1)p.
 * simple-statistics' `quantile` averages or steps (type 2), so it cannot reproduce R's knots.
 *
 * @param values n ≥ 1 finite numbers, any order, not changed
 * @param probabilities each in [0, 1]
 * @returns one quantile a probability; NaN where `values` is empty
 * @see Hyndman & Fan (1996), The American Statistician 50, 361–365
 */
export function quantileType7(values: Float64Array, probabilities: ArrayLike<number>): Float64Array {
  const sorted = values.slice().sort();
  return weightedQuantileType7(sorted, null, probabilities);
}

/**
 * The same for sorted distinct values with whole-number counts: as if each value stood there `counts[i]` times.
 *
 * @param sorted ascending
 * @param counts how often each value occurs; null for once each
 */
export function weightedQuantileType7(
  sorted: Float64Array,
  counts: Float64Array | null,
  probabilities: ArrayLike<number>,
): Float64Array {
  const quantiles = new Float64Array(probabilities.length).fill(NaN);
  if (sorted.length === 0) return quantiles;
  const n = counts ? counts.reduce((sum, count) => sum + count, 0) : sorted.length;
  for (let q = 0; q < quantiles.length; q++) {
    // R adds a few ulp before taking the floor, so that a product meant to be whole is whole: stats:::quantile.default.
    const at = (n - 1) * probabilities[q];
    const below = Math.floor(at + 4 * Number.EPSILON);
    const part = Math.abs(at - below) < 4 * Number.EPSILON ? 0 : at - below;
    const low = orderStatistic(sorted, counts, below);
    const high = part > 0 ? orderStatistic(sorted, counts, Math.min(below + 1, n - 1)) : low;
    quantiles[q] = part > 0 ? (1 - part) * low + part * high : low;
  }
  return quantiles;
}

/** The value at 0-based rank `rank` of the expanded sample. */
function orderStatistic(sorted: Float64Array, counts: Float64Array | null, rank: number): number {
  if (counts === null) return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)];
  let passed = 0;
  for (let i = 0; i < sorted.length; i++) {
    passed += counts[i];
    if (rank < passed) return sorted[i];
  }
  return sorted[sorted.length - 1];
}
