import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { SameStartError } from '../../errors.ts';
import { readHeader } from '../../ingest/files/csv/read-header.ts';
import { longestRow } from '../../ingest/files/csv/csv-scanner.ts';
import { readCsvTable } from '../../ingest/files/csv/read-csv-table.ts';
import { sqlName, sqlText } from '../../runs/table-database.ts';
import { literalPath } from '../../tables/literal-path.ts';

/**
 * Makes the DuckDB table `source` of a CSV (cells as text) or Parquet file and returns its column names.
 *
 * A CSV in which any row cannot be read is refused as a whole, naming the first such row: a table that comes out again with
 * rows missing would be taken for the whole.
 *
 * Errors: `file-unreadable`, `file-empty`, `file-not-text`, `column-twice`, `too-many-columns`, `rows-damaged`, `file-damaged`.
 */
export async function loadGrowthTable(connection: DuckDBConnection, table: string): Promise<string[]> {
  const file = basename(table);
  const found = await stat(table).catch(() => null);
  if (!found?.isFile()) {
    throw new SameStartError('file-unreadable', { file, why: found ? 'it is a folder' : 'there is no such file' });
  }
  if (found.size === 0) throw new SameStartError('file-empty', { file });
  try {
    if (/\.parquet$/i.test(table)) {
      await connection.run(`create table source as select * from read_parquet(${sqlText(literalPath(table))})`);
    } else {
      await loadCsv(connection, table);
    }
  } catch (cause) {
    if (cause instanceof SameStartError) throw cause;
    const why = cause instanceof Error ? cause.message.split('\n')[0] : 'it is no table';
    throw new SameStartError('file-damaged', { file, why }, { cause });
  }
  const described = await connection.runAndReadAll('describe source');
  return described.getRowObjects().map((row) => String(row['column_name']));
}

/** Nothing is left to DuckDB's guesses: a short row would else make it take another separator for the right one. */
async function loadCsv(connection: DuckDBConnection, table: string): Promise<void> {
  const file = basename(table);
  const { written, separator } = readHeader(await firstBytes(table), file);
  const names = written.map((name, column) => name || `column ${column + 1}`);
  const columns = names.map((name) => `${sqlName(name)}: 'VARCHAR'`).join(', ');
  const settings = `auto_detect = false, header = true, quote = '"', escape = '"', comment = '', store_rejects = true`;
  await connection.run(
    `create table source as select * from read_csv(${sqlText(literalPath(table))}, ${settings}, delim = ${sqlText(separator)}, columns = {${columns}})`,
  );
  const rejects = await connection.runAndReadAll(
    'select count(distinct line), min(line), arg_min(error_type, line) from reject_errors',
  );
  const [count, row, type] = rejects.getRows()[0];
  if (Number(count) > 0) {
    throw new SameStartError('rows-damaged', { file, row: Number(row), count: Number(count), why: whyDamaged(type) });
  }
  await refuseLongRows(table, file);
}

/** DuckDB leaves a row of many megabytes out without an entry among its rejects; our own scanner does not. */
async function refuseLongRows(table: string, file: string): Promise<void> {
  const { unreadable } = await readCsvTable(table, file, 'table', { keep: () => false });
  const long = unreadable.filter(({ reason }) => reason === 'row-too-long');
  if (long.length === 0) return;
  const row = long[0].row + 1;
  throw new SameStartError('rows-damaged', { file, row, count: long.length, why: 'it is longer than 1 MB' });
}

function whyDamaged(type: unknown): string {
  const reasons: Readonly<Record<string, string>> = {
    'MISSING COLUMNS': 'it has fewer cells than the first row',
    'TOO MANY COLUMNS': 'it has more cells than the first row',
    'INVALID ENCODING': 'it is not UTF-8 (save the file as “CSV UTF-8”)',
    'UNQUOTED VALUE': 'a quotation mark is opened and not closed',
    'LINE SIZE OVER MAXIMUM': 'it is longer than 1 MB',
  };
  return reasons[String(type)] ?? 'it cannot be told into cells';
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(longestRow + 2), 0, longestRow + 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
