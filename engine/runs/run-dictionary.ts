import { runSchema, type DictionaryColumn, type RunColumnSchema, type RunTableName } from '../tables/run-schema.ts';

export type RunDictionary = Readonly<Record<RunTableName, Readonly<Record<string, DictionaryColumn>>>>;

/** What `dictionary.json` says: every table and column of a run with its type, meaning, unit and range. */
export function runDictionary(): RunDictionary {
  const tables = Object.entries<Readonly<Record<string, RunColumnSchema>>>(runSchema);
  return Object.fromEntries(
    tables.map(([table, columns]) => [
      table,
      Object.fromEntries(
        Object.entries(columns).map(([name, { always: _always, names: _names, ...said }]) => [name, said]),
      ),
    ]),
  ) as RunDictionary;
}
