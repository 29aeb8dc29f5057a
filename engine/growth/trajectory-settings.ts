/**
 * Every number the latent trajectory takes as given. Priors of the components are normal on a transformed scale (logit for
 * shares and correlations, log for the speed), stated by their centre and their 5 and 95 % points; the spread is the mean of
 * the two sides.
 */
export interface TrajectorySettings {
  /** Share of the observed variance in a cell that is true position. */
  readonly reliability: PriorRange;
  /** Correlation of true positions a year apart. */
  readonly yearCorrelation: PriorRange;
  /** Share of a year's true change that is the pupil's persistent rate: Beta(a, b). */
  readonly rateShare: readonly [a: number, b: number];
  /** Speed at which drift returns to the pupil's level, per year; near 0 it is a random walk. */
  readonly reversion: PriorRange;
  /** Correlation between two subjects of one pupil's levels, and of their changes (rate and drift). */
  readonly levelCorrelation: PriorRange;
  readonly changeCorrelation: PriorRange;
  /** Pupils × subjects of a scale class, and pupils, that the components are fitted on at most (evenly spread over all). */
  readonly fittedOn: number;
  readonly fittedOnPupils: number;
  /** Directions of the components' posterior narrower than this SD (transformed scale) are not integrated over. */
  readonly narrowest: number;
}

export interface PriorRange {
  readonly centre: number;
  readonly low: number;
  readonly high: number;
}

export const trajectoryDefaults: TrajectorySettings = {
  reliability: { centre: 0.9, low: 0.8, high: 0.95 },
  yearCorrelation: { centre: 0.94, low: 0.85, high: 0.985 },
  rateShare: [2, 2],
  reversion: { centre: 0.7, low: 0.1, high: 5 },
  levelCorrelation: { centre: 0.7, low: 0.4, high: 0.9 },
  changeCorrelation: { centre: 0.3, low: 0.05, high: 0.75 },
  fittedOn: 3000,
  fittedOnPupils: 1500,
  narrowest: 0.04,
};
