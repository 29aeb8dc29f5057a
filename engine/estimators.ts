/**
 * The estimators alone, `same-start/stats`: arrays in, arrays out. No file is read, no database is loaded, and nothing is needed
 * of the place they run in, so they run in a browser as well.
 */
export { SameStartError, type ErrorCode, type ErrorValues } from './errors.ts';
export type { Warning, WarningCode } from './warnings.ts';
export { bsplineBasis } from './stats/splines/bspline-basis.ts';
export { quantileRegression } from './stats/quantile-regression/quantile-regression.ts';
export { pointsDifference, rateUnits, type RateUnit, type ScaledValue } from './scales/points-difference.ts';
export {
  conditionalGrowthPercentiles,
  type GrowthSettings,
} from './growth/percentiles/conditional-growth-percentiles.ts';
export type { GrowthPercentiles } from './growth/percentiles/growth-fit.ts';
export type { TrajectoryScores } from './growth/trajectory/model/trajectory-scores.ts';
export { fitTrajectories } from './growth/trajectory/fit/fit-trajectories.ts';
export type { TrajectoryFit } from './growth/trajectory/model/trajectory-fit.ts';
export { smoothTrajectories, type SmoothedTrajectories } from './growth/trajectory/posterior/smooth-trajectories.ts';
export type { TrajectoryPosterior } from './growth/trajectory/posterior/trajectory-posterior.ts';
