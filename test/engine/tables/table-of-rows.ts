import { runSchema, type RowOf, type RunColumnSchema, type RunTableName } from '../../../engine/tables/run-schema.ts';
import type { RunColumn, RunValue, TableOf } from '../../../engine/tables/run-table.ts';

/**
 * A table of a run made of rows, the other way round than `runRows`. What a row leaves out is missing, or, where there is
 * always a value, '' or 0, false, or the first name of the list.
 */
export function tableOfRows<Name extends RunTableName>(
  name: Name,
  rows: readonly Partial<RowOf<Name>>[],
): TableOf<Name> {
  const schema = Object.entries<RunColumnSchema>(runSchema[name]);
  const columns = schema.map(([column, expected]): [string, RunColumn] => [
    column,
    columnOf(
      expected,
      rows.map((row) => (row as Readonly<Record<string, RunValue>>)[column] ?? unsaid(expected)),
    ),
  ]);
  return { name, rows: rows.length, columns: Object.fromEntries(columns) as TableOf<Name>['columns'] };
}

function unsaid({ type, always, names }: RunColumnSchema): RunValue {
  if (type === 'boolean') return false;
  if (!always) return null;
  return type === 'text' ? (names?.[0] ?? '') : 0;
}

function columnOf({ type }: RunColumnSchema, values: readonly RunValue[]): RunColumn {
  if (type === 'text') return { type, values: values.map((value) => (value === null ? null : String(value))) };
  if (type === 'boolean') return { type, values: Uint8Array.from(values, Number) };
  return { type, values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))) };
}
