import { conditionalDistribution, studentPercentile } from './conditional-distribution.ts';
import type { GrowthFit, GrowthPercentiles } from './growth-fit.ts';

/**
 * Replaces percentile and expected score of pupils who are themselves peers of a Gaussian fit by what the same fit without
 * them gives, in closed form: mean y − e/(1 − h), sum of squares less e²/(1 − h), Student's t with one degree fewer.
 * Under the model the percentile is then exactly uniform (the externally studentised residual).
 *
 * @param isPeer whether the pupil of a row is among the peers; default: all are
 * @param result changed in place; NaN where nobody else has a baseline that would carry the line (h = 1)
 * @see Cook & Weisberg (1982), Residuals and Influence in Regression, §2.2
 */
export function leaveOneOutGrowth(
  fit: GrowthFit,
  orderIndex: number,
  priors: readonly Float64Array[],
  outcome: Float64Array,
  result: Pick<GrowthPercentiles, 'percentile' | 'expected' | 'priorsUsed'>,
  isPeer: (row: number) => boolean = () => true,
): void {
  const order = fit.orders[orderIndex];
  const distribution = conditionalDistribution(fit, order);
  const degreesOfFreedom = order.peers - order.orthonormal.length - 1;
  for (let i = 0; i < outcome.length; i++) {
    if (result.priorsUsed[i] !== orderIndex + 1 || !Number.isFinite(outcome[i]) || !isPeer(i)) continue;
    distribution.at(priors, i);
    const leverage = distribution.leverage();
    const left = 1 - leverage;
    if (!(left > 1e-9) || degreesOfFreedom < 1) {
      result.percentile[i] = NaN;
      result.expected[i] = NaN;
      continue;
    }
    const error = outcome[i] - distribution.quantile(0.5);
    const mean = outcome[i] - error / left;
    const squares = Math.max(order.squaredResiduals - (error * error) / left, 0);
    const deviation = Math.sqrt(squares / degreesOfFreedom / left);
    result.expected[i] = mean;
    result.percentile[i] = studentPercentile(outcome[i], fit, { mean, deviation, degreesOfFreedom });
  }
}
