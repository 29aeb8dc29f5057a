import { measureLabel } from '../mapping/measure-label.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import type { Layout } from '../layout/find-layout.ts';
import type { ColumnUse, Mapping } from '../mapping/mapping.ts';
import type { Grid } from '../../files/grid.ts';
import { columnsOfFields, useOfHeading } from '../mapping/columns-of-fields.ts';
import { answersOfSheet } from './sheet-answers.ts';

/** A column of results, and what the mapping says of it: its window is the heading's, else what was said of the sheet. */
export interface ResultColumn {
  readonly at: number;
  readonly heading: string;
  /** Which kind of result it holds. */
  readonly measure: string;
  readonly result: Extract<ColumnUse, { result: unknown }>['result'];
}

export interface SheetColumns {
  /** Place of each field; of two columns for one field the first counts. */
  readonly fieldAt: ReadonlyMap<string, number>;
  readonly results: readonly ResultColumn[];
  /** Columns of other kinds of result than the score of a row with one sitting. */
  readonly measures: readonly { readonly at: number; readonly heading: string }[];
  readonly headingOf: (at: number) => string;
  /** Headings of columns that hold something and are not used. */
  readonly leftOut: readonly string[];
  /** Columns are of several terms, so that a date of the row is that of none, or of one nobody names. */
  readonly severalWindows: boolean;
}

/** What each column of a sheet is used for under a mapping. */
export function sheetColumns(grid: Grid, layout: Layout | null, mapping: Mapping): SheetColumns {
  const fieldAt = columnsOfFields(layout?.headings ?? [], mapping);
  const results: ResultColumn[] = [];
  const measures: { at: number; heading: string }[] = [];
  const leftOut: string[] = [];
  const terms = answersOfSheet(grid, mapping)?.terms ?? {};
  for (const [at, heading] of layout?.headings.entries() ?? []) {
    const use = useOfHeading(mapping, heading);
    const said = Object.hasOwn(terms, heading) ? terms[heading] : null;
    const term = said ?? (use && 'result' in use ? use.result.window : null) ?? terms[''] ?? null;
    if (use && 'measure' in use) measures.push({ at, heading });
    else if (use && 'result' in use && !(term && 'ignore' in term))
      results.push({
        at,
        heading,
        measure: measureLabel(parseHeading(heading)) || (use.result.scale ?? ''),
        result: { ...use.result, window: term && 'term' in term ? term : null },
      });
    else if (use && 'field' in use && fieldAt.get(use.field) === at) continue;
    else if (heading !== '' && holdsText(grid, layout?.firstRow ?? 0, at)) leftOut.push(heading);
  }
  const windows = results.flatMap(({ result: { window } }) => (window ? [JSON.stringify(window)] : []));
  const headingOf = (at: number): string => layout?.headings[at] ?? '';
  return { fieldAt, results, measures, headingOf, leftOut, severalWindows: new Set(windows).size > 1 };
}

/** Cells of a row that would hold results. */
export function resultCells({ results, measures, fieldAt }: SheetColumns, cells: readonly string[]): string[] {
  const score = fieldAt.get('score');
  const columns = [...results, ...measures, ...(score === undefined ? [] : [{ at: score }])];
  return columns.map(({ at }) => cells[at] ?? '');
}

function holdsText({ rows }: Grid, from: number, column: number): boolean {
  return rows.some((cells, row) => row >= from && (cells[column] ?? '') !== '');
}
