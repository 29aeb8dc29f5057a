import type { NormalMixture } from '../stats/distributions/normal-mixture-quantile.ts';
import { criteria } from './index.ts';
import type { Effect } from './criterion.ts';
import type { PositionsGaussian } from './positions-gaussian.ts';

/** The different effects of the criteria: some share one. */
export const effects: readonly Effect[] = [...new Set(criteria.map(({ effect }) => effect))];

/** Which of `effects` is each criterion’s, in their order. */
export const effectOf: readonly number[] = criteria.map(({ effect }) => effects.indexOf(effect));

/** Adds one component of a weighted sum of positions to a mixture: its mean and SD. */
export function addToMixture(
  mixture: NormalMixture,
  k: number,
  weight: number,
  g: PositionsGaussian,
  w: Float64Array,
): void {
  // A missing first window is NaN with weight 0 in every sum but the change of rate.
  const first = w[0] === 0 ? 0 : w[0] * g.meanFirst;
  const withFirst = w[0] === 0 ? 0 : w[0] ** 2 * g.ff + 2 * w[0] * (w[1] * g.fb + w[2] * g.fn);
  const variance = withFirst + w[1] ** 2 * g.bb + w[2] ** 2 * g.nn + 2 * w[1] * w[2] * g.bn;
  mixture.weight[k] = weight;
  mixture.mean[k] = first + w[1] * g.meanBaseline + w[2] * g.meanCurrent;
  mixture.sd[k] = Math.sqrt(Math.max(variance, 1e-12));
}

/** Mean and variance of a mixture (law of total variance). */
export function mixtureMoments(mixture: NormalMixture): { mean: number; variance: number } {
  let mean = 0;
  let square = 0;
  for (let k = 0; k < mixture.count; k++) {
    mean += mixture.weight[k] * mixture.mean[k];
    square += mixture.weight[k] * (mixture.mean[k] ** 2 + mixture.sd[k] ** 2);
  }
  return { mean, variance: Math.max(square - mean * mean, 0) };
}
