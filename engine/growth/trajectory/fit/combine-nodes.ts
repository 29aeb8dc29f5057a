import { gaussianNodes } from '../../../stats/posterior-mode/gaussian-nodes.ts';
import type { GaussianSummary } from '../../../stats/posterior-mode/gaussian-summary.ts';
import type { ScaleClass } from '../../../tables/assessment-data.ts';
import { componentsPrior, linksPrior } from '../model/components-prior.ts';
import type { TrajectoryNode } from '../model/trajectory-fit.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';

/**
 * Nodes of all classes side by side: the k-th node of one class goes with the k-th of the others, so that every class is
 * integrated in full at the cost of one.
 */
export function combineNodes(
  classes: readonly ScaleClass[],
  summaries: readonly GaussianSummary[],
  links: GaussianSummary,
  settings: TrajectorySettings,
): TrajectoryNode[] {
  const wide = (summary: GaussianSummary) => summary.sd.filter((sd) => sd >= settings.narrowest).length;
  const directions = Math.min(settings.mostDirections, Math.max(...summaries.map(wide), wide(links), 0));
  const prior = componentsPrior(settings);
  const priorLinks = linksPrior(settings);
  const ofClass = summaries.map((summary) => gaussianNodes(padded(summary, directions), directions));
  const ofLinks = gaussianNodes(padded(links, directions), directions);
  return ofLinks.weights.map((weight, at) => ({
    weight,
    components: Object.fromEntries(classes.map((name, c) => [name, prior.valueAt(ofClass[c].points[at])])),
    links: priorLinks.valueAt(ofLinks.points[at]),
  }));
}

/** A summary with at least so many directions: those it lacks have no width. */
function padded(summary: GaussianSummary, directions: number): GaussianSummary {
  const lacking = Math.max(0, directions - summary.sd.length);
  return {
    ...summary,
    sd: [...summary.sd, ...Array.from({ length: lacking }, () => 0)],
    directions: [...summary.directions, ...Array.from({ length: lacking }, () => summary.mean.map(() => 0))],
  };
}
