import type { TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import { scoresOfPupils } from '../growth/trajectory/model/scores-of-pupils.ts';
import { visitPosteriors } from '../growth/trajectory/posterior/visit-posteriors.ts';
import type { TrajectoryPosterior } from '../growth/trajectory/posterior/trajectory-posterior.ts';
import type { TrajectoryScores } from '../growth/trajectory/model/trajectory-scores.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import type { Circumstances } from './judged-criteria.ts';
import { emptyGaussian, readComponent } from './positions-gaussian.ts';
import { statementProbabilities } from './statement-probabilities.ts';
import { impediment } from './verdict.ts';

/**
 * How far the probability under the first node, which is the middle one, may lie under that of all nodes together. Of 884 drawn
 * pupils who met a criterion, in made-up and real schools of 180 to 2,000 with three to seven windows, the furthest lay 0.001
 * under.
 */
const margin = 0.05;

/**
 * Pupils who meet a criterion in some subject, and nothing else of what `criteriaJudge` says of them. Who is far from it under
 * the first node is not asked about under the others: where few meet one, that spares half of the work.
 *
 * @param scores rows in order of pupil, subject, year
 * @param facts of the comparisons of `scores`
 */
export function whoMeets(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  facts: Circumstances,
  settings: CriteriaSettings,
): ReadonlySet<number> {
  if (fit.nodes.length === 1) return reaching(settings.met, fit, scores, facts, settings);
  const first = { ...fit, nodes: [{ ...fit.nodes[0], weight: 1 }] };
  const near = reaching(settings.met - margin, first, scores, facts, settings);
  const keep = new Uint8Array(scores.pupil.reduce((most, pupil) => Math.max(most, pupil), -1) + 1);
  for (const pupil of near) keep[pupil] = 1;
  return reaching(settings.met, fit, scoresOfPupils(scores, keep), facts, settings);
}

/** Pupils for whom the probability of a criterion that can be judged reaches the limit. */
function reaching(
  limit: number,
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  facts: Circumstances,
  settings: CriteriaSettings,
): Set<number> {
  const pupils = new Set<number>();
  const g = emptyGaussian();
  const probabilities = new Float64Array(criteria.length);
  const total = new Float64Array(criteria.length);
  visitPosteriors(fit, scores, (posterior: TrajectoryPosterior) => {
    total.fill(0);
    for (let k = 0; k < posterior.components; k++) {
      const weight = posterior.weight[k];
      if (weight === 0) continue;
      readComponent(posterior, k, false, g);
      if (Number.isNaN(g.meanBaseline)) return;
      statementProbabilities(g, settings, probabilities);
      for (let c = 0; c < criteria.length; c++) total[c] += weight * probabilities[c];
    }
    // What has no probability reaches none.
    const reached = total.some(
      (probability, c) =>
        probability >= limit &&
        facts.bestNow[posterior.comparison] === 0 &&
        impediment(c, posterior, facts, settings) < 0,
    );
    if (reached) pupils.add(scores.pupil[scores.currentScore[posterior.comparison]]);
  });
  return pupils;
}
