import { mixtureParts } from '../weighing/pattern-facts.ts';
import type { WeighedNode } from './joint-posterior.ts';
import type { TrajectoryPosterior } from './trajectory-posterior.ts';
import type { VisitedBlock } from './weigh-blocks.ts';

/**
 * Fills a posterior with what a weighed block says of one of its comparisons.
 *
 * @param c place among the block's comparisons
 * @param comparison row of `Comparisons`
 */
export function readPosterior(
  { facts: { pattern }, nodes }: VisitedBlock,
  c: number,
  comparison: number,
  into: TrajectoryPosterior,
): void {
  const yearAt = (place: number) => (place < 0 ? NaN : pattern.year[place]);
  into.comparison = comparison;
  into.components = nodes.length * mixtureParts;
  into.yearsBefore = yearAt(pattern.baseline[c]) - yearAt(pattern.first[c]);
  into.yearsSince = yearAt(pattern.current[c]) - yearAt(pattern.baseline[c]);
  nodes.forEach(({ weight, block }, k) => {
    copyParts(into, k, c, weight, block);
  });
}

function copyParts(
  posterior: TrajectoryPosterior,
  k: number,
  c: number,
  weight: number,
  { ready: { facts, node }, posterior: own }: WeighedNode['block'],
): void {
  for (let part = 0; part < mixtureParts; part++) {
    const to = k * mixtureParts + part;
    const from = mixtureParts * c + part;
    posterior.weight[to] = weight * own.weight[from];
    posterior.priorWeight[to] = weight * facts.priorWeight[from];
    for (let at = 0; at < 3; at++) {
      const place = facts.place[3 * c + at];
      const groupFall = place < 0 ? NaN : facts.groupFall[place];
      posterior.mean[3 * to + at] = own.mean[3 * from + at] + groupFall;
      posterior.fallen[3 * to + at] = own.fallen[3 * from + at];
      posterior.priorMean[3 * to + at] = facts.priorMean[3 * from + at] + groupFall;
    }
    for (let at = 0; at < 6; at++) {
      posterior.covariance[6 * to + at] = own.covariance[6 * from + at];
      posterior.priorCovariance[6 * to + at] = node.prior[6 * c + at] + facts.priorCovariance[6 * from + at];
    }
    posterior.peerCorrelation[to] = node.prior[6 * c + 4];
    posterior.slowed[to] = part === 0 ? 0 : 1;
  }
}
