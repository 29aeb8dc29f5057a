import { normalCdf, upperTailFactor } from './normal-cdf.ts';

/**
 * log Φ(x), without underflow however far down the tail. Relative error about 1e-14.
 *
 * @param x any number; NaN in, NaN out; −Infinity gives −Infinity
 * @returns ≤ 0
 * Source: as `normalCdf` (Cody 1969).
 */
export function logNormalCdf(x: number): number {
  if (x === -Infinity) return -Infinity;
  if (x < -5) return -0.5 * x * x + Math.log(upperTailFactor(-x));
  if (x > 1) return Math.log1p(-normalCdf(-x));
  return Math.log(normalCdf(x));
}
