import { runSchema, type RunColumnSchema, type RunTableName } from './run-schema.ts';
import type { RunColumn, RunTable } from './run-table.ts';

/** A table of a run without rows, column for column as the schema has it. */
export function emptyTable(name: RunTableName): RunTable {
  const columns = Object.entries(runSchema[name] as Record<string, RunColumnSchema>);
  return { rows: 0, columns: Object.fromEntries(columns.map(([column, { type }]) => [column, emptyColumn(type)])) };
}

function emptyColumn(type: RunColumnSchema['type']): RunColumn {
  if (type === 'text') return { type, values: [] };
  if (type === 'boolean') return { type, values: new Uint8Array() };
  return { type, values: new Float64Array() };
}
