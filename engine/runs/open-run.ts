import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import { runSchema } from '../tables/run-schema.ts';
import type { RunTableName } from '../tables/run-schema.ts';
import type { RunTable } from '../tables/run-table.ts';
import { keyedRows } from './keyed-rows.ts';
import type { KeyedRows } from './keyed-rows.ts';
import type { PublishedRun } from './published-run.ts';
import { readManifest } from './read-manifest.ts';
import { readReference } from './read-reference.ts';
import type { RunDictionary } from './run-dictionary.ts';
import { withTableDatabase } from './table-database.ts';
import { readTableFile } from './read-table-file.ts';

/**
 * Opens a published run. Only the manifest is read now; a table is read when first asked for and then kept.
 * @throws SameStartError run-missing, run-incomplete (half there), run-newer (written by a newer engine)
 */
export async function openRun(folder: string): Promise<PublishedRun> {
  const path = resolve(folder);
  const manifest = await readManifest(path);
  const dictionary = await readJson<RunDictionary>(path, 'dictionary.json');
  const tables = new Map<RunTableName, Promise<{ table: RunTable; keyed: KeyedRows }>>();
  const loaded = (name: RunTableName) => {
    let table = tables.get(name);
    if (!table) {
      table = load(path, name);
      tables.set(name, table);
      // a failed read may be tried again
      table.catch(() => tables.delete(name));
    }
    return table;
  };
  return {
    id: manifest.id,
    folder: path,
    manifest,
    dictionary,
    table: async (name) => (await loaded(name)).table,
    rows: async (name, query) => (await loaded(name)).keyed.rows(query),
    count: async (name, query) => (await loaded(name)).keyed.count(query?.where),
    reference: () => readReference(join(path, 'reference')),
    timings: () => readJson<Readonly<Record<string, number>>>(path, 'timings.json'),
  };
}

async function load(folder: string, name: RunTableName): Promise<{ table: RunTable; keyed: KeyedRows }> {
  try {
    const file = join(folder, `${name}.parquet`);
    const table = await withTableDatabase({ threads: 2 }, async (connect) =>
      readTableFile(await connect(), file, runSchema[name]),
    );
    return { table, keyed: keyedRows(name, table) };
  } catch (error) {
    throw new SameStartError('run-incomplete', { folder, why: `${name}.parquet cannot be read` }, { cause: error });
  }
}

async function readJson<Value>(folder: string, file: string): Promise<Value> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8')) as Value;
  } catch (error) {
    throw new SameStartError('run-incomplete', { folder, why: `${file} cannot be read` }, { cause: error });
  }
}
