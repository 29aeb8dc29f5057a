import type { ColumnName, DictionaryColumn, RowOf, RunSchema, RunTableName, ValueOf } from './run-schema.ts';

/** One column of a table that leaves the engine. Missing: null in text, NaN in numbers, −1 in neither. */
export type RunColumn =
  | { readonly type: 'text'; readonly values: readonly (string | null)[] }
  | { readonly type: 'number'; readonly values: Float64Array }
  | { readonly type: 'integer'; readonly values: Int32Array | Float64Array }
  | { readonly type: 'boolean'; readonly values: Uint8Array };

/** Any table of a run. */
export interface RunTable {
  readonly name: RunTableName;
  readonly rows: number;
  readonly columns: Readonly<Record<string, RunColumn>>;
}

/** A table of a run with the columns that `runSchema` gives it, each of its own type. */
export interface TableOf<Name extends RunTableName> {
  readonly name: Name;
  readonly rows: number;
  readonly columns: {
    readonly [Column in ColumnName<Name>]: ColumnOf<Extract<RunSchema[Name][Column], DictionaryColumn>>;
  };
}

type ColumnOf<Column extends DictionaryColumn> = Column['type'] extends 'text'
  ? { readonly type: 'text'; readonly values: readonly ValueOf<Column>[] }
  : Extract<RunColumn, { readonly type: Column['type'] }>;

/** All tables of a run. */
export type RunTables = { readonly [Name in RunTableName]: TableOf<Name> };

/** What a cell of any table may hold; numbers that are missing are null, as JSON has no NaN. */
export type RunValue = string | number | boolean | null;

/** The rows of a table as objects, in its order. For small tables and for pages; loops over many pupils use the columns. */
export function runRows<Name extends RunTableName>(table: TableOf<Name>, from = 0, to = table.rows): RowOf<Name>[] {
  const columns: [string, RunColumn][] = Object.entries(table.columns);
  const rows: RowOf<Name>[] = [];
  for (let row = from; row < to; row++) {
    const values: Record<string, RunValue> = {};
    for (const [name, column] of columns) values[name] = valueAt(column, row);
    rows.push(values as RowOf<Name>);
  }
  return rows;
}

/** One value of a column as rows hold it. */
export function valueAt(column: RunColumn, row: number): RunValue {
  if (column.type === 'text') return column.values[row];
  if (column.type === 'boolean') return column.values[row] === 1;
  return Number.isNaN(column.values[row]) ? null : column.values[row];
}
