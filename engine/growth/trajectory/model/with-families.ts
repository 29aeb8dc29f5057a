import type { TrajectoryFit } from './trajectory-fit.ts';
import type { SlowDownPrior } from './trajectory-settings.ts';

/**
 * A saved reference as it is read today: one of before families of slow-downs were told apart knew a slope only, and goes on
 * knowing that one.
 */
export function withFamilies(fit: TrajectoryFit): TrajectoryFit {
  const { slowDown } = fit.settings;
  if ((slowDown as Partial<SlowDownPrior>).families !== undefined) return fit;
  const { mean, sd } = slowDown;
  const slope = { wholeShare: 1, partShare: 1, course: 'slope', mean, sd, within: null } as const;
  return { ...fit, settings: { ...fit.settings, slowDown: { ...slowDown, families: [slope] } } };
}
