import { SameStartError } from '../../errors.ts';
import { checkColumns } from './csv/read-header.ts';
import { isNameColumn, type RawColumn, type RawTable, type UnreadableRow } from './raw-table.ts';

/**
 * Builds a raw table from cells given as text, for kinds of files whose readers hand out values.
 * A row with nothing in it is blank; a row with a control character is unreadable.
 */
export class RawTableBuilder {
  readonly #columns: {
    readonly name: string;
    readonly source: number;
    codes: Int32Array;
    readonly values: string[];
    readonly place: Map<string, number>;
  }[];
  readonly #nameColumns: string[];
  readonly #unreadable: UnreadableRow[] = [];
  readonly #numbers: number[] = [];
  #rows = 0;
  #records = 0;
  #blank = 0;
  #gap = false;

  /** @param names true: columns with names of people are kept too */
  constructor(header: readonly string[], file: string, names: boolean) {
    const columns = header.map((name) => name.trim().toLowerCase());
    if (columns.every((name) => name === '')) throw new SameStartError('file-empty', { file });
    checkColumns(columns, file);
    this.#nameColumns = names ? [] : columns.filter(isNameColumn);
    this.#columns = columns.flatMap((name, source) =>
      !names && isNameColumn(name)
        ? []
        : [{ name, source, codes: new Int32Array(64), values: [], place: new Map<string, number>() }],
    );
  }

  /** Adds one row; `textOf(c)` is the text of column c of the header, '' where it is empty. */
  addRow(textOf: (column: number) => string): void {
    this.#records++;
    let filled = false;
    let fault: UnreadableRow | null = null;
    for (const column of this.#columns) {
      const text = textOf(column.source).trim();
      if (text !== '') filled = true;
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text))
        fault ??= {
          row: this.#records,
          column: column.name,
          reason: 'control-character',
          value: JSON.stringify(text).slice(1, 80),
        };
      let code = column.place.get(text);
      if (code === undefined) {
        code = column.values.push(text) - 1;
        column.place.set(text, code);
      }
      if (this.#rows === column.codes.length) {
        const larger = new Int32Array(this.#rows * 2);
        larger.set(column.codes);
        column.codes = larger;
      }
      column.codes[this.#rows] = code;
    }
    if (!filled) {
      this.#blank++;
      this.#gap = true;
    } else if (fault) {
      this.#unreadable.push(fault);
      this.#gap = true;
    } else {
      this.#numbers.push(this.#records);
      this.#rows++;
    }
  }

  finish(table: string, file: string, sha256: string, assumptions: readonly string[] = []): RawTable {
    return {
      table,
      file,
      columns: this.#columns.map(({ name, codes, values }): RawColumn => ({
        name,
        codes: codes.subarray(0, this.#rows),
        values,
      })),
      rowCount: this.#rows,
      rowNumbers: this.#gap ? Int32Array.from(this.#numbers) : null,
      blankRows: this.#blank,
      unreadable: this.#unreadable,
      oddNames: [],
      nameColumns: this.#nameColumns,
      assumptions,
      sha256,
    };
  }
}
