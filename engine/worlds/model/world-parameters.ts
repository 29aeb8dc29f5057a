import { numeratorCovariance, type NumeratorParameters } from './numerator-covariance.ts';
import type { GrowthFamily, WorldSettings } from './world-settings.ts';

/**
 * The exact parameters of a world's generating model, so that a benchmark can compute what is possible.
 *
 * Family `gaussian`: population position of pupil i, subject s at t years after the first window
 *
 *   θ = (a + b·(t − middleYear) + u(t)) / √K(t)  −  slowedSdPerYear · max(0, t − T)   (the last term for slowed pupils only)
 *
 * with a ~ N(0, levelVariance), b ~ N(0, rateVariance), u a stationary Ornstein–Uhlenbeck process of variance driftVariance
 * and reversionPerYear (with 0: a random walk from 0 at t = 0 with driftVariance a year), and K(t) the variance of the
 * numerator, so that θ has unit variance in every window. Subjects share a by the product of their levelLoadings, b and u by
 * that of their changeLoadings. T is uniform on slowedFromYear. What is observed is θ + shock + error + bad day.
 * `trueCovariance(parameters, …)` is the covariance of the first term.
 *
 * The other families have no closed form: their variances here are NaN.
 */
export interface WorldParameters extends NumeratorParameters {
  readonly family: GrowthFamily;
  /** Aligned with World.subjects. */
  readonly levelLoadings: readonly number[];
  readonly changeLoadings: readonly number[];
  readonly reliabilities: readonly number[];
  /** Mean error variance in units of true variance: (1 − reliability)/reliability. */
  readonly errorVariances: readonly number[];
  /** Error variance at θ is errorVariance·(1 + errorExtremes·θ²)/(1 + errorExtremes). */
  readonly errorExtremes: number;
  readonly errorDegrees: number;
  readonly badDayChance: number;
  readonly badDayMeanSd: number;
  readonly badDaySpreadSd: number;
  readonly schoolLevelShare: number;
  readonly schoolRateShare: number;
  readonly schoolWindowSd: number;
  readonly slowedShare: number;
  readonly slowedSdPerYear: number;
  readonly slowedSubjectChance: number;
  /** Earliest and latest start of a slow-down, in years after the first window. */
  readonly slowedFromYear: readonly [number, number];
}

/** A slow-down that starts less than a term before the last window leaves nothing to see. */
const LATEST_START_BEFORE_END_YEARS = 0.25;

/**
 * Resolves settings to generating parameters. `yearlyChangeSd` holds exactly for the year in the middle of the windows:
 * the change's share of variance is solved for, because dividing by √K(t) shrinks it a little.
 *
 * @param lastYear years from the first to the last window
 */
export function worldParameters(settings: WorldSettings, lastYear: number): WorldParameters {
  const variances = settings.family === 'gaussian' ? solveVariances(settings, lastYear / 2) : unknownVariances;
  return {
    family: settings.family,
    ...variances,
    reversionPerYear: settings.reversionPerYear,
    middleYear: lastYear / 2,
    levelLoadings: settings.subjects.map((subject) => subject.levelLoading),
    changeLoadings: settings.subjects.map((subject) => subject.changeLoading),
    reliabilities: settings.subjects.map((subject) => subject.reliability),
    errorVariances: settings.subjects.map(({ reliability }) => (1 - reliability) / reliability),
    errorExtremes: settings.errorExtremes,
    errorDegrees: settings.errorDegrees,
    badDayChance: settings.badDayChance,
    badDayMeanSd: settings.badDayMeanSd,
    badDaySpreadSd: settings.badDaySpreadSd,
    schoolLevelShare: settings.schoolLevelShare,
    schoolRateShare: settings.schoolRateShare,
    schoolWindowSd: settings.schoolWindowSd,
    slowedShare: settings.slowedShare,
    slowedSdPerYear: settings.slowedSdPerYear,
    slowedSubjectChance: settings.slowedSubjectChance,
    slowedFromYear: [0, Math.max(0, lastYear - LATEST_START_BEFORE_END_YEARS)],
  };
}

type Variances = Pick<WorldParameters, 'levelVariance' | 'rateVariance' | 'driftVariance'>;
const unknownVariances: Variances = { levelVariance: Number.NaN, rateVariance: Number.NaN, driftVariance: Number.NaN };

function solveVariances(settings: WorldSettings, middleYear: number): Variances {
  const target = settings.yearlyChangeSd ** 2;
  let change = target;
  // A fixed point: each step scales the numerator's change by what was missing. It contracts fast (K is near 1).
  for (let step = 0; step < 50; step++) {
    change *=
      target / middleYearChange(splitChange(settings, change, middleYear), settings.reversionPerYear, middleYear);
  }
  return splitChange(settings, change, middleYear);
}

function splitChange(settings: WorldSettings, change: number, middleYear: number): Variances {
  const { persistentShare, reversionPerYear } = settings;
  const drift = (1 - persistentShare) * change;
  const driftVariance = reversionPerYear > 0 ? drift / (2 * (1 - Math.exp(-reversionPerYear))) : drift;
  const driftAtMiddle = reversionPerYear > 0 ? driftVariance : driftVariance * middleYear;
  return { levelVariance: 1 - driftAtMiddle, rateVariance: persistentShare * change, driftVariance };
}

function middleYearChange(variances: Variances, reversionPerYear: number, middleYear: number): number {
  const from = middleYear - 0.5;
  const to = middleYear + 0.5;
  const covariance = (a: number, b: number) =>
    numeratorCovariance({ ...variances, reversionPerYear, middleYear }, a, b);
  return 2 - (2 * covariance(from, to)) / Math.sqrt(covariance(from, from) * covariance(to, to));
}
