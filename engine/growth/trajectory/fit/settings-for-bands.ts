import { normalQuantile95 } from '../../../stats/distributions/normal-quantile-95.ts';
import { componentNames, type ComponentName } from '../model/components-prior.ts';
import type { PriorRange } from '../model/prior-range.ts';
import type { TrajectorySettings } from '../model/trajectory-settings.ts';
import type { ClassFit } from './fit-class.ts';

const fromLogit = (x: number) => 1 / (1 + Math.exp(-x));

/** How far the subjects of one pupil differ in a component, SD on the scale of the prior: as the classes of one world do in METHOD.md. */
const apart = 0.3;

/**
 * The prior for bands beside numbers of the same pupils: how much a year changes and how soon that passes is the pupils', and
 * numbers tell it better; bad days are as frequent. How well a judgement measures is its own.
 *
 * @param numbers fits of the classes of numbers; none: the settings as they are
 */
export function settingsForBands(settings: TrajectorySettings, numbers: readonly ClassFit[]): TrajectorySettings {
  if (numbers.length === 0) return settings;
  const near = (name: ComponentName, value: (x: number) => number): PriorRange => {
    const p = componentNames.indexOf(name);
    const centre = numbers.reduce((sum, { mean }) => sum + mean[p], 0) / numbers.length;
    const variance = numbers.reduce((sum, fit) => sum + varianceOf(fit, p), 0) / numbers.length;
    const reach = normalQuantile95 * Math.sqrt(variance + apart * apart);
    return { centre: value(centre), low: value(centre - reach), high: value(centre + reach) };
  };
  const { mostChance } = settings.badDay;
  return {
    ...settings,
    yearCorrelation: near('yearCorrelation', fromLogit),
    reversion: near('reversion', Math.exp),
    badDay: { ...settings.badDay, chance: near('badDayChance', (x) => mostChance * fromLogit(x)) },
  };
}

function varianceOf({ sd, directions }: ClassFit, p: number): number {
  return sd.reduce((sum, width, k) => sum + (width * directions[k][p]) ** 2, 0);
}
