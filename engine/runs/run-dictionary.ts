import { runSchema } from '../tables/run-schema.ts';
import type { RunColumnSchema, RunTableName } from '../tables/run-schema.ts';

export type RunDictionary = Readonly<Record<RunTableName, Readonly<Record<string, RunColumnSchema>>>>;

/** What `dictionary.json` says: every table and column of a run with its type, meaning, unit and range. */
export function runDictionary(): RunDictionary {
  return runSchema;
}
