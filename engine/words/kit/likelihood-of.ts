import type { Likelihood } from '../../tables/run-schema.ts';

/**
 * The words for a probability, the same everywhere: very likely ≥ 0.95, likely ≥ 0.75, leans towards ≥ 0.50, leans
 * against > 0.20, unlikely ≤ 0.20 where the scores tell enough, else cannot say.
 *
 * @param probability 0–1; NaN (cannot be computed) is `cannot say`
 * @param information 1 − Var(posterior)/Var(prior) of the effect, 0–1; NaN counts as too little
 * @param minimumInformation least information for which `unlikely` may be said
 */
export function likelihoodOf(probability: number, information: number, minimumInformation = 0.25): Likelihood {
  if (probability >= 0.95) return 'very likely';
  if (probability >= 0.75) return 'likely';
  if (probability >= 0.5) return 'leans towards';
  if (probability > 0.2) return 'leans against';
  return probability <= 0.2 && information >= minimumInformation ? 'unlikely' : 'cannot say';
}
