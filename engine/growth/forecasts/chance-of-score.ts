import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../../stats/distributions/normal-quantile.ts';
import { forecastLevels } from './forecast-scores.ts';

/** A score to come, as a run tells it. */
export interface ToldForecast {
  /** By level of `forecastLevels`, in points, from the worse end to the better. */
  readonly quantiles: readonly number[];
  /** Scores are whole numbers: one counts as reached from half a point before it. */
  readonly whole: boolean;
  readonly higherIsBetter: boolean;
}

/**
 * Chance of a score at least as good as the one stated, 0–1: straight between the quantiles told, on the scale of normal
 * scores, and on in the same direction beyond the last. NaN where nothing is forecast.
 */
export function chanceOfScore({ quantiles, whole, higherIsBetter }: ToldForecast, score: number): number {
  const direction = higherIsBetter ? 1 : -1;
  const worth = quantiles.map((points) => direction * points);
  const wanted = direction * score - (whole ? 0.5 : 0);
  if (worth.length !== forecastLevels.length || [wanted, ...worth].some(Number.isNaN)) return Number.NaN;
  const last = worth.length - 1;
  // Equal quantiles stand at an end of the test: whoever comes that far or further has it.
  const above = worth.findIndex((own) => own >= wanted);
  const upper = above < 0 ? last : Math.max(above, 1);
  const [from, to] = [worth[upper - 1], worth[upper]];
  const [low, high] = [normalQuantile(forecastLevels[upper - 1]), normalQuantile(forecastLevels[upper])];
  if (to <= from) return wanted <= from ? 1 : 0;
  return 1 - normalCdf(low + ((wanted - from) / (to - from)) * (high - low));
}
