import { parseHeading } from '../mapping/parse-heading.ts';
import type { Grid } from '../../files/grid.ts';
import { fieldOfHeading } from './field-of-heading.ts';

/** Where a sheet's headings and data are. */
export interface Layout {
  /** One heading a column: a group heading above it is put in front. '' where there is none. */
  readonly headings: readonly string[];
  /** Index of the first row of data. */
  readonly firstRow: number;
}

const rowsSearched = 20;
const identifying = new Set(['upn', 'admission_number', 'surname', 'full_name']);

/** Finds the row of headings: the one among the first twenty that names most known columns, one of them a pupil's; null where none does. */
export function findLayout(grid: Grid): Layout | null {
  const layout = layoutOf(grid);
  return layout && { ...layout, headings: distinctHeadings(layout.headings) };
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

function layoutOf({ rows }: Grid): Layout | null {
  let best = -1;
  let bestCount = 0;
  for (let row = 0; row < Math.min(rowsSearched, rows.length); row++) {
    const fields = rows[row].map(fieldOfHeading).filter((field) => field !== null);
    if (fields.some((field) => identifying.has(field)) && fields.length > bestCount)
      [best, bestCount] = [row, fields.length];
  }
  if (best < 0) return null;
  const own = rows[best];
  const known = own.map((cell) => fieldOfHeading(cell) !== null);
  const below = rows[best + 1] ?? [];
  const isSecondHeader =
    below.filter((cell) => cell !== '').length >= 2 &&
    known.every((isKnown, at) => !isKnown || (below[at] ?? '') === '' || below[at] === own[at]) &&
    below.some((cell, at) => cell !== '' && cell !== own[at]) &&
    below.every((cell) => cell === '' || /[a-z]/i.test(cell));
  if (isSecondHeader) return { headings: joined(filledRight(own, known), below, known), firstRow: best + 2 };
  const above = rows[best - 1] ?? [];
  if (isTitle(above, known)) {
    const [title] = above.filter((cell) => cell !== '');
    return { headings: own.map((cell, at) => (known[at] ? cell : withTitle(title, cell))), firstRow: best + 1 };
  }
  const groups = filledRight(above, known);
  const speaks = groups.some((cell) => says(cell));
  return { headings: speaks ? joined(groups, own, known) : [...own], firstRow: best + 1 };
}

/** A merged cell holds its text in its first column only. */
function filledRight(cells: readonly string[], known: readonly boolean[]): string[] {
  let last = '';
  return Array.from({ length: Math.max(cells.length, known.length) }, (_, at) => {
    const cell = cells[at] ?? '';
    if (cell !== '') last = cell;
    return known[at] ? cell : last;
  });
}

function joined(groups: readonly string[], own: readonly string[], known: readonly boolean[]): string[] {
  return Array.from({ length: Math.max(groups.length, own.length) }, (_, at) => {
    const [group, cell] = [groups[at] ?? '', own[at] ?? ''];
    return known[at] ? cell || group : `${group} ${cell}`.trim();
  });
}

/** A lone cell above the pupils' own columns is a title of the sheet, not the heading of a group. */
function isTitle(above: readonly string[], known: readonly boolean[]): boolean {
  const filled = above.flatMap((cell, at) => (cell === '' ? [] : [at]));
  return filled.length === 1 && filled[0] < known.length && known[filled[0]];
}

/** A title says of a column only what its heading leaves open: “Reading and Maths results” does not make “Maths Autumn 2” reading. */
function withTitle(title: string, heading: string): string {
  if (heading === '') return '';
  const [all, own] = [parseHeading(title), parseHeading(heading)];
  const adds = (all.term !== null && own.term === null) || (all.subject !== null && own.subject === null);
  const clashes = (all.term !== null && own.term !== null) || (all.subject !== null && own.subject !== null);
  return adds && !clashes ? `${title} ${heading}`.trim() : heading;
}

function says(text: string): boolean {
  const { subject, term, academicYear, yearGroup } = parseHeading(text);
  return subject !== null || term !== null || academicYear !== null || yearGroup !== null;
}
