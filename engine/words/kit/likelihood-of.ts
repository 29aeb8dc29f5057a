import type { Likelihood } from '../../tables/run-schema.ts';

/** Where each word begins or ends; the policy's. */
export interface LikelihoodLimits {
  /** Probability from which “likely” is “very likely”. */
  readonly veryLikely: number;
  /** From which it is “likely”: a criterion is met. */
  readonly met: number;
  /** From which it leans towards. */
  readonly leansTowards: number;
  /** Up to which it is “unlikely”: a criterion is not met. */
  readonly notMet: number;
  /** Least information, 0–1, for which “unlikely” may be said. */
  readonly minimumInformation: number;
}

export const defaultLikelihoodLimits: LikelihoodLimits = {
  veryLikely: 0.95,
  met: 0.75,
  leansTowards: 0.5,
  notMet: 0.2,
  minimumInformation: 0.25,
};

/**
 * The words for a probability, the same everywhere in a run. What is met reads as likely or very likely, what is not met as
 * unlikely, whatever the policy's limits are; between them it leans.
 *
 * @param probability 0–1; NaN (cannot be computed) is `cannot say`
 * @param information 1 − Var(posterior)/Var(prior) of the effect, 0–1; NaN counts as too little
 */
export function likelihoodOf(
  probability: number,
  information: number,
  limits: LikelihoodLimits = defaultLikelihoodLimits,
): Likelihood {
  if (probability >= limits.met) return probability >= limits.veryLikely ? 'very likely' : 'likely';
  if (probability <= limits.notMet) return information >= limits.minimumInformation ? 'unlikely' : 'cannot say';
  if (probability >= limits.leansTowards) return 'leans towards';
  return probability > limits.notMet ? 'leans against' : 'cannot say';
}
