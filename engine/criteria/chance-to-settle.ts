import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import type { VerdictSettings } from './index.ts';

/**
 * Chance that one more score turns a verdict of cannot-say into met or not-met (preposterior analysis).
 *
 * For a linear statement about Gaussian positions, let k = Φ⁻¹(probability now). A further score that takes the share
 * `varianceTaken` off the effect's variance moves k to a normal with mean k/√(1 − share) and variance share/(1 − share).
 * Statements of two lines are treated as the linear statement with the same probability.
 *
 * @param probability of the statement now, 0–1
 * @param information now, 0–1
 * @param varianceTaken share of the effect's posterior variance that the next score would take away, 0–1
 * @returns 0–1; NaN where an argument is missing
 */
export function chanceToSettle(
  probability: number,
  information: number,
  varianceTaken: number,
  settings: Pick<VerdictSettings, 'met' | 'notMet' | 'minimumInformation'>,
): number {
  if (Number.isNaN(probability + information + varianceTaken)) return Number.NaN;
  const share = Math.min(0.999, Math.max(0, varianceTaken));
  const spread = Math.sqrt(share / (1 - share));
  if (spread < 1e-6) return 0;
  const centre = normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, probability))) / Math.sqrt(1 - share);
  const met = normalCdf((centre - normalQuantile(settings.met)) / spread);
  const informationThen = 1 - (1 - information) * (1 - share);
  if (informationThen < settings.minimumInformation) return met;
  return met + normalCdf((normalQuantile(settings.notMet) - centre) / spread);
}
