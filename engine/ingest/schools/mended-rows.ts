import { SameStartError } from '../../errors.ts';
import { notUsedColumns } from '../files/csv/rejects-csv.ts';
import type { UnusedCell } from './conversion/conversion.ts';
import { oneRosterKind } from './one-roster/one-roster-files.ts';
import { findLayout } from './layout/find-layout.ts';
import { sheetDigest } from './sheet/sheet-digest.ts';
import type { Grid, SourceFile } from '../files/grid.ts';
import { csvText } from '../files/csv/csv-text.ts';
import { withoutApostrophe } from '../values/without-apostrophe.ts';

const fileColumn = 'not_used_file';

/**
 * The rows of each sheet in which something was not used, whole, as CSV to mend: the sheet's own columns, and in front of
 * them where the row stands and why. They hold what the school's file holds, names too: they belong beside the data folder.
 * Rows of XML are not among them.
 */
export function rowsToMend(sources: readonly SourceFile[], unused: readonly UnusedCell[]): Record<string, string> {
  const toMend = unused.filter(({ apart }) => apart !== true);
  const byFile = Map.groupBy(toMend, ({ file }) => file);
  const files: Record<string, string> = {};
  for (const grid of sources.flatMap(({ grids }) => grids)) {
    const headings = headingsOf(grid);
    const cells = byFile.get(grid.name);
    if (!cells || !headings) continue;
    const byRow = [...Map.groupBy(cells, ({ row }) => row)].sort(([a], [b]) => a - b);
    const hash = sheetDigest(grid);
    const lines = byRow.map(([row, faults]) => [
      grid.name,
      String(row),
      faults.map(({ column }) => column).join('; '),
      [...new Set(faults.map(({ reason }) => reason))].join(' '),
      hash,
      ...headings.map((_, at) => grid.rows[row - 1]?.[at] ?? ''),
    ]);
    const name = `not-used-${grid.name.replace(/\.[a-z]+(?= \(|$)/i, '').replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`;
    files[name.replace(/-+(?=\.csv$)/, '')] = csvText(
      [fileColumn, ...Object.values(notUsedColumns), ...headings],
      lines,
    );
  }
  return files;
}

/**
 * Puts mended rows among the sources back in the places of those they came from. A row whose file is not among the sources
 * stays where it is: the sheet of mended rows is then read as any other. Errors: `mended-of-other-file`, `mended-row-unknown`.
 */
export function putMendedRows(sources: readonly SourceFile[]): SourceFile[] {
  const sheets = sources.flatMap(({ grids }) => grids);
  const changed = new Map<string, string[][]>();
  const left = new Map<Grid, string[][]>();
  for (const mended of sheets.filter(isMended)) {
    const [header, ...rows] = mended.rows;
    const at = (name: string): number => header.indexOf(name);
    // The places of rows are no columns of the school's.
    const rest: string[][] = [header.map((name) => (name.startsWith('not_used_') ? '' : name))];
    for (const [place, line] of rows.entries()) {
      const cells = line.map(withoutApostrophe);
      const target = sheets.find((grid) => grid.name === cells[at(fileColumn)] && !isMended(grid));
      if (!target) {
        rest.push(cells);
        continue;
      }
      const row = Number(cells[at(notUsedColumns.row)]) - 1;
      if (cells[at(notUsedColumns.of)] !== sheetDigest(target))
        throw new SameStartError('mended-of-other-file', { file: mended.name, of: target.name });
      if (target.rows[row] === undefined)
        throw new SameStartError('mended-row-unknown', { file: mended.name, row: place + 2, of: target.name });
      const sheet = changed.get(target.name) ?? target.rows.map((each) => [...each]);
      changed.set(target.name, sheet);
      sheet[row] = placed(target, row, header, cells);
    }
    left.set(mended, rest.length > 1 ? rest : []);
  }
  if (left.size === 0) return [...sources];
  return sources.map((source) => ({
    ...source,
    grids: source.grids.flatMap((grid): Grid[] => {
      const rest = left.get(grid);
      if (rest) return rest.length > 0 ? [{ ...grid, rows: rest }] : [];
      const sheet = changed.get(grid.name);
      return [sheet ? { ...grid, rows: sheet, of: sheetDigest(grid) } : grid];
    }),
  }));
}

/** The row with the mended cells in it; of headings that occur twice the first stands for the first. */
function placed(target: Grid, row: number, header: readonly string[], cells: readonly string[]): string[] {
  const result = [...target.rows[row]];
  const used = new Set<number>();
  for (const [at, heading] of headingsOf(target)!.entries()) {
    const from = header.findIndex((name, place) => name === heading && !used.has(place));
    if (heading === '' || from < 0) continue;
    used.add(from);
    while (result.length <= at) result.push('');
    result[at] = cells[from] ?? '';
  }
  return result;
}

function isMended({ rows }: Grid): boolean {
  return [fileColumn, notUsedColumns.row, notUsedColumns.of].every((name) => rows[0]?.includes(name));
}

function headingsOf(grid: Grid): readonly string[] | null {
  return oneRosterKind(grid) === null ? (findLayout(grid)?.headings ?? null) : grid.rows[0];
}
