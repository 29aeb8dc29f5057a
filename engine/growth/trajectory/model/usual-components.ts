import type { PriorRange } from './prior-range.ts';

/**
 * The shipped reference: what is usual for school tests, from fits to the samples and to the named worlds (the table in
 * METHOD.md). It is the prior of every fit, so that a school's first year, a small school or one year group borrows from it
 * what its own scores cannot tell; two windows never overrule it by much, hundreds of pupils over three do.
 */
export const usualComponents = {
  reliability: range(0.885, 0.78, 0.95),
  reliabilityTrend: range(0, -0.4, 0.4),
  yearCorrelation: range(0.955, 0.87, 0.987),
  rateShare: [2, 2] as const,
  reversion: range(0.7, 0.25, 2),
  errorExtremes: range(0.1, 0.02, 0.5),
  extraError: range(0.03, 0.005, 0.25),
  levelCorrelation: range(0.75, 0.45, 0.93),
  changeCorrelation: range(0.45, 0.12, 0.82),
};

/** Centre, 5 % and 95 % point. */
function range(centre: number, low: number, high: number): PriorRange {
  return { centre, low, high };
}
