import type { World } from '../../../engine/worlds/model/world.ts';

/**
 * The world as it is with some of its windows sat.
 *
 * @param back windows that are, counted from the newest
 */
export function withWindows(world: World, back: readonly number[]): World {
  const { results, windows } = world;
  const keeps = Array.from(results.window, (window) => back.includes(windows.count - 1 - window));
  const ints = (column: Int32Array) => column.filter((_, row) => keeps[row]);
  const reals = (column: Float64Array) => column.filter((_, row) => keeps[row]);
  return {
    ...world,
    results: {
      count: keeps.filter(Boolean).length,
      subject: ints(results.subject),
      pupil: ints(results.pupil),
      window: ints(results.window),
      status: results.status.filter((_, row) => keeps[row]),
      value: reals(results.value),
      observed: reals(results.observed),
      sem: reals(results.sem),
      school: ints(results.school),
      paperYear: results.paperYear.filter((_, row) => keeps[row]),
    },
  };
}
