import type { RunRow } from '../../engine/index.ts';
import { rowAt, type LoadedRun } from './loaded-run.ts';

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, RunRow>>();

/** The row of `lists` for a class (“school / class”), a school or the run (group ''); undefined where there is none. */
export function listOf(run: LoadedRun, grouping: 'class' | 'school' | 'run', group: string): RunRow | undefined {
  let rows = byRun.get(run);
  if (!rows) {
    const { lists } = run.tables;
    const all = Array.from({ length: lists.rows }, (_, row) => rowAt(lists, row));
    rows = new Map(
      all.map((row) => [key(String(row['grouping']), row['grouping'] === 'run' ? '' : String(row['group'])), row]),
    );
    byRun.set(run, rows);
  }
  return rows.get(key(grouping, grouping === 'run' ? '' : group));
}

function key(grouping: string, group: string): string {
  return `${grouping}\n${group}`;
}
