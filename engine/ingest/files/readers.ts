import { extname } from 'node:path';
import { arrowReader } from './arrow/arrow-reader.ts';
import { csvReader } from './csv/csv-reader.ts';
import { parquetReader } from './parquet/parquet-reader.ts';
import type { Reader } from './reader.ts';
import { workbookReader } from './workbook/workbook-reader.ts';

/** Every kind of file that is read. A new kind is one file beside these, and a line here. */
export const readers: readonly Reader[] = [csvReader, parquetReader, arrowReader, workbookReader];

/** The reader of a file by its ending, whatever its case; null where none has it. */
export function readerOf(file: string): Reader | null {
  const ending = extname(file).toLowerCase();
  return readers.find((reader) => reader.ending === ending || reader.otherEndings.includes(ending)) ?? null;
}
