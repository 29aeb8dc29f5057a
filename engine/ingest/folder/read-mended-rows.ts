import { SameStartError } from '../../errors.ts';
import { rawColumn, rowNumber, type RawColumn, type RawTable, type UnreadableRow } from '../files/raw-table.ts';
import { notUsedColumns } from '../files/csv/rejects-csv.ts';
import { withoutApostrophe } from '../values/without-apostrophe.ts';

/**
 * Puts rows that a person has mended in the places of those they came from, before anything is judged: `mended` is the CSV
 * that `rejectsCsv` wrote for this very file. Cells are matched by column name; a column that is not there keeps what the row
 * had, so names, which such a CSV never holds, stay. Nothing is counted twice: a mended row replaces one, it is never added.
 * Errors: `column-missing`, `mended-of-other-file`, `mended-row-unknown`.
 */
export function readMendedRows(raw: RawTable, mended: RawTable): RawTable {
  const [numbers, sources] = [textsOf(mended, notUsedColumns.row), textsOf(mended, notUsedColumns.of)];
  const [places, lost] = placesOf(raw);
  const replaced = new Map<number, number>();
  const restored: { number: number; from: number }[] = [];
  for (let row = 0; row < mended.rowCount; row++) {
    if (!raw.sha256.startsWith(sources(row)) || sources(row) === '')
      throw new SameStartError('mended-of-other-file', { file: mended.file, of: raw.file });
    const number = Number(numbers(row));
    const place = places.get(number);
    if (place !== undefined) replaced.set(place, row);
    else if (lost.has(number)) restored.push({ number, from: row });
    else
      throw new SameStartError('mended-row-unknown', { file: mended.file, row: rowNumber(mended, row), of: raw.file });
  }
  const count = raw.rowCount + restored.length;
  const columns = raw.columns.map((column) => {
    const source = rawColumn(mended, column.name);
    return source ? patched(column, source, count, replaced, restored) : lengthened(column, count);
  });
  const back = new Set(restored.map(({ number }) => number));
  const rowNumbers = new Int32Array(count);
  for (let row = 0; row < raw.rowCount; row++) rowNumbers[row] = rowNumber(raw, row);
  for (const [at, { number }] of restored.entries()) rowNumbers[raw.rowCount + at] = number;
  const mendedRows = replaced.size + restored.length;
  return {
    ...raw,
    columns,
    rowCount: count,
    rowNumbers,
    unreadable: raw.unreadable.filter(({ row }) => !back.has(row)),
    assumptions: [
      ...raw.assumptions,
      `${mendedRows} row${mendedRows === 1 ? '' : 's'} of ${raw.file} ${mendedRows === 1 ? 'is' : 'are'} read as mended in ${mended.file}`,
    ],
  };
}

/** Place of every readable row by its number, and the rows that could not be read. */
function placesOf(raw: RawTable): [Map<number, number>, Map<number, UnreadableRow>] {
  const places = new Map<number, number>();
  for (let row = 0; row < raw.rowCount; row++) places.set(rowNumber(raw, row), row);
  return [places, new Map(raw.unreadable.map((entry) => [entry.row, entry]))];
}

function textsOf(table: RawTable, name: string): (row: number) => string {
  const column = rawColumn(table, name);
  if (!column) throw new SameStartError('column-missing', { file: table.file, column: name });
  return (row) => column.values[column.codes[row]];
}

function patched(
  column: RawColumn,
  source: RawColumn,
  count: number,
  replaced: ReadonlyMap<number, number>,
  restored: readonly { from: number }[],
): RawColumn {
  const { codes } = lengthened(column, count);
  const values = [...column.values];
  const placed = new Map<number, number>();
  const put = (row: number, from: number): void => {
    const code = source.codes[from];
    if (!placed.has(code)) placed.set(code, values.push(withoutApostrophe(source.values[code])) - 1);
    codes[row] = placed.get(code)!;
  };
  for (const [row, from] of replaced) put(row, from);
  const first = count - restored.length;
  for (const [at, { from }] of restored.entries()) put(first + at, from);
  return { name: column.name, codes, values };
}

/** The column with room for more rows, which are empty. */
function lengthened(column: RawColumn, count: number): RawColumn {
  const codes = new Int32Array(count);
  codes.set(column.codes);
  if (count === column.codes.length) return { ...column, codes };
  const values = [...column.values, ''];
  codes.fill(values.length - 1, column.codes.length);
  return { name: column.name, codes, values };
}
