import { describe, expect, test } from 'vitest';
import { rowAt } from '../../../server/runs/loaded-run.ts';
import { rowView } from '../../../server/runs/row-view.ts';
import { fixtureRun } from '../fixture-run.ts';

describe('rowView(table, row)', () => {
  const { tables } = fixtureRun();

  test('reads what rowAt(table, row) copies, with missing values as null', () => {
    for (const table of [tables.agenda, tables.growth, tables.criteria, tables.groups]) {
      for (let row = 0; row < Math.min(table.rows, 20); row += 1) {
        const copy = rowAt(table, row);
        const view = rowView(table, row);
        for (const name of Object.keys(table.columns)) expect(view[name]).toBe(copy[name]);
      }
    }
    expect(Object.values(rowAt(tables.agenda, 5))).toContain(null);
    expect(rowAt(tables.groups, 0)['suppressed']).toBe(false);
  });

  test('knows no column that the table has not', () => {
    expect(rowView(tables.agenda, 0)['nothing']).toBeUndefined();
  });
});
