import { SameStartError } from '../errors.ts';
import type { ColumnName, RowOf, RunTableName } from '../tables/run-schema.ts';
import { valueAt, type RunColumn, type RunValue, type TableOf } from '../tables/run-table.ts';
import type { RowQuery } from './published-run.ts';

/** Rows of one table found by the values of its columns. Text columns are indexed when first asked for. */
export interface KeyedRows<Name extends RunTableName> {
  rows<Column extends ColumnName<Name>>(query?: RowQuery<Name, Column>): Pick<RowOf<Name>, Column>[];
  count(where?: RowQuery<Name>['where']): number;
}

/** Rows in ascending order, by value of one column. */
type ColumnIndex = ReadonlyMap<RunValue, Int32Array>;

/** Wraps a table for keyed reads; the table itself is not copied. */
export function keyedRows<Name extends RunTableName>(table: TableOf<Name>): KeyedRows<Name> {
  const columnsOfTable = new Map<string, RunColumn>(Object.entries(table.columns));
  const indexes = new Map<string, ColumnIndex>();
  const columnOf = (name: string): RunColumn => {
    const column = columnsOfTable.get(name);
    if (!column) throw new SameStartError('run-column-missing', { table: table.name, column: name });
    return column;
  };
  const indexOf = (column: string): ColumnIndex => {
    let index = indexes.get(column);
    if (!index) indexes.set(column, (index = indexColumn(columnOf(column))));
    return index;
  };
  const matches = (where: RowQuery<Name>['where']): Int32Array | null => {
    const asked: [string, RunValue | readonly RunValue[]][] = Object.entries(where ?? {});
    const wanted = asked.map(([column, value]) => ({ column, values: new Set([value].flat()) }));
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
    rows: <Column extends ColumnName<Name>>(query: RowQuery<Name, Column> = {}) => {
      const { where, columns = [...columnsOfTable.keys()], limit = Infinity, offset = 0 } = query;
      const found = matches(where);
      const total = found?.length ?? table.rows;
      const taken = columns.map((column) => [column, columnOf(column)] as const);
      const rows: Pick<RowOf<Name>, Column>[] = [];
      for (let at = offset; at < total && rows.length < limit; at++) {
        const row = found ? found[at] : at;
        const values = taken.map(([column, of]) => [column, valueAt(of, row)]);
        rows.push(Object.fromEntries(values) as Pick<RowOf<Name>, Column>);
      }
      return rows;
    },
  };
}

function indexColumn(column: RunColumn): ColumnIndex {
  const lists = new Map<RunValue, number[]>();
  for (let row = 0; row < column.values.length; row++) {
    const value = valueAt(column, row);
    const list = lists.get(value);
    if (list) list.push(row);
    else lists.set(value, [row]);
  }
  return new Map([...lists].map(([value, rows]) => [value, Int32Array.from(rows)]));
}

function rowsOf(index: ColumnIndex, values: ReadonlySet<RunValue>): Int32Array {
  const parts = [...values].map((value) => index.get(value) ?? new Int32Array(0));
  if (parts.length === 1) return parts[0];
  return Int32Array.from(parts.flatMap((part) => [...part])).sort();
}
