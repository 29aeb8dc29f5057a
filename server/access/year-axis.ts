import { textValues, type LoadedRun } from './loaded-run.ts';

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
  const [pupils, subjects] = ['pupil_id', 'subject'].map((name) => textValues(trajectories, name));
  const columns = ['score_value', 'points_low', 'points_high'].flatMap((name) => {
    const column = trajectories.columns[name];
    return column?.type === 'number' ? [column.values] : [];
  });
  const found = new Map<string, readonly [number, number]>();
  for (let row = 0; row < trajectories.rows; row += 1) {
    const key = `${subjects[row]}\n${run.agendaRow(pupils[row])?.['year_group'] ?? ''}`;
    let [low, high] = found.get(key) ?? [Infinity, -Infinity];
    for (const values of columns) {
      const value = values[row];
      if (Number.isNaN(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low < high) found.set(key, [low, high]);
  }
  axes = found;
  byRun.set(run, axes);
  return axes;
}
