import type { TableOf } from '../../tables/run-table.ts';

/** Rows not used for one reason. */
export interface RejectSummary {
  readonly file: string;
  readonly column: string;
  readonly reason: string;
  readonly count: number;
  /** Line of data of the first such row, and what stood there. */
  readonly firstRow: number;
  readonly firstValue: string;
}

/** The run's table `rejects` by file, column and reason, the most frequent first. */
export function rejectSummary({ rows, columns }: TableOf<'rejects'>): RejectSummary[] {
  const found = new Map<string, RejectSummary>();
  for (let row = 0; row < rows; row += 1) {
    const [file, column, reason] = [columns.file, columns.column, columns.reason].map(({ values }) => values[row]);
    const key = `${file}\n${column}\n${reason}`;
    const line = columns.row.values[row];
    const known = found.get(key);
    const first = known && known.firstRow <= line;
    found.set(key, {
      file,
      column,
      reason,
      count: (known?.count ?? 0) + 1,
      firstRow: first ? known.firstRow : line,
      firstValue: first ? known.firstValue : columns.value.values[row],
    });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
