import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { RunColumn, RunTable } from '../tables/run-table.ts';
import type { RunColumnSchema } from '../tables/run-schema.ts';
import { sqlName, sqlText } from './table-database.ts';

/** Above this share of distinct values, text is read as it is; below, once a value and then by code. */
const codedShare = 0.25;

/**
 * Reads a run's Parquet table into columns, in the order of `schema` (columns the file lacks are left out). Texts that
 * repeat share one string, so that a table of a trust's pupils fits into memory and equal texts compare at once.
 */
export async function readTableFile(
  connection: DuckDBConnection,
  file: string,
  schema: Readonly<Record<string, RunColumnSchema>>,
): Promise<RunTable> {
  const source = `read_parquet(${sqlText(file)})`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const present = new Set(described.getRows().map((row) => String(row[0])));
  const names = Object.keys(schema).filter((name) => present.has(name));
  const codings = await textCodings(
    connection,
    source,
    names.filter((name) => schema[name].type === 'text'),
  );
  const selected = names.map((name, index) => selection(name, schema[name], codings.get(name), index));
  const result = await connection.run(`SELECT ${selected.join(', ')} FROM ${source}`);
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const columns: Record<string, RunColumn> = {};
  for (const [index, name] of names.entries()) {
    columns[name] = column(schema[name], codings.get(name), chunks, index, rows);
    await new Promise(setImmediate);
  }
  return { rows, columns };
}

interface TextCoding {
  /** Name of the ENUM type in the database. */
  readonly type: string;
  readonly values: readonly string[];
}

/** For each text column that repeats itself: an ENUM type of its values. */
async function textCodings(connection: DuckDBConnection, source: string, names: readonly string[]) {
  const codings = new Map<string, TextCoding>();
  if (names.length === 0) return codings;
  const counted = names.map((name) => `approx_count_distinct(${sqlName(name)})`);
  const counts = await connection.runAndReadAll(`SELECT count(*), ${counted.join(', ')} FROM ${source}`);
  const [rows, ...distinct] = counts.getRows()[0].map(Number);
  for (const [index, name] of names.entries()) {
    if (distinct[index] === 0 || distinct[index] > rows * codedShare) continue;
    const type = `coding_${index}`;
    const values = `SELECT DISTINCT ${sqlName(name)} AS v FROM ${source} WHERE ${sqlName(name)} IS NOT NULL ORDER BY v`;
    await connection.run(`CREATE TYPE ${type} AS ENUM (${values})`);
    const read = await connection.runAndReadAll(`SELECT unnest(enum_range(NULL::${type}))::VARCHAR`);
    codings.set(name, { type, values: read.getColumns()[0] as string[] });
  }
  return codings;
}

function selection(name: string, schema: RunColumnSchema, coding: TextCoding | undefined, index: number): string {
  const quoted = sqlName(name);
  if (schema.type === 'boolean') return `coalesce(${quoted}, false)::INTEGER AS c${index}`;
  if (schema.type !== 'text') return `coalesce(${quoted}::DOUBLE, 'NaN'::DOUBLE) AS c${index}`;
  if (!coding) return `${quoted} AS c${index}`;
  return `coalesce(enum_code(${quoted}::${coding.type})::INTEGER, -1) AS c${index}`;
}

function column(
  schema: RunColumnSchema,
  coding: TextCoding | undefined,
  chunks: readonly DuckDBDataChunk[],
  index: number,
  rows: number,
): RunColumn {
  if (schema.type === 'text') {
    const values: (string | null)[] = Array.from({ length: rows }, () => null);
    fill(
      values,
      chunks,
      index,
      coding ? (code) => (code === -1 ? null : coding.values[code as number]) : (text) => text as string | null,
    );
    return { type: 'text', values };
  }
  const numbers = new Float64Array(rows);
  fill(numbers, chunks, index, Number);
  if (schema.type === 'boolean') return { type: 'boolean', values: Uint8Array.from(numbers) };
  if (schema.type === 'number' || numbers.some(Number.isNaN)) return { type: schema.type, values: numbers };
  return { type: 'integer', values: Int32Array.from(numbers) };
}

function fill<Value>(
  target: { [row: number]: Value },
  chunks: readonly DuckDBDataChunk[],
  index: number,
  decode: (value: unknown) => Value,
): void {
  let row = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    for (let item = 0; item < chunk.rowCount; item++) target[row++] = decode(vector.getItem(item));
  }
}
