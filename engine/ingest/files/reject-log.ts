import { SameStartError } from '../../errors.ts';
import type { RejectedRow } from '../../tables/assessment-data.ts';
import { rejectReasons, type RejectReason } from './reject-reasons.ts';
import { isNameColumn, rowNumber, type RawTable } from './raw-table.ts';

/** A cell that was not used although its row was: an optional value that cannot be read. */
export interface CellSetAside {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly value: string;
}

/** More unusable rows than this is the wrong file rather than bad rows, and would not fit into memory. */
export const mostRejects = 1_000_000;

/** Counts of one input table: `rows` = `kept` + `rejected` + `countedOnce`, always. */
export interface TableCounts {
  rows: number;
  kept: number;
  rejected: number;
  /** Rows identical to one that was kept. */
  countedOnce: number;
  blank: number;
}

/** Keeps what was not used, by input table. */
export class RejectLog {
  readonly rows: { readonly table: string; readonly code: RejectReason; readonly row: RejectedRow }[] = [];
  readonly cells: CellSetAside[] = [];

  /** Takes over the rows that the reader of the file could not make out. */
  takeUnreadable(raw: RawTable): void {
    // Every column stands there, to be filled in.
    const empty = Object.fromEntries(
      raw.columns
        .filter(({ name }) => name !== '' && !isNameColumn(name) && isKept(raw, name))
        .map(({ name }) => [name, '']),
    );
    for (const { row, column, reason, value, cells } of raw.unreadable) {
      const known = Object.entries(cells ?? {}).filter(([name]) => Object.hasOwn(empty, name));
      const content = JSON.stringify({ ...empty, ...Object.fromEntries(known) });
      const rejected = { file: raw.file, row, column, reason: rejectReasons[reason], value, content };
      this.rows.push({ table: raw.table, code: reason, row: rejected });
    }
    for (const { row, column, reason, value } of raw.oddNames) {
      this.cells.push({ file: raw.file, row, column, reason: rejectReasons[reason], value });
    }
  }

  /** Rejects row `row` of `raw`; `column` names the cell at fault ('' = the row as a whole). Error: `too-many-rejects`. */
  reject(raw: RawTable, row: number, column: string, reason: RejectReason): void {
    if (this.rows.length >= mostRejects)
      throw tooManyRejects((this.rows.find(({ table }) => table === raw.table) ?? this.rows[0]).row);
    const cells = raw.columns.filter(({ name }) => name !== '' && !isNameColumn(name) && isKept(raw, name));
    const content = Object.fromEntries(cells.map(({ name, codes, values }) => [name, values[codes[row]]]));
    const cell = raw.columns.find(({ name }) => name === column);
    this.rows.push({
      table: raw.table,
      code: reason,
      row: {
        file: raw.file,
        row: rowNumber(raw, row),
        column,
        reason: rejectReasons[reason],
        value: cell && isKept(raw, column) ? cell.values[cell.codes[row]] : '',
        content: JSON.stringify(content),
      },
    });
  }

  /** Notes that an optional cell could not be read; the row is used without it. */
  setAside(raw: RawTable, row: number, column: string, reason: string): void {
    const cell = raw.columns.find(({ name }) => name === column);
    const value = cell ? cell.values[cell.codes[row]] : '';
    this.cells.push({ file: raw.file, row: rowNumber(raw, row), column, reason, value });
  }

  rejectedOf(table: string): number {
    let count = 0;
    for (const entry of this.rows) if (entry.table === table) count++;
    return count;
  }
}

/** The error for a file of which too much cannot be used; it names the first such row. */
export function tooManyRejects(first: Pick<RejectedRow, 'file' | 'row' | 'column' | 'reason'>): SameStartError {
  const { file, row, column, reason } = first;
  return new SameStartError('too-many-rejects', { file, row, column: column || 'the whole row', why: reason });
}

/** Of context only identifiers and dates are repeated: a note on health or family must not travel in a reject. */
function isKept(raw: RawTable, column: string): boolean {
  return raw.table !== 'context' || ['pupil_id', 'from', 'to'].includes(column);
}
