import { SameStartError } from '../errors.ts';
import { runSchema, runTableNames, type RunColumnSchema } from '../tables/run-schema.ts';
import type { RunTable, RunTables } from '../tables/run-table.ts';
import { faultOfColumn } from './fault-of-column.ts';

/**
 * Holds the tables of a run against the run schema: every table there, every column there, with the values it should have,
 * and no column that the dictionary does not explain.
 * @throws SameStartError run-table-faulty naming table and column (a fault of ours, never of the data)
 */
export function refuseFaultyTables(tables: RunTables): void {
  for (const name of runTableNames) {
    const table: RunTable | undefined = tables[name];
    if (!table) throw faulty(name, '', 'the table is missing');
    const schema: Readonly<Record<string, RunColumnSchema>> = runSchema[name];
    for (const [column, expected] of Object.entries(schema)) {
      const why = faultOfColumn(table.columns[column], expected, table.rows);
      if (why) throw faulty(name, column, why);
    }
    const unexplained = Object.keys(table.columns).find((column) => !Object.hasOwn(schema, column));
    if (unexplained) throw faulty(name, unexplained, 'the run schema does not explain this column');
  }
}

function faulty(table: string, column: string, why: string): SameStartError {
  return new SameStartError('run-table-faulty', { table, column: column || 'every column', why });
}
