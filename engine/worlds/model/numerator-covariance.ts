/** What the numerator's covariance depends on: see `WorldParameters`. */
export interface NumeratorParameters {
  readonly levelVariance: number;
  readonly rateVariance: number;
  readonly driftVariance: number;
  readonly reversionPerYear: number;
  readonly middleYear: number;
}

/** Covariance of a + b·(t − middle) + u(t) at two times of one pupil and subject. */
export function numeratorCovariance(
  parameters: NumeratorParameters,
  yearA: number,
  yearB: number,
  levelCorrelation = 1,
  changeCorrelation = 1,
): number {
  const { levelVariance, rateVariance, driftVariance, reversionPerYear, middleYear } = parameters;
  // Before the first window a random walk is continued backwards, so that short worlds have a middle year too.
  const drift = reversionPerYear > 0 ? Math.exp(-reversionPerYear * Math.abs(yearA - yearB)) : Math.min(yearA, yearB);
  const rate = rateVariance * (yearA - middleYear) * (yearB - middleYear);
  return levelCorrelation * levelVariance + changeCorrelation * (rate + driftVariance * drift);
}
