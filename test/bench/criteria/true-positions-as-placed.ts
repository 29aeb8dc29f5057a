import type { Measurements } from '../../../engine/scales/measurements.ts';
import { normalQuantile } from '../../../engine/stats/distributions/normal-quantile.ts';
import type { World } from '../../../engine/worlds/model/world.ts';

/**
 * True positions on the scale that positions are published on: where ranks replaced the marks of a cohort's test, normal
 * scores of the ranks of the true positions (Blom) of all of the cohort; else as they are. In a Gaussian world the two are the
 * same but for chance.
 *
 * @returns as `world.truth.position`
 */
export function truePositionsAsPlaced(world: World, { cells, cohort }: Measurements): Float64Array {
  const { truth, pupils, windows } = world;
  const positions = truth.position.slice();
  const ranked = cells.filter(({ rankNormal }) => rankNormal);
  const places = new Map(ranked.map((cell) => [`${cell.subject} ${cell.cohort} ${cell.window}`, cell]));
  for (const cell of places.values()) {
    const entries: number[] = [];
    for (let pupil = 0; pupil < pupils.count; pupil++) {
      const entry = (cell.subject * pupils.count + pupil) * windows.count + cell.window;
      if (cohort[pupil] === cell.cohort && !Number.isNaN(truth.position[entry])) entries.push(entry);
    }
    entries.sort((a, b) => truth.position[a] - truth.position[b]);
    entries.forEach((entry, below) => {
      positions[entry] = normalQuantile((below + 0.625) / (entries.length + 0.25));
    });
  }
  return positions;
}
