import { normalCdf } from '../../../../engine/stats/distributions/normal-cdf.ts';

/** What a method says of a score to come, on the scale of observed positions. */
export interface Prediction {
  readonly mean: number;
  /** Probability that it lies at or below. */
  readonly below: (value: number) => number;
  readonly logDensity: (value: number) => number;
}

/** By row of the held-out scores. */
export type Predictor = (row: number) => Prediction;

export function normalPrediction(mean: number, variance: number): Prediction {
  const sd = Math.sqrt(variance);
  return {
    mean,
    below: (value) => (value === Infinity ? 1 : value === -Infinity ? 0 : normalCdf((value - mean) / sd)),
    logDensity: (value) => -0.5 * (((value - mean) / sd) ** 2 + Math.log(2 * Math.PI * variance)),
  };
}
