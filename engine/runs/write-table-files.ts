import { join } from 'node:path';
import duckdb from '@duckdb/node-bindings';
import { BOOLEAN, DOUBLE, DuckDBDataChunk, ENUM, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import { disarmedText } from '../tables/disarmed-text.ts';
import type { RunColumn, RunTable } from '../tables/run-table.ts';
import { sqlName, sqlText } from './table-database.ts';

export type TableFormat = 'parquet' | 'csv';

/** Rows DuckDB takes in one chunk. */
const chunkRows = 2048;
/** Text with at most this many values travels as codes: eight times faster than as strings. */
const fewValues = 200;
const formatSql: Readonly<Record<TableFormat, string>> = {
  // fixed, with one thread, so that equal tables give equal bytes; about 10,000 pupils × criteria a row group
  parquet: "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, ROW_GROUP_SIZE 122880, PARQUET_VERSION 'V1'",
  csv: "FORMAT csv, HEADER true, DELIMITER ',', NULLSTR ''",
};

/**
 * Writes one table into `folder` as `<name>.parquet` and, on request, `<name>.csv`, columns in the order of `columns`.
 * In CSV, texts that a spreadsheet would take for a formula are disarmed; in Parquet they are as they were.
 * Missing numbers (NaN) and texts (null) become NULL; a missing integer may be NaN in a Float64Array.
 * @param connections to one database, one for each format: formats are written side by side
 * @returns the names of the files written
 */
export async function writeTableFiles(
  connections: readonly DuckDBConnection[],
  named: { readonly name: string; readonly table: RunTable; readonly columns: readonly string[] },
  folder: string,
  formats: readonly TableFormat[],
): Promise<string[]> {
  const [connection] = connections;
  const published = named.columns.map((name) => stagingColumn(name, named.table.columns[name]));
  // Hardly ever is there anything to disarm: then both formats are written of the same columns.
  const forCsv = published.map((column, index) =>
    formats.includes('csv') ? disarmed(column, named.columns[index]) : column,
  );
  const columns = [...published, ...forCsv.filter((column, index) => column !== published[index])];
  const staging = sqlName(`staging ${named.name}`);
  const declared = columns.map(({ sqlType }, index) => `c${index} ${sqlType}`).join(', ');
  await connection.run(`CREATE TABLE ${staging} (${declared})`);
  try {
    await appendRows(connection, `staging ${named.name}`, columns, named.table.rows);
    const select = (format: TableFormat) =>
      (format === 'csv' ? forCsv : published)
        .map((column) => column.published(`c${columns.indexOf(column)}`))
        .join(', ');
    const files = formats.map((format) => `${named.name}.${format}`);
    const copies = formats.map((format, index) => {
      const target = sqlText(join(folder, files[index]));
      return connections[index].run(
        `COPY (SELECT ${select(format)} FROM ${staging}) TO ${target} (${formatSql[format]})`,
      );
    });
    // all have ended, well or not, before the table goes
    for (const copy of await Promise.allSettled(copies)) if (copy.status === 'rejected') throw copy.reason;
    return files;
  } finally {
    await connection.run(`DROP TABLE ${staging}`);
  }
}

interface StagingColumn {
  readonly type: DuckDBType;
  readonly sqlType: string;
  readonly values: ArrayLike<string | number | boolean | null>;
  /** The staged column, by name, as the SQL that publishes it. */
  readonly published: (staged: string) => string;
}

function stagingColumn(name: string, column: RunColumn): StagingColumn {
  const as = sqlName(name);
  if (column.type === 'text') {
    const values = distinctUpTo(column.values, fewValues);
    const type = values ? ENUM(values) : VARCHAR;
    const sqlType = values ? `ENUM(${values.map(sqlText).join(', ')})` : 'VARCHAR';
    return { type, sqlType, values: column.values, published: (staged) => `${staged}::VARCHAR AS ${as}` };
  }
  if (column.type === 'boolean') {
    const values = Array.from(column.values, (value) => value === 1);
    return { type: BOOLEAN, sqlType: 'BOOLEAN', values, published: (staged) => `${staged} AS ${as}` };
  }
  if (column.values instanceof Int32Array) {
    return { type: INTEGER, sqlType: 'INTEGER', values: column.values, published: (staged) => `${staged} AS ${as}` };
  }
  const target = column.type === 'integer' ? 'INTEGER' : 'DOUBLE';
  const published = (staged: string) => `CASE WHEN isnan(${staged}) THEN NULL ELSE ${staged}::${target} END AS ${as}`;
  return { type: DOUBLE, sqlType: 'DOUBLE', values: column.values, published };
}

/** The column with its texts disarmed; itself where there is nothing to disarm. */
function disarmed(column: StagingColumn, name: string): StagingColumn {
  const { values } = column;
  const safe = new Map<string, string>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value !== 'string' || safe.has(value)) continue;
    const text = disarmedText(value);
    if (text !== value) safe.set(value, text);
  }
  if (safe.size === 0) return column;
  const texts = Array.from(values as ArrayLike<string | null>, (text) =>
    text === null ? null : (safe.get(text) ?? text),
  );
  return stagingColumn(name, { type: 'text', values: texts });
}

/** The distinct texts in order of appearance, or null where there are none or more than `most`. */
function distinctUpTo(texts: readonly (string | null)[], most: number): string[] | null {
  const found = new Set<string>();
  for (const text of texts) {
    if (text !== null && found.add(text).size > most) return null;
  }
  return found.size === 0 ? null : [...found];
}

async function appendRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly StagingColumn[],
  rows: number,
) {
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(columns.map(({ type }) => type));
  for (let from = 0; from < rows; from += chunkRows) {
    const count = Math.min(chunkRows, rows - from);
    chunk.reset();
    chunk.rowCount = count;
    for (const [index, { values }] of columns.entries()) {
      fillVector(chunk, index, values, from, count);
    }
    appender.appendDataChunk(chunk);
    // a large table takes seconds: let whoever else shares this thread have a turn
    if (from % (chunkRows * 16) === 0) await new Promise(setImmediate);
  }
  appender.flushSync();
  appender.closeSync();
}

function fillVector(
  chunk: DuckDBDataChunk,
  index: number,
  values: StagingColumn['values'],
  from: number,
  count: number,
): void {
  if (values instanceof Float64Array || values instanceof Int32Array) {
    const part = values.slice(from, from + count);
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
    duckdb.copy_data_to_vector(vector, 0, part.buffer, 0, part.byteLength);
    return;
  }
  const vector = chunk.getColumnVector(index);
  for (let row = 0; row < count; row++) vector.setItem(row, values[from + row]);
  vector.flush();
}
