export interface MedianGrowth {
  /** Pupils with a growth percentile. */
  readonly n: number;
  /** Pupils without one. */
  readonly missing: number;
  /** 0–100; NaN where n = 0. */
  readonly median: number;
  /** 90 % interval; the whole scale, 0–100, where n is too small for one (under 5). */
  readonly low: number;
  readonly high: number;
}

/**
 * Median growth percentile of a class or school with a 90 % interval.
 *
 * The interval runs between two order statistics chosen by the binomial distribution, so it makes no assumption about how
 * growth is distributed: [x_(l), x_(n+1−l)] with the largest l for which P(Bin(n, ½) ≤ l − 1) ≤ 5 %. It holds the median at
 * least 90 times in 100. It takes the pupils as a sample of those the class or school could have had.
 *
 * @param percentiles 0–100; NaN = missing, left out and counted
 * @see Hettmansperger & McKean (2011), Robust Nonparametric Statistical Methods, §1.3 (the sign interval)
 */
export function medianGrowth(percentiles: Float64Array): MedianGrowth {
  const sorted = percentiles.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  const missing = percentiles.length - n;
  if (n === 0) return { n, missing, median: NaN, low: NaN, high: NaN };
  const median = (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
  const rank = lowerRank(n);
  if (rank === 0) return { n, missing, median, low: 0, high: 100 };
  return { n, missing, median, low: sorted[rank - 1], high: sorted[n - rank] };
}

/** Largest l with P(Bin(n, ½) ≤ l − 1) ≤ 0.05; 0 where there is none. */
function lowerRank(n: number): number {
  // Terms relative to the middle one, so that nothing underflows for large n; their sum is 2ⁿ in the same unit.
  const middle = n >> 1;
  const terms = new Float64Array(n + 1);
  terms[middle] = 1;
  for (let k = middle; k > 0; k--) terms[k - 1] = (terms[k] * k) / (n - k + 1);
  for (let k = middle; k < n; k++) terms[k + 1] = (terms[k] * (n - k)) / (k + 1);
  const total = terms.reduce((sum, term) => sum + term, 0);
  let below = 0;
  let rank = 0;
  while (rank < n && (below + terms[rank]) / total <= 0.05) below += terms[rank++];
  return rank;
}
