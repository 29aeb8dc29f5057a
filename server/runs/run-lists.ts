import { runRows, type ListRow } from '../../engine/index.ts';
import type { LoadedRun } from './loaded-run.ts';

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, ListRow>>();

/** The row of `lists` for a class (“school / class”), a school or the run (group ''); undefined where there is none. */
export function listOf(run: LoadedRun, grouping: ListRow['grouping'], group: string): ListRow | undefined {
  let rows = byRun.get(run);
  if (!rows) {
    rows = new Map(
      runRows(run.tables.lists).map((row) => [key(row.grouping, row.grouping === 'run' ? '' : row.group), row]),
    );
    byRun.set(run, rows);
  }
  return rows.get(key(grouping, grouping === 'run' ? '' : group));
}

function key(grouping: ListRow['grouping'], group: string): string {
  return `${grouping}\n${group}`;
}
