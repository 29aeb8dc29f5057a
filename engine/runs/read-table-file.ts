import { join } from 'node:path';
import duckdb from '@duckdb/node-bindings';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { SameStartError } from '../errors.ts';
import { literalPath } from '../tables/literal-path.ts';
import { laterTables, runSchema, type RunColumnSchema, type RunTableName } from '../tables/run-schema.ts';
import type { RunColumn, TableOf } from '../tables/run-table.ts';
import { faultOfColumn } from './fault-of-column.ts';
import { readManifest } from './read-manifest.ts';
import { sqlName, sqlText } from './table-database.ts';

/**
 * Reads a table of a run's folder into columns, in the order of `runSchema`, and sees that each holds what the schema says, so
 * that its rows may be typed. Of a column that the file lacks, as one of an earlier version may, every value is missing. Texts
 * that repeat share one string, so that a table of a trust's pupils fits into memory and equal texts compare at once.
 * @param only the rows in which a text column holds a value; default: all
 * @throws SameStartError run-incomplete where there is no such file or it is damaged; run-column-unreadable where a column is
 *   of another type, lacks a value it always has, or holds a name this version does not know
 */
export async function readTableFile<Name extends RunTableName>(
  connection: DuckDBConnection,
  folder: string,
  name: Name,
  only?: Readonly<Record<string, string>>,
): Promise<TableOf<Name>> {
  const schema: Readonly<Record<string, RunColumnSchema>> = runSchema[name];
  if (laterTables.has(name) && !Object.hasOwn((await readManifest(folder)).files, `${name}.parquet`))
    return { name, rows: 0, columns: noRows(schema) as TableOf<Name>['columns'] };
  const read = await readColumns(connection, join(folder, `${name}.parquet`), schema, only).catch((cause: unknown) => {
    throw new SameStartError('run-incomplete', { folder, why: `${name}.parquet cannot be read` }, { cause });
  });
  const columns: Record<string, RunColumn> = {};
  for (const [column, expected] of Object.entries(schema)) {
    const why = read.otherTypes.get(column) ?? faultOfColumn(read.columns[column], expected, read.rows);
    if (why) throw new SameStartError('run-column-unreadable', { folder, table: name, column, why });
    columns[column] = read.columns[column];
  }
  return { name, rows: read.rows, columns: columns as TableOf<Name>['columns'] };
}

interface ReadColumns {
  readonly rows: number;
  readonly columns: Readonly<Record<string, RunColumn>>;
  /** What is said of columns whose type in the file is another: they are not read. */
  readonly otherTypes: ReadonlyMap<string, string>;
}

async function readColumns(
  connection: DuckDBConnection,
  path: string,
  schema: Readonly<Record<string, RunColumnSchema>>,
  only: Readonly<Record<string, string>> | undefined,
): Promise<ReadColumns> {
  const file = literalPath(path);
  const source = `read_parquet(${sqlText(file)})`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const present = new Map(described.getRows().map(([name, sqlType]) => [String(name), String(sqlType)]));
  const otherTypes = new Map(
    Object.entries(schema)
      .filter(([name, { type }]) => present.has(name) && !sqlTypes[type].test(present.get(name)!))
      .map(([name, { type }]) => [name, `it is ${present.get(name)} and should be ${type}`]),
  );
  const names = Object.keys(schema).filter((name) => present.has(name) && !otherTypes.has(name));
  // To list every value of every column would cost more than the few rows do.
  const coded = only === undefined ? names.filter((name) => schema[name].type === 'text') : [];
  const codings = await textCodings(connection, file, coded);
  const selected = names.map((name, index) => selection(name, schema[name], codings.get(name), index));
  const held = Object.entries(only ?? {}).map(([name, value]) => `${sqlName(name)} = ${sqlText(value)}`);
  const where = held.length === 0 ? '' : ` WHERE ${held.join(' AND ')}`;
  const result = await connection.run(`SELECT ${selected.join(', ')} FROM ${source}${where}`);
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const columns: Record<string, RunColumn> = {};
  for (const [name, { type, always }] of Object.entries(schema))
    if (!always && !present.has(name) && type !== 'boolean') columns[name] = missingColumn(type, rows);
  for (const [index, name] of names.entries()) {
    columns[name] = column(schema[name], codings.get(name), chunks, index, rows);
    await new Promise(setImmediate);
  }
  return { rows, columns, otherTypes };
}

