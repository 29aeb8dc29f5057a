import type { Grid } from '../../files/grid.ts';
import { fieldOfHeading } from './field-of-heading.ts';
import { headingsByContent } from './headings-by-content.ts';
import { headingsInRows } from './headings-in-rows.ts';
import { isSheetLine } from './pupil-number.ts';

/** Where a sheet's headings and data are. */
export interface Layout {
  /** One heading a column: a group heading above it is put in front. '' where there is none. */
  readonly headings: readonly string[];
  /** Index of the first row of data. */
  readonly firstRow: number;
  /** What stands alone over the headings: “Year 4 – Autumn 2 2025/26”; '' nothing. */
  readonly title: string;
}

const rowsSearched = 20;
const identifying = new Set(['upn', 'admission_number', 'surname', 'full_name']);
/** A row of more cells is no title. */
const mostOfTitle = 2;
const known = new WeakMap<Grid, Layout | null>();

/**
 * Finds the row of headings: the one among the first twenty that names most known columns, one of them a pupil's; else the first
 * one over what look like pupils' numbers. Null where there is none.
 */
export function findLayout(grid: Grid): Layout | null {
  const done = known.get(grid);
  if (done !== undefined) return done;
  const layout = layoutOf(grid);
  known.set(grid, layout);
  return layout;
}

function layoutOf({ rows }: Grid): Layout | null {
  const from = rows.findIndex((row) => row.some((cell) => cell !== ''));
  const to = Math.min(from + rowsSearched, rows.length);
  let best = -1;
  let bestCount = 0;
  for (let row = Math.max(from, 0); row < to; row++) {
    const fields = rows[row].map(fieldOfHeading).filter((field) => field !== null);
    if (fields.some((field) => identifying.has(field)) && fields.length > bestCount)
      [best, bestCount] = [row, fields.length];
  }
  const row = best >= 0 ? best : headingsByContent(rows, from, to);
  if (row < 0) return null;
  const { headings, firstRow, highest } = headingsInRows(rows, row);
  return { headings: distinctHeadings(headings), firstRow, title: titleOf(rows.slice(Math.max(from, 0), highest)) };
}

/** A heading that stands over two columns is another one over the second: what each holds is asked, not taken for one. */
function distinctHeadings(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const count = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, count);
    return heading === '' || count === 1 ? heading : `${heading} (${count})`;
  });
}

/** Lone cells over the headings, without the day of printing. */
function titleOf(above: readonly (readonly string[])[]): string {
  return above
    .map((row) => row.filter((cell) => cell !== ''))
    .filter((cells) => cells.length <= mostOfTitle)
    .flat()
    .filter((cell) => !isSheetLine(cell))
    .join(' · ');
}
