import { conditionalDistribution } from './conditional-distribution.ts';
import type { GrowthPercentiles } from './growth-fit.ts';
import { normalQuantile95 } from '../../stats/distributions/normal-quantile-95.ts';

/** Standard errors of measurement, in the units of the scores; NaN = not known. */
export interface MeasurementErrors {
  readonly outcome: Float64Array;
  /** One column an earlier score, latest first; fewer are allowed, the rest count as free of error. */
  readonly priors: readonly Float64Array[];
}

/**
 * 90 % range of a growth percentile from test error alone: the percentiles of y ∓ 1.645 s under the pupil's own conditional
 * distribution, with s² = SEM_y² + Σ (change of the median over one SEM of the earlier score)².
 *
 * It describes how far the *observed* percentile could have fallen otherwise; it corrects nothing (see
 * `growth_percentile_true` of a run for that).
 *
 * @returns 0–100; NaN where the percentile or the outcome's SEM is missing
 */
export function growthPercentileRange(
  { fit, priorsUsed }: Pick<GrowthPercentiles, 'fit' | 'priorsUsed'>,
  scores: { readonly priors: readonly Float64Array[]; readonly outcome: Float64Array },
  errors: MeasurementErrors,
): { low: Float64Array; high: Float64Array } {
  const { priors, outcome } = scores;
  const n = outcome.length;
  const low = new Float64Array(n).fill(NaN);
  const high = new Float64Array(n).fill(NaN);
  const distributions = fit.orders.map((order) => conditionalDistribution(fit, order));
  for (let i = 0; i < n; i++) {
    const k = priorsUsed[i];
    if (k === 0 || !Number.isFinite(outcome[i]) || !(errors.outcome[i] >= 0)) continue;
    const distribution = distributions[k - 1];
    const own = priors.slice(0, k).map((column) => Float64Array.of(column[i]));
    let variance = errors.outcome[i] ** 2;
    errors.priors.slice(0, k).forEach((column, j) => {
      if (column[i] > 0) variance += medianChange(distribution, own, j, column[i]) ** 2;
    });
    const half = normalQuantile95 * Math.sqrt(variance);
    distribution.at(own, 0);
    low[i] = distribution.percentile(outcome[i] - half);
    high[i] = distribution.percentile(outcome[i] + half);
  }
  return { low, high };
}

/** How much the fitted median moves when earlier score j moves by one `sem`. */
function medianChange(
  distribution: ReturnType<typeof conditionalDistribution>,
  own: readonly Float64Array[],
  j: number,
  sem: number,
): number {
  const moved = (by: number): number => {
    distribution.at(
      own.map((value, k) => (k === j ? Float64Array.of(value[0] + by) : value)),
      0,
    );
    return distribution.quantile(0.5);
  };
  return (moved(sem) - moved(-sem)) / 2;
}
