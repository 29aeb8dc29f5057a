import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { readArrowTable } from '../arrow/read-arrow-table.ts';
import { readParquetTable } from '../parquet/read-parquet-table.ts';
import type { RawTable } from '../raw-table.ts';
import { readSheets } from '../workbook/read-sheets.ts';
import { parseDelimited, type LongCell } from './parse-delimited.ts';

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
/** More of them is no text. */
const mostControls = 10_000;

/** Reads one file of a school as grids or XML, by what it is: workbook, Parquet, Arrow, XML, or separated text in UTF-8, UTF-16 or Windows-1252. */
export async function readGrids(path: string): Promise<SourceFile> {
  const file = basename(path);
  const kind = extname(file).toLowerCase();
  if (kind === '.xlsx') {
    const sheets = await readSheets(path, file, null);
    const grids = sheets.map(({ name, rows }) => ({ name: sheets.length > 1 ? `${file} (${name})` : file, rows }));
    return { file, grids, xml: null, assumptions: [] };
  }
  const keep = (): boolean => true;
  if (kind === '.parquet')
    return { file, grids: [gridOf(await readParquetTable(path, file, file, keep))], xml: null, assumptions: [] };
  if (kind === '.arrow')
    return { file, grids: [gridOf(await readArrowTable(path, file, file, true))], xml: null, assumptions: [] };
  const bytes = await readBounded(path, file);
  const { text, encoding, removed } = decode(bytes, file);
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
  const encoding = mark ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  const text = new TextDecoder(encoding).decode(bytes);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const control = text.slice(0, 4096).search(/[\u0000-\u0008\u000e-\u001f]/);
  if (control >= 0)
    throw new SameStartError('file-not-text', { file, why: `character ${control + 1} is a control character` });
  // oxlint-disable-next-line no-control-regex -- as above
  const further = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+/g);
  if (!further) return { text, encoding, removed: 0 };
  const removed = further.reduce((sum, { length }) => sum + length, 0);
  if (removed > mostControls)
    throw new SameStartError('file-not-text', { file, why: `it holds ${removed} control characters` });
  // oxlint-disable-next-line no-control-regex -- as above
  return { text: text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]+/g, ''), encoding, removed };
}

function gridOf(table: RawTable): Grid {
  const rows = [table.columns.map(({ name }) => name)];
  for (let row = 0; row < table.rowCount; row++)
    rows.push(table.columns.map(({ codes, values }) => values[codes[row]]));
  return { name: table.file, rows };
}
