import type { TrajectoryPosterior } from '../growth/trajectory/posterior/trajectory-posterior.ts';
import type { NormalMixture } from '../stats/distributions/normal-mixture-quantile.ts';
import type { PositionsGaussian } from './statement-probabilities.ts';

/** A mutable `PositionsGaussian`, filled for one component after another without allocating. */
export type Gaussian = { -readonly [key in keyof PositionsGaussian]: PositionsGaussian[key] };

export function emptyGaussian(): Gaussian {
  return {
    meanFirst: 0,
    meanBaseline: 0,
    meanCurrent: 0,
    ff: 0,
    fb: 0,
    fn: 0,
    bb: 0,
    bn: 0,
    nn: 0,
    peerCorrelation: 0,
    yearsBefore: 0,
    yearsSince: 0,
  };
}

/** Copies component k of a posterior (or of its prior) into `g`. */
export function readComponent(posterior: TrajectoryPosterior, k: number, prior: boolean, g: Gaussian): void {
  const mean = prior ? posterior.priorMean : posterior.mean;
  const covariance = prior ? posterior.priorCovariance : posterior.covariance;
  g.meanFirst = mean[3 * k];
  g.meanBaseline = mean[3 * k + 1];
  g.meanCurrent = mean[3 * k + 2];
  g.ff = covariance[6 * k];
  g.fb = covariance[6 * k + 1];
  g.fn = covariance[6 * k + 2];
  g.bb = covariance[6 * k + 3];
  g.bn = covariance[6 * k + 4];
  g.nn = covariance[6 * k + 5];
  g.peerCorrelation = posterior.peerCorrelation[k];
  g.yearsBefore = posterior.yearsBefore;
  g.yearsSince = posterior.yearsSince;
}

/** The linear quantities every criterion is about, in the order they are collected. */
export const quantities = ['growth', 'rate-change', 'gap-change', 'true-growth-score'] as const;

/** Weights of (first, baseline, current) in each quantity under one component. */
export function quantityWeights(g: PositionsGaussian, quantity: number, out: Float64Array): void {
  const peerSd = Math.sqrt(1 - g.peerCorrelation ** 2);
  out[0] = quantity === 1 ? 1 / g.yearsBefore : 0;
  if (quantity === 0) [out[1], out[2]] = [-g.peerCorrelation, 1];
  else if (quantity === 1) [out[1], out[2]] = [-1 / g.yearsBefore - 1 / g.yearsSince, 1 / g.yearsSince];
  else if (quantity === 2)
    [out[1], out[2]] = [1, -1]; // growth of the gap
  else [out[1], out[2]] = [-g.peerCorrelation / peerSd, 1 / peerSd];
}

/** Adds one component of a quantity to a mixture: mean and SD of the weighted sum of positions. */
export function addQuantity(
  mixture: NormalMixture,
  k: number,
  weight: number,
  g: PositionsGaussian,
  w: Float64Array,
): void {
  // A missing first window is NaN with weight 0 in every quantity but the change of rate.
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