/** The types of a file whose values a column may have. */
const sqlTypes: Readonly<Record<RunColumnSchema['type'], RegExp>> = {
  text: /^VARCHAR$/,
  number: /^(?:DOUBLE|FLOAT|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?)$/,
  integer: /^(?:DOUBLE|FLOAT|U?(?:TINY|SMALL|BIG)?INT(?:EGER)?)$/,
  boolean: /^BOOLEAN$/,
};

/** A table that the version which wrote the run did not know. */
function noRows(schema: Readonly<Record<string, RunColumnSchema>>): Record<string, RunColumn> {
  return Object.fromEntries(
    Object.entries(schema).map(([name, { type }]) => [
      name,
      type === 'boolean' ? { type, values: new Uint8Array(0) } : missingColumn(type, 0),
    ]),
  );
}

/** A column that an earlier version did not write. Whether something is so is never guessed: there are no booleans. */
function missingColumn(type: 'text' | 'number' | 'integer', rows: number): RunColumn {
  if (type === 'text') return { type, values: Array.from({ length: rows }, () => null) };
  return { type, values: new Float64Array(rows).fill(Number.NaN) };
}

interface TextCoding {
  /** Name of the ENUM type in the database. */
  readonly type: string;
  readonly values: readonly string[];
}

/** For each text column that the file itself holds as a dictionary: an ENUM type of its values. */
async function textCodings(connection: DuckDBConnection, file: string, names: readonly string[]) {
  const codings = new Map<string, TextCoding>();
  const metadata = await connection.runAndReadAll(
    `SELECT path_in_schema FROM parquet_metadata(${sqlText(file)}) GROUP BY path_in_schema HAVING bool_and(encodings LIKE '%DICTIONARY%')`,
  );
  const coded = new Set(metadata.getRows().map(([name]) => String(name)));
  for (const [index, name] of names.filter((name) => coded.has(name)).entries()) {
    const type = `coding_${index}`;
    const values = `SELECT DISTINCT ${sqlName(name)} AS v FROM read_parquet(${sqlText(file)}) WHERE v IS NOT NULL ORDER BY v`;
    await connection.run(`CREATE TYPE ${type} AS ENUM (${values})`);
    const read = await connection.runAndReadAll(`SELECT unnest(enum_range(NULL::${type}))::VARCHAR`);
    codings.set(name, { type, values: read.getRows().map(([value]) => String(value)) });
  }
  return codings;
}

function selection(name: string, schema: RunColumnSchema, coding: TextCoding | undefined, index: number): string {
  const quoted = sqlName(name);
  if (schema.type === 'boolean') return `coalesce(${quoted}::INTEGER, 2) AS c${index}`;
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
  if (schema.type === 'text')
    return { type: 'text', values: coding ? decoded(coding, codes(chunks, index, rows)) : texts(chunks, index) };
  if (schema.type === 'boolean') return { type: 'boolean', values: Uint8Array.from(codes(chunks, index, rows)) };
  const numbers = new Float64Array(rows);
  copyVectors(chunks, index, numbers);
  if (schema.type === 'number' || numbers.some(Number.isNaN)) return { type: schema.type, values: numbers };
  return { type: 'integer', values: Int32Array.from(numbers) };
}

function decoded({ values }: TextCoding, codes: Int32Array): (string | null)[] {
  return Array.from(codes, (code) => (code < 0 ? null : values[code]));
}

function texts(chunks: readonly DuckDBDataChunk[], index: number): (string | null)[] {
  return chunks.flatMap((chunk) => chunk.getColumnValues(index) as (string | null)[]);
}

function codes(chunks: readonly DuckDBDataChunk[], index: number, rows: number): Int32Array {
  const found = new Int32Array(rows);
  copyVectors(chunks, index, found);
  return found;
}

/** Copies a column without missing values, whole vectors at a time: twenty times faster than value by value. */
function copyVectors(chunks: readonly DuckDBDataChunk[], index: number, target: Int32Array | Float64Array): void {
  const bytes = new Uint8Array(target.buffer);
  let at = 0;
  for (const { chunk, rowCount } of chunks) {
    const vector = duckdb.data_chunk_get_vector(chunk, index);
    bytes.set(duckdb.vector_get_data(vector, rowCount * target.BYTES_PER_ELEMENT), at);
    at += rowCount * target.BYTES_PER_ELEMENT;
  }
}
