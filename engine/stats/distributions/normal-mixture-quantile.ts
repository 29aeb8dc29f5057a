import { normalCdf, upperTailFactor } from './normal-cdf.ts';

/** A weighted sum of normal distributions; the first `count` entries are used, weights sum to 1. */
export interface NormalMixture {
  count: number;
  readonly weight: Float64Array;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/**
 * The point below which a normal mixture has the given probability, by Newton steps kept inside a shrinking bracket.
 * Accurate to 1e-9 in probability; NaN for an empty mixture.
 */
export function normalMixtureQuantile(mixture: NormalMixture, probability: number): number {
  let low = Infinity;
  let high = -Infinity;
  let mean = 0;
  let square = 0;
  for (let k = 0; k < mixture.count; k++) {
    low = Math.min(low, mixture.mean[k] - 9 * mixture.sd[k]);
    high = Math.max(high, mixture.mean[k] + 9 * mixture.sd[k]);
    mean += mixture.weight[k] * mixture.mean[k];
    square += mixture.weight[k] * (mixture.mean[k] ** 2 + mixture.sd[k] ** 2);
  }
  if (!(low <= high)) return Number.NaN;
  // One normal with the mixture's moments is a close first guess for 5 % and 95 %.
  const spread = Math.sqrt(Math.max(square - mean * mean, 0));
  let x = Math.min(high, Math.max(low, mean + spread * (probability < 0.5 ? -1.64 : probability > 0.5 ? 1.64 : 0)));
  for (let step = 0; step < 60; step++) {
    const { below, density } = cdfAndDensity(mixture, x);
    const miss = below - probability;
    if (Math.abs(miss) < 1e-9) return x;
    if (miss > 0) high = x;
    else low = x;
    const newton = x - miss / density;
    x = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return x;
}

function cdfAndDensity(mixture: NormalMixture, x: number): { below: number; density: number } {
  let below = 0;
  let density = 0;
  for (let k = 0; k < mixture.count; k++) {
    const z = (x - mixture.mean[k]) / mixture.sd[k];
    // The density's exponential is the tail's too.
    const height = Math.exp(-0.5 * z * z);
    const size = Math.abs(z);
    const tail = size > 0.675 ? height * upperTailFactor(size) : normalCdf(-size);
    below += mixture.weight[k] * (z > 0 ? 1 - tail : tail);
    density += (mixture.weight[k] * height) / mixture.sd[k];
  }
  return { below, density: density * 0.3989422804014327 };
}
