import { logNormalCdf } from './log-normal-cdf.ts';

/** Log of the chance of the interval, and mean and variance within it. */
export interface TruncatedMoments {
  logChance: number;
  mean: number;
  variance: number;
}

/**
 * A normal distribution cut to an interval.
 *
 * @param mean, variance of the whole distribution; variance > 0
 * @param low, high the interval, infinities allowed, low < high
 * @param into receives the result
 * Source: Johnson, Kotz & Balakrishnan 1994, §10.1; tails by `logNormalCdf`, so that intervals far out keep their digits.
 */
export function truncatedMoments(
  mean: number,
  variance: number,
  low: number,
  high: number,
  into: TruncatedMoments,
): void {
  const sd = Math.sqrt(variance);
  let a = (low - mean) / sd;
  let b = (high - mean) / sd;
  // The lower tail is the exact one: an interval above the middle is looked at from the other side.
  const mirrored = a + b > 0;
  if (mirrored) [a, b] = [-b, -a];
  const below = logNormalCdf(a);
  const above = logNormalCdf(b);
  into.logChance = above + (below === -Infinity ? 0 : Math.log1p(-Math.exp(Math.min(-1e-16, below - above))));
  const atLow = density(a, into.logChance);
  const atHigh = density(b, into.logChance);
  const shift = atLow - atHigh;
  const lowTerm = a === -Infinity ? 0 : a * atLow;
  const highTerm = b === Infinity ? 0 : b * atHigh;
  into.mean = mean + (mirrored ? -1 : 1) * sd * shift;
  into.variance = variance * Math.max(1e-9, 1 + lowTerm - highTerm - shift * shift);
}

/** φ(x) over the interval's chance. */
function density(x: number, logChance: number): number {
  return Number.isFinite(x) ? 0.3989422804014327 * Math.exp(-0.5 * x * x - logChance) : 0;
}
