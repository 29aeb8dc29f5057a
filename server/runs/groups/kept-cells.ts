import { runRows, type RunManifest, type TableOf } from '../../../engine/index.ts';
import type { CellRow } from './cells-of.ts';

/** A run, with no table but the one of growth by group and window. */
export interface TablesOfCells {
  readonly manifest: RunManifest;
  readonly cells: TableOf<'cells'>;
}

/** What a run said of growth up to its own window. */
export interface CellsOfRun {
  /** The run itself is left behind: only what names its window is kept. */
  readonly manifest: Pick<RunManifest, 'window' | 'windowDate' | 'windows'>;
  /** Rows by school, of whole schools and their year groups; null where an earlier version made the run, without the table. */
  readonly bySchool: ReadonlyMap<string, readonly CellRow[]> | null;
}

/** Three sets of results a year for eight years: of 50 schools and 5 subjects some 2,000 rows each. */
const most = 24;

/** Reads these rows of runs; those of the last runs asked for are kept, because a published run never changes. */
export function keptCells(tablesOf: (id: string) => Promise<TablesOfCells>): (id: string) => Promise<CellsOfRun> {
  const kept = new Map<string, Promise<CellsOfRun>>();
  return (id) => {
    const known = kept.get(id) ?? tablesOf(id).then(ofOwnWindow);
    kept.delete(id);
    kept.set(id, known);
    known.catch(() => kept.delete(id));
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return known;
  };
}

function ofOwnWindow({ manifest, cells }: TablesOfCells): CellsOfRun {
  const { window, windowDate, windows } = manifest;
  const told = { window, windowDate, windows };
  if (cells.rows === 0) return { manifest: told, bySchool: null };
  const rows = runRows(cells).filter(
    (row) => row.school !== null && row.window === window && (row.grouping === 'all' || row.grouping === 'year group'),
  );
  return { manifest: told, bySchool: Map.groupBy(rows, ({ school }) => school ?? '') };
}
