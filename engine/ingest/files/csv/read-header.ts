import { isUtf8 } from 'node:buffer';
import { SameStartError } from '../../../errors.ts';
import { longestRow } from './csv-scanner.ts';

/** More columns than any export of a school has; a wider file is something else. */
export const mostColumns = 1000;

export interface CsvHeader {
  /** Trimmed, lower case, in the file's order. */
  readonly columns: readonly string[];
  /** The same as they are written, trimmed; blank ones at the end too. */
  readonly written: readonly string[];
  readonly separator: ',' | ';' | '\t';
  /** Length of the header row with its line end. */
  readonly bytes: number;
  readonly assumptions: readonly string[];
}

/** Reads the header row at the start of a file's bytes. Errors: `file-empty`, `file-not-text`, `too-many-columns`, `column-twice`. */
export function readHeader(bytes: Uint8Array, file: string): CsvHeader {
  let end = 0;
  while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
  if (end > longestRow) throw new SameStartError('file-not-text', { file, why: 'its first line is longer than 1 MB' });
  const line = bytes.subarray(0, end);
  const control = line.findIndex((byte) => byte < 32 && byte !== 9);
  if (control >= 0)
    throw new SameStartError('file-not-text', { file, why: `byte ${control + 1} is a control character` });
  if (!isUtf8(line)) {
    throw new SameStartError('file-not-text', {
      file,
      why: 'its first line holds letters that cannot be read; save it as “CSV UTF-8”',
    });
  }
  const text = new TextDecoder().decode(line);
  if (text.trim() === '') throw new SameStartError('file-empty', { file });
  const separator = text.includes(',') ? ',' : text.includes(';') ? ';' : text.includes('\t') ? '\t' : ',';
  const written = splitLine(text, separator).map((column) => column.trim());
  const columns = written.map((column) => column.toLowerCase());
  while (columns.length > 1 && columns.at(-1) === '') columns.pop();
  checkColumns(columns, file);
  return {
    columns,
    written,
    separator,
    bytes: bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : Math.min(end + 1, bytes.length),
    assumptions: separator === ',' ? [] : [`${file} is separated by ${separator === ';' ? 'semicolons' : 'tabs'}`],
  };
}

function splitLine(text: string, separator: string): string[] {
  const cells = text.matchAll(/(?:^|(?<=[,;\t]))(?:"((?:[^"]|"")*)"|([^,;\t]*))/g);
  const plain = text.split(separator);
  if (!text.includes('"')) return plain;
  const quoted = [...cells].map(([, inside, outside]) => inside?.replaceAll('""', '"') ?? outside);
  return quoted.length > 0 ? quoted : plain;
}

/** Shared by every kind of file: a header must be of sensible width and name each column once. */
export function checkColumns(columns: readonly string[], file: string): void {
  if (columns.length > mostColumns)
    throw new SameStartError('too-many-columns', { file, count: columns.length, most: mostColumns });
  const seen = new Set<string>();
  for (const column of columns) {
    if (column !== '' && seen.has(column)) throw new SameStartError('column-twice', { file, column });
    seen.add(column);
  }
}
