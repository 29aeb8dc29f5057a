import type { RunRow, RunTable } from '../../engine/index.ts';

const place = Symbol('row of the table');

interface Placed {
  readonly [place]: number;
}

/**
 * One row of a table, read from its columns when it is asked: a list reads a few values of hundreds of rows, and keeps the rows.
 * The values are not the object's own: it cannot be spread or listed. Missing numbers are null.
 */
export function rowView(table: RunTable, row: number): RunRow {
  let View = views.get(table);
  if (!View) views.set(table, (View = viewOf(table)));
  return new View(row) as unknown as RunRow;
}

type ViewClass = new (row: number) => Placed;

const views = new WeakMap<RunTable, ViewClass>();

function viewOf(table: RunTable): ViewClass {
  class RowView implements Placed {
    readonly [place]: number;
    constructor(row: number) {
      this[place] = row;
    }
  }
  for (const [name, column] of Object.entries(table.columns))
    Object.defineProperty(RowView.prototype, name, { get: readerOf(column), enumerable: true });
  return RowView;
}

function readerOf(column: RunTable['columns'][string]): (this: Placed) => string | number | boolean | null {
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
