/**
 * What the scores of one pupil say about the true positions of one subject at three times: first (f), baseline (b) and
 * current (n): a weighted sum of Gaussians, one for every point of the components' grid (and every hypothesis about a
 * lasting change of rate). Filled in place and handed to a visitor; copy what is to be kept.
 *
 * Vectors have order (f, b, n); covariances are stored ff, fb, fn, bb, bn, nn. Where f or b is missing its entries are NaN.
 * `prior…` are the same before this pupil's scores: positions have mean 0 and variance 1, so only correlations are kept.
 */
export interface TrajectoryPosterior {
  /** Row of `Comparisons`. */
  comparison: number;
  components: number;
  /** Posterior weight of each component, sum 1. */
  readonly weight: Float64Array;
  /** Weight of each component before this pupil's scores, sum 1. */
  readonly priorWeight: Float64Array;
  /** 3 × components. */
  readonly mean: Float64Array;
  /** 6 × components. */
  readonly covariance: Float64Array;
  /** Prior mean of (f, b, n) under the component (0 without a change of rate): 3 × components. */
  readonly priorMean: Float64Array;
  /** Prior covariance under the component: 6 × components. */
  readonly priorCovariance: Float64Array;
  /**
   * The peers' line: E(θ_n given θ_b) = correlation × θ_b with SD sqrt(1 − correlation²), for pupils making ordinary
   * progress, under each component's variance parameters.
   */
  readonly peerCorrelation: Float64Array;
  /** 1 where the component holds a lasting slow-down, and what it is expected to have taken from f, b, n: 3 × components. */
  readonly slowed: Uint8Array;
  readonly fallen: Float64Array;
  /** Years from f to b and from b to n. */
  yearsBefore: number;
  yearsSince: number;
}

/** A posterior with room for so many components. */
export function emptyPosterior(components: number): TrajectoryPosterior {
  const column = (width: number) => new Float64Array(width * components);
  return {
    comparison: -1,
    components,
    weight: column(1),
    priorWeight: column(1),
    mean: column(3),
    covariance: column(6),
    priorMean: column(3),
    priorCovariance: column(6),
    peerCorrelation: column(1),
    slowed: new Uint8Array(components),
    fallen: column(3),
    yearsBefore: NaN,
    yearsSince: NaN,
  };
}
