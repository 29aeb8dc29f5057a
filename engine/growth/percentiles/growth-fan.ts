import { conditionalDistribution } from './conditional-distribution.ts';
import type { GrowthFit } from './growth-fit.ts';

/** The quantile levels of the charts' fan. */
export const fanProbabilities: readonly number[] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/**
 * Quantiles of the later score for pupils with given baselines: what peers who had the same score went on to score.
 *
 * @param fit its first order (the latest earlier score alone) is used
 * @param baselines m earlier scores; NaN gives NaN
 * @param probabilities levels in (0, 1); beyond the outermost fitted τ the outermost quantile is held
 * @returns one column of m scores a level
 */
export function growthFan(
  fit: GrowthFit,
  baselines: Float64Array,
  probabilities: readonly number[] = fanProbabilities,
): Float64Array[] {
  const columns = probabilities.map(() => new Float64Array(baselines.length).fill(NaN));
  const order = fit.orders[0];
  if (!order || order.method === 'none') return columns;
  const distribution = conditionalDistribution(fit, order);
  baselines.forEach((baseline, i) => {
    if (!Number.isFinite(baseline)) return;
    distribution.at([baselines], i);
    probabilities.forEach((probability, q) => (columns[q][i] = distribution.quantile(probability)));
  });
  return columns;
}
