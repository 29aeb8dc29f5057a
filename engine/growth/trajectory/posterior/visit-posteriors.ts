import { comparisonOfCurrent } from '../model/score-patterns.ts';
import type { TrajectoryFit } from '../model/trajectory-fit.ts';
import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import { mixtureParts } from '../weighing/pattern-facts.ts';
import { readPosterior } from './read-posterior.ts';
import { emptyPosterior, type TrajectoryPosterior } from './trajectory-posterior.ts';
import { weighBlocks } from './weigh-blocks.ts';

/**
 * The same posteriors as `smoothTrajectories` hands out, and nothing else: neither positions at every score nor concern, which
 * cost a second weighing of whoever fell far.
 *
 * @param given rows in order of pupil, subject, year
 * @param visit called once for every comparison with a current score; its argument is filled anew each time
 */
export function visitPosteriors(
  fit: TrajectoryFit,
  given: TrajectoryScores,
  visit: (posterior: TrajectoryPosterior) => void,
): void {
  const comparisonOf = comparisonOfCurrent(given);
  const posterior = emptyPosterior(fit.nodes.length * mixtureParts);
  weighBlocks(fit, given, (block) => {
    const { pattern } = block.facts;
    for (let c = 0; c < pattern.current.length; c++) {
      const row = pattern.starts[block.block] + pattern.order[pattern.current[c]];
      readPosterior(block, c, comparisonOf[row], posterior);
      visit(posterior);
    }
  });
}
