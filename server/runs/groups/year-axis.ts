import type { LoadedRun } from '../loaded-run.ts';
import { yearPlaces } from './year-places.ts';

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, readonly [number, number]>>();

/**
 * Ends of the score axis for one subject and year group, the same for all its pupils: every result and probable range of the
 * year group fits. Results without points are drawn as places in 100.
 */
export function yearAxis(run: LoadedRun, subject: string, yearGroup: string): readonly [number, number] {
  const found = axesOf(run).get(`${subject}\n${yearGroup}`);
  if (!found) return [0, 100];
  const [low, high] = found;
  const room = Math.max(2, 0.04 * (high - low));
  return [Math.floor(low - room), Math.ceil(high + room)];
}

function axesOf(run: LoadedRun): ReadonlyMap<string, readonly [number, number]> {
  let axes = byRun.get(run);
  if (axes) return axes;
  const { trajectories } = run.tables;
  const places = yearPlaces(run, 'trajectories');
  const { score_value, points_low, points_high } = trajectories.columns;
  const columns = [score_value, points_low, points_high].map(({ values }) => values);
  const found = new Map<string, [number, number]>();
  for (let row = 0; row < trajectories.rows; row += 1) {
    const place = places(row);
    let ends = found.get(place);
    if (!ends) found.set(place, (ends = [Infinity, -Infinity]));
    for (const values of columns) {
      const value = values[row];
      if (value < ends[0]) ends[0] = value;
      if (value > ends[1]) ends[1] = value;
    }
  }
  axes = new Map([...found].filter(([, [low, high]]) => low < high));
  byRun.set(run, axes);
  return axes;
}
