import type { RowOf, RunColumn, RunTableName, RunValue, TableOf } from '../../engine/index.ts';

const place = Symbol('row of the table');

interface Placed {
  readonly [place]: number;
}

/**
 * One row of a table, read from its columns when it is asked: a list reads a few values of hundreds of rows, and keeps the rows.
 * The values are not the object's own: it cannot be spread or listed. Missing numbers are null.
 */
export function rowView<Name extends RunTableName>(table: TableOf<Name>, row: number): RowOf<Name> {
  let View = views.get(table);
  if (!View) views.set(table, (View = viewOf(table)));
  // The getters of a class of views are those of its table's columns.
  return new (View as ViewOf<Name>)(row);
}

type ViewOf<Name extends RunTableName> = new (row: number) => RowOf<Name>;

const views = new WeakMap<object, unknown>();

function viewOf<Name extends RunTableName>(table: TableOf<Name>): unknown {
  class RowView implements Placed {
    readonly [place]: number;
    constructor(row: number) {
      this[place] = row;
    }
  }
  const columns: [string, RunColumn][] = Object.entries(table.columns);
  for (const [name, column] of columns)
    Object.defineProperty(RowView.prototype, name, { get: readerOf(column), enumerable: true });
  return RowView;
}

function readerOf(column: RunColumn): (this: Placed) => RunValue {
  if (column.type === 'text')
    return function () {
      return column.values[this[place]];
    };
  if (column.type === 'boolean')
    return function () {
      return column.values[this[place]] === 1;
    };
  return function () {
    const value = column.values[this[place]];
    return Number.isNaN(value) ? null : value;
  };
}
