import { componentLimits, componentNames, componentsPrior, type ComponentName } from '../model/components-prior.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';

/** From this share of the way between its usual value and a limit on, a component counts as at the limit. */
const near = 0.99;

/**
 * Components that a fit has left at a limit, or that are no numbers.
 *
 * @param mean on the scale of the prior, in its order
 */
export function oddComponents(mean: readonly number[], settings: TrajectorySettings): ComponentName[] {
  const { centre } = componentsPrior(settings);
  return componentNames.filter((_, p) => {
    const [low, high] = componentLimits[p].map((limit) => near * limit + (1 - near) * centre[p]);
    return !(mean[p] > low && mean[p] < high);
  });
}
