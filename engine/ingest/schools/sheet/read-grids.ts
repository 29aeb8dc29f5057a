import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { SameStartError } from '../../../errors.ts';
import { readArrowTable } from '../../files/arrow/read-arrow-table.ts';
import { readParquetTable } from '../../files/parquet/read-parquet-table.ts';
import type { RawTable } from '../../files/raw-table.ts';
import { readSheets } from '../../files/workbook/read-sheets.ts';
import { parseDelimited, type LongCell } from '../../files/csv/parse-delimited.ts';

/** A sheet of text cells, nothing supposed about headers. */
export interface Grid {
  /** Name of the file (and its sheet). */
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
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

const mostBytes = 200 << 20;
/** Control characters, and marks nobody sees: a blank of no width in a pupil's number makes it another number. */
const invisible =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/g;
/** More of them is no text. */
const mostControls = 10_000;

/** Reads one file of a school as grids or XML, by what it is: workbook, Parquet, Arrow, XML, or separated text in UTF-8, UTF-16 or Windows-1252. */
export async function readGrids(path: string): Promise<SourceFile> {
  const file = basename(path);
  const kind = extname(file).toLowerCase();
  // A workbook with macros is a workbook; its macros are not looked at.
  if (kind === '.xlsx' || kind === '.xlsm') {
    const sheets = await readSheets(path, file, null);
    const grids = sheets.map(({ name, rows }) => ({
      name: sheets.length > 1 ? `${file} (${name})` : file,
      rows: rows.map((row) => row.map((cell) => cell.replace(invisible, ''))),
    }));
    return { file, grids, xml: null, assumptions: [] };
  }
  const keep = (): boolean => true;
  if (kind === '.parquet')
    return { file, grids: [gridOf(await readParquetTable(path, file, file, keep))], xml: null, assumptions: [] };
  if (kind === '.arrow')
    return { file, grids: [gridOf(await readArrowTable(path, file, file, true))], xml: null, assumptions: [] };
  const bytes = await readBounded(path, file);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new SameStartError('file-damaged', { file, why: 'it is an archive; unpack it and give the files in it' });
  const { text, encoding, removed } = decode(bytes, file);
  if (kind !== '.xml' && /^\s*<(?:!doctype )?html/i.test(text))
    throw new SameStartError('file-damaged', {
      file,
      why: 'it is a web page, whatever its name says; open it in a spreadsheet and save it as .xlsx or CSV',
    });
  const assumptions = [
    ...(encoding === 'utf-8' ? [] : [`${file} is read as ${encoding}.`]),
    ...(removed > 0 ? [`${file} holds control characters (${removed}); they are taken out.`] : []),
  ];
  if (/^\s*</.test(text)) return { file, grids: [], xml: text, assumptions };
  try {
    const longCells: LongCell[] = [];
    return { file, grids: [{ name: file, rows: parseDelimited(text, longCells) }], xml: null, assumptions, longCells };
  } catch (cause) {
    throw new SameStartError('file-damaged', { file, why: (cause as Error).message }, { cause });
  }
}

async function readBounded(path: string, file: string): Promise<Uint8Array> {
  const unreadable = (cause: unknown): never => {
    throw new SameStartError(
      'file-unreadable',
      { file, why: (cause as NodeJS.ErrnoException).code ?? 'unknown' },
      { cause },
    );
  };
  const { size } = await stat(path).catch(unreadable);
  if (size === 0) throw new SameStartError('file-empty', { file });
  if (size > mostBytes)
    throw new SameStartError('file-damaged', { file, why: 'an export over 200 MB is not converted; split it' });
  return readFile(path).catch(unreadable);
}

function decode(bytes: Uint8Array, file: string): { text: string; encoding: string; removed: number } {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const encoding = mark ?? utf16WithoutMark(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const text = new TextDecoder(encoding).decode(bytes);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const control = text.slice(0, 4096).search(/[\u0000-\u0008\u000e-\u001f]/);
  if (control >= 0) {
    const row = text.slice(0, control).split('\n').length;
    throw new SameStartError('file-not-text', { file, why: `row ${row} holds a control character` });
  }
  const further = text.match(invisible);
  if (!further) return { text, encoding, removed: 0 };
  const removed = further.reduce((sum, { length }) => sum + length, 0);
  if (removed > mostControls)
    throw new SameStartError('file-not-text', { file, why: `it holds ${removed} control characters` });
  return { text: text.replace(invisible, ''), encoding, removed };
}

/** UTF-16 that does not say so: every second byte of its first Latin letters is 0. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]++;
  const [even, odd] = zeros.map((count) => count / (head.length / 2));
  return odd > 0.9 && even < 0.1 ? 'utf-16le' : even > 0.9 && odd < 0.1 ? 'utf-16be' : null;
}

function gridOf(table: RawTable): Grid {
  const rows = [table.columns.map(({ name }) => name)];
  for (let row = 0; row < table.rowCount; row++)
    rows.push(table.columns.map(({ codes, values }) => values[codes[row]]));
  return { name: table.file, rows };
}
