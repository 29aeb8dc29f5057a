import type { LongCell } from './csv/parse-delimited.ts';
import type { RawTable } from './raw-table.ts';

/** A sheet of text cells, nothing supposed about headers. */
export interface Grid {
  /** Name of the file (and its sheet). */
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Name of the only sheet of its workbook, which is not a part of `name`. */
  readonly tab?: string;
  /** Hash of the sheet before mended rows were put in. */
  readonly of?: string;
}

export interface SourceFile {
  readonly file: string;
  readonly grids: readonly Grid[];
  /** Text of an XML file; null for tables. */
  readonly xml: string | null;
  readonly assumptions: readonly string[];
  /** Cells too long to be kept. */
  readonly longCells?: readonly LongCell[];
}

/** A file whose columns are named, as a sheet whose first row is its header. */
export function sourceOfTable(table: RawTable): SourceFile {
  const rows = [table.columns.map(({ name }) => name)];
  for (let row = 0; row < table.rowCount; row++)
    rows.push(table.columns.map(({ codes, values }) => values[codes[row]]));
  return { file: table.file, grids: [{ name: table.file, rows }], xml: null, assumptions: [] };
}
