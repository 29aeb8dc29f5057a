import type { TrajectoryPosterior } from '../growth/trajectory/posterior/trajectory-posterior.ts';
import type { NormalMixture } from '../stats/distributions/normal-mixture-quantile.ts';
import { addToMixture, effects, mixtureMoments } from './effects.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import { emptyGaussian, readComponent } from './positions-gaussian.ts';
import { statementProbabilities } from './statement-probabilities.ts';

/** What would be said of a pupil with these dates before any score: base rates and variances of the effects. */
export interface PriorEvidence {
  /** By criterion, 0–1. */
  readonly baseRate: Float64Array;
  /** By effect, in the order of `effects`. */
  readonly variance: Float64Array;
}

/**
 * Base rates and prior variances depend on the dates and the components only, so pupils with the same pattern share them:
 * the answer is kept by pattern.
 */
export function priorEvidenceByPattern(settings: CriteriaSettings): (posterior: TrajectoryPosterior) => PriorEvidence {
  const known = new Map<string, PriorEvidence>();
  return (posterior) => {
    const key = patternKey(posterior);
    let evidence = known.get(key);
    if (!evidence) known.set(key, (evidence = priorEvidence(posterior, settings)));
    return evidence;
  };
}

const covariances = ['ff', 'fb', 'fn', 'bb', 'bn', 'nn'] as const;

/**
 * To ten decimals. The same dates give the same covariances but for their last bits, which depend on the pupil they were
 * worked out with; what is kept for all must not depend on who came first.
 */
function steady(value: number): number {
  return Math.round(value * 1e10) / 1e10;
}

function patternKey(posterior: TrajectoryPosterior): string {
  let key = `${posterior.components} ${posterior.yearsBefore} ${posterior.yearsSince}`;
  for (let k = 0; k < posterior.components; k++)
    key += ` ${posterior.priorWeight[k]} ${steady(posterior.peerCorrelation[k])} ${steady(posterior.priorCovariance[6 * k + 4])}`;
  return key;
}

function priorEvidence(posterior: TrajectoryPosterior, settings: CriteriaSettings): PriorEvidence {
  const g = emptyGaussian();
  const probabilities = new Float64Array(criteria.length);
  const baseRate = new Float64Array(criteria.length);
  const n = posterior.components;
  const weights = new Float64Array(3);
  const mixtures: NormalMixture[] = effects.map(() => ({
    count: n,
    weight: new Float64Array(n),
    mean: new Float64Array(n),
    sd: new Float64Array(n),
  }));
  for (let k = 0; k < n; k++) {
    readComponent(posterior, k, true, g);
    for (const entry of covariances) g[entry] = steady(g[entry]);
    g.peerCorrelation = steady(g.peerCorrelation);
    statementProbabilities(g, settings, probabilities);
    for (let c = 0; c < criteria.length; c++) baseRate[c] += posterior.priorWeight[k] * probabilities[c];
    effects.forEach(({ weigh }, q) => {
      weigh(g, weights);
      addToMixture(mixtures[q], k, posterior.priorWeight[k], g, weights);
    });
  }
  return { baseRate, variance: Float64Array.from(mixtures, (mixture) => mixtureMoments(mixture).variance) };
}
