import { runRows, type RowOf } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

export type CellRow = RowOf<'cells'>;

const byRun = new WeakMap<LoadedRun, ReadonlyMap<string, readonly CellRow[]>>();

/**
 * Growth of the groups of one school, or of all schools (null), of every subject and window. Runs of earlier versions have none.
 * Read once a run.
 */
export function cellsOf(run: LoadedRun, school: string | null): readonly CellRow[] {
  let known = byRun.get(run);
  if (!known) {
    known = Map.groupBy(runRows(run.tables.cells), (row) => row.school ?? '');
    byRun.set(run, known);
  }
  return known.get(school ?? '') ?? [];
}
