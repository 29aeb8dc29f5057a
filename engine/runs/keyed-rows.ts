import { SameStartError } from '../errors.ts';
import type { RunColumn, RunRow, RunTable } from '../tables/run-table.ts';
import type { RowQuery, RowValue } from './published-run.ts';

/** Rows of one table found by the values of its columns. Text columns are indexed when first asked for. */
export interface KeyedRows {
  rows(query?: RowQuery): RunRow[];
  count(where?: RowQuery['where']): number;
}

/** Rows in ascending order, by value of one column. */
type ColumnIndex = ReadonlyMap<RowValue, Int32Array>;

/** Wraps a table for keyed reads; the table itself is not copied. */
export function keyedRows(name: string, table: RunTable): KeyedRows {
  const indexes = new Map<string, ColumnIndex>();
  const columnOf = (column: string): RunColumn => {
    if (!Object.hasOwn(table.columns, column)) throw new SameStartError('run-column-missing', { table: name, column });
    return table.columns[column];
  };
  const indexOf = (column: string): ColumnIndex => {
    let index = indexes.get(column);
    if (!index) indexes.set(column, (index = indexColumn(columnOf(column))));
    return index;
  };
  const matches = (where: RowQuery['where'] = {}): Int32Array | null => {
    const wanted = Object.entries(where).map(([column, value]) => ({ column, values: new Set([value].flat()) }));
    const narrowed = wanted
      .filter(({ column }) => columnOf(column).type === 'text')
      .map(({ column, values }) => ({ column, found: rowsOf(indexOf(column), values) }))
      .toSorted((a, b) => a.found.length - b.found.length);
    const rest = wanted.filter(({ column }) => column !== narrowed[0]?.column);
    if (rest.length === 0) return narrowed[0]?.found ?? null;
    const candidates = narrowed[0]?.found ?? Int32Array.from({ length: table.rows }, (_, row) => row);
    return candidates.filter((row) => rest.every(({ column, values }) => values.has(valueAt(columnOf(column), row))));
  };
  return {
    count: (where) => matches(where)?.length ?? table.rows,
    rows: ({ where, columns = Object.keys(table.columns), limit = Infinity, offset = 0 } = {}) => {
      const found = matches(where);
      const total = found?.length ?? table.rows;
      const taken = columns.map((column) => [column, columnOf(column)] as const);
      const rows: RunRow[] = [];
      for (let at = offset; at < total && rows.length < limit; at++) {
        const row = found ? found[at] : at;
        rows.push(Object.fromEntries(taken.map(([column, values]) => [column, valueAt(values, row)])));
      }
      return rows;
    },
  };
}

function indexColumn(column: RunColumn): ColumnIndex {
  const lists = new Map<RowValue, number[]>();
  for (let row = 0; row < column.values.length; row++) {
    const value = valueAt(column, row);
    const list = lists.get(value);
    if (list) list.push(row);
    else lists.set(value, [row]);
  }
  return new Map([...lists].map(([value, rows]) => [value, Int32Array.from(rows)]));
}

function rowsOf(index: ColumnIndex, values: ReadonlySet<RowValue>): Int32Array {
  const parts = [...values].map((value) => index.get(value) ?? new Int32Array(0));
  if (parts.length === 1) return parts[0];
  return Int32Array.from(parts.flatMap((part) => [...part])).sort();
}

function valueAt(column: RunColumn, row: number): RowValue {
  if (column.type === 'text') return column.values[row];
  if (column.type === 'boolean') return column.values[row] === 1;
  return Number.isNaN(column.values[row]) ? null : column.values[row];
}
