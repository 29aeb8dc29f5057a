/** One column of a table that leaves the engine. Missing: null in text, NaN in numbers, −1 in neither. */
export type RunColumn =
  | { readonly type: 'text'; readonly values: readonly (string | null)[] }
  | { readonly type: 'number'; readonly values: Float64Array }
  | { readonly type: 'integer'; readonly values: Int32Array | Float64Array }
  | { readonly type: 'boolean'; readonly values: Uint8Array };

export interface RunTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, RunColumn>>;
}

/** A row of a RunTable as an object; numbers that are missing are null, as JSON has no NaN. */
export type RunRow = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of a table as objects, in its order. For small tables and for pages; loops over many pupils use the columns. */
export function runRows(table: RunTable, from = 0, to = table.rows): RunRow[] {
  const names = Object.keys(table.columns);
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) =>
    Object.fromEntries(names.map((name) => [name, cell(table.columns[name], from + offset)])),
  );
}

function cell(column: RunColumn, row: number): string | number | boolean | null {
  if (column.type === 'text') return column.values[row];
  if (column.type === 'boolean') return column.values[row] === 1;
  const value = column.values[row];
  return Number.isNaN(value) ? null : value;
}
