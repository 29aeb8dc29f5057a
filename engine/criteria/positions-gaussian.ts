import type { TrajectoryPosterior } from '../growth/trajectory/posterior/trajectory-posterior.ts';
import type { Span } from './criterion.ts';

/** One Gaussian for the true positions (first, baseline, current), with the peers’ line that goes with it. */
export interface PositionsGaussian extends Span {
  readonly meanFirst: number;
  readonly meanBaseline: number;
  readonly meanCurrent: number;
  readonly ff: number;
  readonly fb: number;
  readonly fn: number;
  readonly bb: number;
  readonly bn: number;
  readonly nn: number;
}

/** A mutable `PositionsGaussian`, filled for one component after another without allocating. */
export type Gaussian = { -readonly [key in keyof PositionsGaussian]: PositionsGaussian[key] };

/** Room for one component, all 0 until `readComponent` fills it: made once and used for pupil after pupil. */
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
