import { describe, expect, test } from 'vitest';
import { runRows, type ColumnName, type RunTableName, type TableOf } from '../../../engine/index.ts';
import { rowView } from '../../../server/runs/row-view.ts';
import { fixtureRun } from '../fixture-run.ts';

describe('rowView(table, row)', () => {
  const { tables } = fixtureRun();

  function readsAsRows<Name extends RunTableName>(table: TableOf<Name>) {
    const rows = runRows(table, 0, Math.min(table.rows, 20));
    expect(rows.length).toBeGreaterThan(0);
    for (const [row, copy] of rows.entries()) {
      const view = rowView(table, row);
      for (const name of Object.keys(copy) as ColumnName<Name>[]) expect(view[name]).toBe(copy[name]);
    }
  }

  test('reads what runRows(table) copies, with missing values as null', () => {
    readsAsRows(tables.agenda);
    readsAsRows(tables.growth);
    readsAsRows(tables.criteria);
    readsAsRows(tables.groups);
    expect(Object.values(runRows(tables.agenda)[5])).toContain(null);
    expect(rowView(tables.groups, 0).suppressed).toBe(false);
  });

  test('knows no column that the table has not', () => {
    // @ts-expect-error the compiler refuses it too
    expect(rowView(tables.agenda, 0).nothing).toBeUndefined();
  });
});
