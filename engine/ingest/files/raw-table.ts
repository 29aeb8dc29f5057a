/**
 * One table as read from a file, before any meaning: text by column, each distinct text held once. Whatever the file's kind
 * (CSV, Parquet, Arrow, sheet), the steps that follow see this, and parse each distinct text once instead of each row.
 */
export interface RawTable {
  /** `pupils`, `windows`, `assessments`, `scales` or `context`. */
  readonly table: string;
  /** Name of the file, with the sheet where there is one; never its path. */
  readonly file: string;
  readonly columns: readonly RawColumn[];
  readonly rowCount: number;
  /** Line of data of each row (1 = first below the header); null where that is row + 1 throughout. */
  readonly rowNumbers: Int32Array | null;
  /** Rows that hold nothing at all; they count as neither read nor rejected. */
  readonly blankRows: number;
  /** Rows that could not be read as rows; they are not among `columns`. */
  readonly unreadable: readonly UnreadableRow[];
  /** Cells of name columns that are not UTF-8; names are not read here, so the row is used. */
  readonly oddNames: readonly UnreadableRow[];
  /** Columns left out because they hold names of people. */
  readonly nameColumns: readonly string[];
  /** What had to be supposed about the file: separator, encoding. */
  readonly assumptions: readonly string[];
  readonly sha256: string;
  /** The CSV whose mended rows were put in, where there is one. */
  readonly mendedBy?: { readonly file: string; readonly sha256: string };
}

export interface RawColumn {
  readonly name: string;
  /** Index into `values`, a row each. */
  readonly codes: Int32Array;
  /** Trimmed; '' is an empty cell. The same text may occur twice (it differed in blanks around it). */
  readonly values: readonly string[];
}

export interface UnreadableRow {
  readonly row: number;
  readonly column: string;
  readonly reason: RejectReason;
  readonly value: string;
  /** The row's cells as far as they could be told apart, to be mended; none where the file holds names of people. */
  readonly cells?: Readonly<Record<string, string>>;
}

import type { RejectReason } from './reject-reasons.ts';

/** The column of that name, or null. */
export function rawColumn(table: RawTable, name: string): RawColumn | null {
  return table.columns.find((column) => column.name === name) ?? null;
}

/** Line of data of row `row`. */
export function rowNumber(table: RawTable, row: number): number {
  return table.rowNumbers ? table.rowNumbers[row] : row + 1;
}

/** Whether a column holds names of people: such columns are read for the record only, never for analysis. */
export function isNameColumn(column: string): boolean {
  return /name|surname|initials|\bknown[ _-]?as\b|parent|guardian|carer|address|e-?mail|phone/i.test(column);
}
