import type { Grid, SourceFile } from '../../files/grid.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { findLayout } from './find-layout.ts';
import { joinAges } from './join-ages.ts';

/** Rows over the headings of a further table in which its title may stand. */
const mostRowsOfTitle = 4;
const fewestHeadings = 3;

/**
 * Tables that stand one below the other on a sheet, each under a title and the headings again (“NFER Maths” below “NFER
 * Reading”), are sheets of their own: their rows keep their places. Headings that a page repeats without a title are left. An age in two columns is put
 * together in each.
 */
export function splitTables(source: SourceFile): SourceFile {
  return { ...source, grids: source.grids.flatMap(tablesOf).map(joinAges) };
}

function tablesOf(grid: Grid): Grid[] {
  const layout = findLayout(grid);
  if (!layout) return [grid];
  const { rows } = grid;
  const header = rows[layout.firstRow - 1];
  const filled = header.flatMap((cell, at) => (cell === '' ? [] : [at]));
  if (filled.length < fewestHeadings) return [grid];
  const starts = rows.flatMap((row, at) => {
    const isHeader = at >= layout.firstRow && filled.every((column) => row[column] === header[column]);
    const start = isHeader ? titleAbove(rows, at) : -1;
    return start > layout.firstRow ? [start] : [];
  });
  if (starts.length === 0) return [grid];
  return [0, ...starts].map((from, place) => {
    const to = starts[place] ?? rows.length;
    const title = place === 0 ? '' : rows[from].find((cell) => cell !== '')!;
    const blank = Array.from({ length: from }, (): string[] => []);
    return {
      ...grid,
      name: place === 0 ? grid.name : `${grid.name} (${title})`,
      rows: [...blank, ...rows.slice(from, to)],
    };
  });
}

/** The row of the title over headings that are repeated: a lone cell that names a subject or a term; −1 where there is none. */
function titleAbove(rows: Grid['rows'], header: number): number {
  for (let row = header - 1; row >= Math.max(0, header - mostRowsOfTitle); row--) {
    const cells = rows[row].filter((cell) => cell !== '');
    if (cells.length === 0) continue;
    const { subject, term } = parseHeading(cells[0]);
    return cells.length === 1 && (subject !== null || term !== null) ? row : -1;
  }
  return -1;
}
