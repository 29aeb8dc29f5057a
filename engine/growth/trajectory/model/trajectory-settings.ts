import type { PriorRange } from './prior-range.ts';
import { usualComponents } from './usual-components.ts';

/**
 * Every number the latent trajectory takes as given. Priors of the components are normal on a transformed scale (logit for
 * shares and correlations, log for the speed, a trend as it is), stated by their centre and their 5 and 95 % points; the spread is the mean of
 * the two sides.
 */
export interface TrajectorySettings {
  /** Share of the observed variance in a cell that is true position. */
  readonly reliability: PriorRange;
  /** What a year adds to the logit of reliability, where no error is stated: tests of the youngest tell less than later ones. */
  readonly reliabilityTrend: PriorRange;
  /** Correlation of true positions a year apart. */
  readonly yearCorrelation: PriorRange;
  /** Share of a year's true change that is the pupil's persistent rate: `mostRateShare` × Beta(a, b). */
  readonly rateShare: readonly [a: number, b: number];
  /**
   * Some change is always for a while. Growth that adds up unevenly year by year looks like persistent rates to this process,
   * and without a limit pupils would seem never to change their rate.
   */
  readonly mostRateShare: number;
  /** Speed at which drift returns to the pupil's level, per year; near 0 it is a random walk. */
  readonly reversion: PriorRange;
  /** How much larger error is toward the extremes: its variance goes with 1 + errorExtremes · position². */
  readonly errorExtremes: PriorRange;
  /** Share by which errors are larger than stated, where they are stated. */
  readonly extraError: PriorRange;
  /** Correlation between two subjects of one pupil's levels, and of their changes (rate and drift). */
  readonly levelCorrelation: PriorRange;
  readonly changeCorrelation: PriorRange;
  /** Lasting slow-downs and bad days: `SlowDownPrior` and `BadDayPrior`. */
  readonly slowDown: SlowDownPrior;
  readonly badDay: BadDayPrior;
  readonly sharedEffects: SharedEffectSettings;
  /** Pupils × subjects of a scale class, and pupils, that the components are fitted on at most (evenly spread over all). */
  readonly fittedOn: number;
  readonly fittedOnPupils: number;
  /** Pupils × subjects of a class for the first, rough fit that shared effects are found with. */
  readonly fittedRoughlyOn: number;
  /** The same where scores are bands, which cost more. */
  readonly fittedOnBands: number;
  /** Directions of the components' posterior narrower than this SD (transformed scale) are not integrated over. */
  readonly narrowest: number;
  /** At most so many directions, the widest. */
  readonly mostDirections: number;
}

/**
 * A lasting change of rate: from an unknown day on, the true position falls behind by so much a year. These are given, not
 * fitted: how often pupils slow down cannot be told from how much ordinary progress varies. (With the generating model known
 * but for this share, the likelihood of 6,000 simulated pupils put it at half its truth.)
 */
export interface SlowDownPrior {
  /** Share of pupils who have slowed in some subject while the reference lasts. */
  readonly share: number;
  /**
   * Share of slow-downs that are the pupil's, in every subject; in the rest each subject has its chance (at least one is
   * touched). It is estimated, beginning with this one, which counts as much as `wholeShareWorth` pupils known to have slowed.
   * Never under `leastWholeShare`: where errors have heavy tails, single results look like falls in one subject.
   */
  readonly wholeShare: number;
  readonly wholeShareWorth: number;
  readonly leastWholeShare: number;
  readonly subjectChance: number;
  /** Slow-downs of unlike kinds. */
  readonly families: readonly SlowDownFamily[];
  /** All that the fit of the components allows for: a slope of such a size. */
  readonly mean: number;
  readonly sd: number;
  /** The day is uniform from the reference's first window to so many years before its last. */
  readonly endsBefore: number;
  /** Starts considered: one for about so many years, within these limits. */
  readonly yearsAStart: number;
  readonly starts: readonly [fewest: number, most: number];
}

