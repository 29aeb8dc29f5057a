import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { RunTableName } from '../tables/run-schema.ts';
import type { TableOf } from '../tables/run-table.ts';
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
 * @throws SameStartError run-missing, run-incomplete (half there), run-newer (written by a newer engine); of a
 *   table, run-column-unreadable (written by another version)
 */
export async function openRun(folder: string): Promise<PublishedRun> {
  const path = resolve(folder);
  const manifest = await readManifest(path);
  const dictionary = await readJson<RunDictionary>(path, 'dictionary.json');
  const tables = new Map<RunTableName, Promise<unknown>>();
  const loaded = <Name extends RunTableName>(name: Name): Promise<LoadedTable<Name>> => {
    const known = tables.get(name) as Promise<LoadedTable<Name>> | undefined;
    if (known) return known;
    const table = load(path, name);
    tables.set(name, table);
    // a failed read may be tried again
    table.catch(() => tables.delete(name));
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

interface LoadedTable<Name extends RunTableName> {
  readonly table: TableOf<Name>;
  readonly keyed: KeyedRows<Name>;
}

async function load<Name extends RunTableName>(folder: string, name: Name): Promise<LoadedTable<Name>> {
  const table = await withTableDatabase({ threads: 2 }, async (connect) =>
    readTableFile(await connect(), folder, name),
  );
  return { table, keyed: keyedRows(table) };
}

async function readJson<Value>(folder: string, file: string): Promise<Value> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8')) as Value;
  } catch (error) {
    throw new SameStartError('run-incomplete', { folder, why: `${file} cannot be read` }, { cause: error });
  }
}
