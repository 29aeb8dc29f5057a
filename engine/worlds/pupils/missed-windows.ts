import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import type { PupilLives } from './live-pupils.ts';
import type { WorldSettings } from '../model/world-settings.ts';
import type { WorldWindows } from '../model/world.ts';

/** Share of a class that has not sat the last window yet, where the class is late. */
const NOT_YET_TESTED = 0.7;

/** 1 where a pupil has no row at all in a window: pupil × windows. Missing by chance, or in a class not yet tested. */
export function missedWindows(
  settings: WorldSettings,
  windows: WorldWindows,
  { pupils }: PupilLives,
  random: RandomStream,
): Uint8Array {
  const missed = new Uint8Array(pupils.count * windows.count);
  const byChance = random.sub('missed-windows');
  for (let place = 0; place < missed.length; place++) {
    missed[place] = byChance.uniform() < settings.missingWindowChance ? 1 : 0;
  }
  const late = random.sub('classes-not-yet-tested');
  const keyOf = (pupil: number) => `${pupils.school[pupil]}/${pupils.yearGroup[pupil]}/${pupils.form[pupil]}`;
  const lateClasses = new Set<string>();
  while (lateClasses.size < settings.classesNotYetTested) lateClasses.add(keyOf(late.below(pupils.count)));
  for (let pupil = 0; lateClasses.size > 0 && pupil < pupils.count; pupil++) {
    const waits = late.uniform() < NOT_YET_TESTED;
    if (waits && lateClasses.has(keyOf(pupil))) missed[(pupil + 1) * windows.count - 1] = 1;
  }
  return missed;
}
