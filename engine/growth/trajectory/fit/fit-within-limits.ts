import { componentsPrior, type ComponentName } from '../model/components-prior.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';
import type { ClassFit, ClassTask } from './fit-class.ts';
import { oddComponents } from './odd-components.ts';

/** A class's components, and those that are not of its scores but what is usual for school tests. */
export interface FitWithinLimits {
  readonly fit: ClassFit;
  readonly usual: readonly ComponentName[];
}

/**
 * Fits classes, and once more where a component came out at a limit or as no number: it is held at its usual value (the
 * prior's centre), so that the others make of the scores what they can. Where that ends at a limit again, nothing is fitted.
 *
 * @returns steps as of `trajectoryFitSteps`
 */
export function* fitWithinLimits(
  tasks: readonly ClassTask[],
  settings: TrajectorySettings,
): Generator<ClassTask[], FitWithinLimits[], ClassFit[]> {
  const first = yield [...tasks];
  const odd = first.map(({ mean }) => oddComponents(mean, settings));
  const places = odd.flatMap((names, at) => (names.length > 0 ? [at] : []));
  if (places.length === 0) return first.map((fit) => ({ fit, usual: [] }));
  const again = yield places.map((at) => ({ ...tasks[at], held: odd[at] }));
  return first.map((fit, at) => {
    if (odd[at].length === 0) return { fit, usual: [] };
    const second = again[places.indexOf(at)];
    const still = oddComponents(second.mean, settings);
    return still.length === 0 ? { fit: second, usual: odd[at] } : usualFit(second, [...odd[at], ...still], settings);
  });
}

/** Nothing of the scores: the prior as it is. */
function usualFit(fit: ClassFit, usual: readonly ComponentName[], settings: TrajectorySettings): FitWithinLimits {
  const { centre, spread } = componentsPrior(settings);
  const directions = centre.map((_, p) => centre.map((_, q) => (p === q ? 1 : 0)));
  return { fit: { ...fit, mean: [...centre], sd: [...spread], directions }, usual: [...new Set(usual)] };
}
