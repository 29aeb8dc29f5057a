import { bivariateNormalCdf } from '../stats/distributions/bivariate-normal-cdf.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import type { CriteriaSettings } from './judged-criteria.ts';

/** One Gaussian for the true positions (first, baseline, current), with the peers’ line that goes with it. */
export interface PositionsGaussian {
  readonly meanFirst: number;
  readonly meanBaseline: number;
  readonly meanCurrent: number;
  readonly ff: number;
  readonly fb: number;
  readonly fn: number;
  readonly bb: number;
  readonly bn: number;
  readonly nn: number;
  readonly peerCorrelation: number;
  readonly yearsBefore: number;
  readonly yearsSince: number;
}

/**
 * Probabilities of the four statements about true positions under one Gaussian, written to `out[0..3]` in the order of
 * `criterionNames`; NaN for `below-own-rate` without a first window. All are closed forms: (a) and (b) are one linear
 * statement, (c) and (d) two, a bivariate normal orthant.
 */
export function statementProbabilities(g: PositionsGaussian, settings: CriteriaSettings, out: Float64Array): void {
  const { meanBaseline: b, meanCurrent: n, bb, bn, nn } = g;
  const peerSd = Math.sqrt(1 - g.peerCorrelation ** 2);
  const growth = linear(n - g.peerCorrelation * b, nn - 2 * g.peerCorrelation * bn + g.peerCorrelation ** 2 * bb);
  out[0] = below(growth, peerSd * normalQuantile(settings.slowerPercentile / 100));

  const before = 1 / g.yearsBefore;
  const since = 1 / g.yearsSince;
  const w = [before, -(before + since), since];
  const rateVariance =
    w[0] ** 2 * g.ff +
    w[1] ** 2 * bb +
    w[2] ** 2 * nn +
    2 * (w[0] * w[1] * g.fb + w[0] * w[2] * g.fn + w[1] * w[2] * bn);
  out[1] = below(linear(w[0] * g.meanFirst + w[1] * b + w[2] * n, rateVariance), -settings.rateDrop);

  const rise = linear(n - b, nn - 2 * bn + bb);
  out[2] = bothBelow(linear(b, bb), -settings.largeGap, rise, 0, bn - bb);
  out[3] = bothBelow(linear(n, nn), 0, rise, -settings.gapGrowth, nn - bn);
}

interface Linear {
  readonly mean: number;
  readonly sd: number;
}

function linear(mean: number, variance: number): Linear {
  return { mean, sd: Math.sqrt(Math.max(variance, 1e-12)) };
}

function below({ mean, sd }: Linear, limit: number): number {
  return normalCdf((limit - mean) / sd);
}

function bothBelow(x: Linear, xLimit: number, y: Linear, yLimit: number, covariance: number): number {
  const h = (xLimit - x.mean) / x.sd;
  const k = (yLimit - y.mean) / y.sd;
  // Beyond 6 SD the orthant is one of its sides to 1e-9, and most pupils are that far from (c).
  if (h < -6 || k < -6) return 0;
  if (h > 6) return normalCdf(k);
  if (k > 6) return normalCdf(h);
  return bivariateNormalCdf(h, k, Math.max(-1, Math.min(1, covariance / (x.sd * y.sd))));
}
