import { SameStartError } from '../errors.ts';
import type { RunColumn, RunTable } from '../tables/run-table.ts';
import { runSchema, runTableNames } from '../tables/run-schema.ts';
import type { RunColumnSchema, RunTableName } from '../tables/run-schema.ts';

/**
 * Holds the tables of a run against the run schema: every table there, every column there, of its type and length, and no
 * column that the dictionary does not explain.
 * @throws SameStartError run-table-faulty naming table and column (a fault of ours, never of the data)
 */
export function refuseFaultyTables(tables: Readonly<Record<RunTableName, RunTable>>): void {
  for (const name of runTableNames) {
    const table: RunTable | undefined = tables[name];
    if (!table) throw faulty(name, '', 'the table is missing');
    const schema: Readonly<Record<string, RunColumnSchema>> = runSchema[name];
    for (const [column, expected] of Object.entries(schema)) {
      const why = faultOf(table.columns[column], expected, table.rows);
      if (why) throw faulty(name, column, why);
    }
    const unexplained = Object.keys(table.columns).find((column) => !Object.hasOwn(schema, column));
    if (unexplained) throw faulty(name, unexplained, 'the run schema does not explain this column');
  }
}

function faultOf(column: RunColumn | undefined, expected: RunColumnSchema, rows: number): string | null {
  if (!column) return 'the column is missing';
  if (column.type !== expected.type) return `it is ${column.type} and should be ${expected.type}`;
  if (column.values.length !== rows) return `it has ${column.values.length} values for ${rows} rows`;
  return null;
}

function faulty(table: string, column: string, why: string): SameStartError {
  return new SameStartError('run-table-faulty', { table, column: column || 'every column', why });
}
