import { isUtf8 } from 'node:buffer';
import { isNameColumn, type RawColumn, type RawTable, type UnreadableRow } from '../raw-table.ts';
import type { ByteDictionary } from './byte-dictionary.ts';
import type { CsvScanner } from './csv-scanner.ts';

type Finished = Pick<RawTable, 'columns' | 'rowCount' | 'rowNumbers' | 'unreadable'>;

/** Turns the scanner's bytes into text columns; rows with bytes that are not UTF-8 or with control characters go to `unreadable`. */
export function finishColumns(scanner: CsvScanner, header: readonly string[], kept: readonly boolean[]): Finished {
  const columns: RawColumn[] = [];
  const faults: (UnreadableRow['reason'] | null)[][] = [];
  for (const [index, name] of header.entries()) {
    if (!kept[index]) continue;
    const decoded = decode(scanner.dictionaries[index]!, isNameColumn(name));
    columns.push({ name, codes: scanner.codes[index]!.subarray(0, scanner.rowCount), values: decoded.values });
    faults.push(decoded.faults);
  }
  const rowNumbers = scanner.rowNumbers?.subarray(0, scanner.rowCount) ?? null;
  if (faults.every((column) => column.length === 0))
    return { columns, rowCount: scanner.rowCount, rowNumbers, unreadable: scanner.unreadable };
  return withoutFaults(columns, faults, scanner.rowCount, rowNumbers, scanner.unreadable);
}

function withoutFaults(
  columns: readonly RawColumn[],
  faults: readonly (readonly (UnreadableRow['reason'] | null)[])[],
  rowCount: number,
  rowNumbers: Int32Array | null,
  unreadable: readonly UnreadableRow[],
): Finished {
  const keep = new Uint8Array(rowCount).fill(1);
  const found: UnreadableRow[] = [];
  for (const [index, column] of columns.entries()) {
    if (faults[index].length === 0) continue;
    for (let row = 0; row < rowCount; row++) {
      const reason = faults[index][column.codes[row]];
      if (!reason || !keep[row]) continue;
      keep[row] = 0;
      const number = rowNumbers ? rowNumbers[row] : row + 1;
      const cells = Object.fromEntries(columns.map(({ name, codes, values }) => [name, values[codes[row]]]));
      found.push({ row: number, column: column.name, reason, value: column.values[column.codes[row]], cells });
    }
  }
  const rows = Int32Array.from(rowIndexes(keep));
  const numbers = rows.map((row) => (rowNumbers ? rowNumbers[row] : row + 1));
  return {
    columns: columns.map((column) => ({ ...column, codes: rows.map((row) => column.codes[row]) })),
    rowCount: rows.length,
    rowNumbers: numbers,
    unreadable: [...unreadable, ...found].sort((a, b) => a.row - b.row),
  };
}

function* rowIndexes(keep: Uint8Array): Generator<number> {
  for (let row = 0; row < keep.length; row++) if (keep[row]) yield row;
}

function decode(
  dictionary: ByteDictionary,
  isName: boolean,
): { values: string[]; faults: (UnreadableRow['reason'] | null)[] } {
  const values: string[] = [];
  const faults: (UnreadableRow['reason'] | null)[] = [];
  for (let code = 0; code < dictionary.count; code++) {
    const bytes = dictionary.bytesOf(code);
    if (isName && !isUtf8(bytes)) {
      // The data report has said so; for the record the likely spelling is better than none.
      values[code] = new TextDecoder('windows-1252').decode(bytes).trim();
      continue;
    }
    if (!isUtf8(bytes)) {
      faults[code] = 'not-utf8';
      values[code] = showBytes(bytes);
      continue;
    }
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8').trim();
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) {
      faults[code] = 'control-character';
      values[code] = showBytes(bytes);
    } else values[code] = text;
  }
  return { values, faults };
}

/** The text with every byte outside printable ASCII as \xE9: what the person must look for. At most 80 characters. */
function showBytes(bytes: Uint8Array): string {
  let shown = '';
  for (const byte of bytes) {
    if (shown.length > 80) return `${shown}…`;
    shown +=
      byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return shown;
}
