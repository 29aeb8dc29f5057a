import {
  analyse,
  defaultPolicy,
  readDataFolder,
  runRows,
  type RowOf,
  type RunContent,
  type RunTableName,
} from '../../engine/index.ts';

export type SampleName = 'oakfield-trust' | 'sustaining-effects';

/** A sample analysed as `same-start run` does, and its rows as objects. */
export interface SampleRun extends RunContent {
  readonly name: SampleName;
  rows<Name extends RunTableName>(table: Name): RowOf<Name>[];
}

export async function sampleRun(name: SampleName): Promise<SampleRun> {
  const { data, warnings } = await readDataFolder(`data-samples/${name}`);
  const run = await analyse(data, defaultPolicy, { warnings });
  return { ...run, name, rows: (table) => runRows(run.tables[table]) };
}