/** Slow-downs of one kind. */
export interface SlowDownFamily {
  /** Share of the slow-downs in every subject, and share of the others; over the families each sums to 1. */
  readonly wholeShare: number;
  readonly partShare: number;
  /** A position that falls behind by so much more every year, or one that falls at once and stays there. */
  readonly course: 'slope' | 'step';
  /** SD a year, or SD: normal with this mean and SD, cut off at 0. */
  readonly mean: number;
  readonly sd: number;
  /** It began in the last so many years of the reference; null = at any time. */
  readonly within: number | null;
}

/** An earlier result that shows less (or, for heavy tails, more) than the error would explain; of the newest see `boundedNewest`. */
export interface BadDayPrior {
  /** Chance of a result, under `mostChance`; fitted like the other components. */
  readonly chance: PriorRange;
  /** Heavy tails of all errors are not days: without a limit two windows of them are explained by a bad day in three. */
  readonly mostChance: number;
  /** Fall, in SD of true position: normal with this mean and SD. */
  readonly mean: number;
  readonly sd: number;
  /** Results of a pupil considered at most, and how likely one must be (under some hypothesis) to be considered. */
  readonly most: number;
  readonly leastChance: number;
}

/** Means of cells and shocks of school-windows, SD of true position. */
export interface SharedEffectSettings {
  /** How far the mean of those who sat may lie from that of all. */
  readonly cellSd: number;
  /** SDs of how one subject's window is marked in a school, weighed with the two below; each combination equally likely at first. */
  readonly shockSds: readonly number[];
  /** SDs of what a window shows in all of a school's subjects at once and does not keep. */
  readonly commonSds: readonly number[];
  /** Shares of a year's true change that a school's pupils have in common, as a rate and as a random walk. */
  readonly changeShares: readonly number[];
  /**
   * Chance that one window of a school and subject was marked quite differently, and as much that it fell or rose from one
   * window on and stayed there; the SD of either.
   */
  readonly oddChance: number;
  readonly oddSd: number;
  /** SD between schools; how far two subjects agree in a school's level and in its lasting change. */
  readonly schoolLevelSd: number;
  readonly agreement: number;
  /** Subjects sat within so many years of one another (on average) share a window. */
  readonly sameWindowYears: number;
  /** Windows × subjects of a school weighed together at most, the newest. */
  readonly mostMembers: number;
}

export const trajectoryDefaults: TrajectorySettings = {
  ...usualComponents,
  mostRateShare: 0.8,
  slowDown: {
    share: 0.06,
    wholeShare: 0.4,
    wholeShareWorth: 3,
    leastWholeShare: 0.3,
    subjectChance: 0.2,
    families: [
      { wholeShare: 0.8, partShare: 0.25, course: 'slope', mean: 0.45, sd: 0.15, within: null },
      { wholeShare: 0.1, partShare: 0.45, course: 'slope', mean: 1, sd: 0.35, within: 1.1 },
      { wholeShare: 0.1, partShare: 0.3, course: 'step', mean: 0.6, sd: 0.25, within: null },
    ],
    mean: 0.45,
    sd: 0.15,
    endsBefore: 0.25,
    yearsAStart: 0.3,
    starts: [4, 16],
  },
  badDay: {
    chance: { centre: 0.01, low: 0.001, high: 0.022 },
    mostChance: 0.03,
    mean: 0.7,
    sd: 0.6,
    most: 3,
    leastChance: 0.05,
  },
  sharedEffects: {
    cellSd: 0.5,
    shockSds: [0, 0.03, 0.06, 0.12, 0.25],
    commonSds: [0, 0.1],
    changeShares: [0.03, 0.1, 0.3],
    oddChance: 0.002,
    oddSd: 0.5,
    schoolLevelSd: 0.4,
    agreement: 0.7,
    sameWindowYears: 0.12,
    mostMembers: 60,
  },
  fittedOn: 2500,
  fittedOnPupils: 350,
  fittedRoughlyOn: 400,
  fittedOnBands: 1200,
  narrowest: 0.35,
  mostDirections: 3,
};
