import type { RunTableName } from '../../tables/run-schema.ts';
import type { TableOf } from '../../tables/run-table.ts';

/** A table of a run with its columns, as `runSchema` has them. */
export function table<Name extends RunTableName>(
  name: Name,
  rows: number,
  columns: TableOf<Name>['columns'],
): TableOf<Name> {
  return { name, rows, columns };
}

/** A column of text; null is an empty cell. */
export function texts<Value extends string | null>(values: readonly Value[]) {
  return { type: 'text' as const, values };
}

/** A column of numbers; NaN is an empty cell. */
export function numbers(values: readonly number[]) {
  return { type: 'number' as const, values: Float64Array.from(values) };
}

/** Doubles, because a withheld count is NaN. */
export function integers(values: ArrayLike<number>) {
  return { type: 'integer' as const, values: Float64Array.from(values) };
}

/** A column of yes and no. */
export function flags(values: readonly boolean[]) {
  return { type: 'boolean' as const, values: Uint8Array.from(values, Number) };
}
