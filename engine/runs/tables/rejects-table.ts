import type { RejectedRow } from '../../tables/assessment-data.ts';
import type { TableOf } from '../../tables/run-table.ts';

/**
 * Columns of the input that a run repeats of a row not used: what finds the row and what is compared. All else (a note, a
 * comment, an address, a date of birth, a need) is in the school's own file, and stays there: a run is read by many.
 */
const repeated: ReadonlySet<string> = new Set(
  (
    'pupil_id school class year_group subject window score scale date sem status form ' +
    'term min max reliability higher_is_better grades from to'
  ).split(' '),
);

/**
 * The `rejects` table: every input row that was not used, in the order of files and rows. The cell at fault and the row stand
 * there as far as their columns are known; an unknown column is named, its cells are not repeated.
 */
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
      value: text((row) => (repeated.has(row.column) ? row.value : '')),
      content: text((row) => knownCells(row.content)),
    },
  };
}

function knownCells(content: string): string {
  const cells = Object.entries(JSON.parse(content) as Record<string, string>);
  return JSON.stringify(Object.fromEntries(cells.filter(([column]) => repeated.has(column))));
}
