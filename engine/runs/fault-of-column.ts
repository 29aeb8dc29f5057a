import type { RunColumnSchema } from '../tables/run-schema.ts';
import type { RunColumn } from '../tables/run-table.ts';

/**
 * What keeps a column from being what the schema says: another type or length, a value missing where there is always one, a
 * name that is none of its list. Null where nothing does. Asked on both sides of a run's folder, so that rows may be typed.
 */
export function faultOfColumn(column: RunColumn | undefined, schema: RunColumnSchema, rows: number): string | null {
  if (!column) return 'the column is missing';
  if (column.type !== schema.type) return `it is ${column.type} and should be ${schema.type}`;
  if (column.values.length !== rows) return `it has ${column.values.length} values for ${rows} rows`;
  if (column.type === 'text') return faultOfTexts(column.values, schema);
  if (column.type === 'boolean') return faultOfGap(column.values.findIndex((value) => value > 1));
  if (!schema.always || column.values instanceof Int32Array) return null;
  return faultOfGap(column.values.findIndex(Number.isNaN));
}

function faultOfTexts(values: readonly (string | null)[], { always, names }: RunColumnSchema): string | null {
  const gap = always ? faultOfGap(values.indexOf(null)) : null;
  if (gap || !names) return gap;
  const known = new Set<string | null>([...names, null]);
  const strange = values.findIndex((value) => !known.has(value));
  return strange < 0 ? null : `row ${strange + 1} holds none of ${names.join(', ')}`;
}

function faultOfGap(row: number): string | null {
  return row < 0 ? null : `it has no value in row ${row + 1}`;
}
