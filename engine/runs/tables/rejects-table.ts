import type { RejectedRow } from '../../tables/assessment-data.ts';
import type { TableOf } from '../../tables/run-table.ts';

/** The `rejects` table: every input row that was not used, in the order of files and rows. */
export function rejectsTable(rejects: readonly RejectedRow[]): TableOf<'rejects'> {
  const text = (read: (row: RejectedRow) => string) => ({ type: 'text' as const, values: rejects.map(read) });
  return {
    name: 'rejects',
    rows: rejects.length,
    columns: {
      file: text((row) => row.file),
      row: { type: 'integer', values: Float64Array.from(rejects, (row) => row.row) },
      column: text((row) => row.column),
      reason: text((row) => row.reason),
      value: text((row) => row.value),
      content: text((row) => row.content),
    },
  };
}
