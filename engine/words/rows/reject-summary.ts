import type { RunTable } from '../../tables/run-table.ts';

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
export function rejectSummary(rejects: RunTable): RejectSummary[] {
  const text = (name: string, row: number): string => {
    const column = rejects.columns[name];
    return column?.type === 'text' ? (column.values[row] ?? '') : '';
  };
  const rows = rejects.columns['row'];
  const found = new Map<string, RejectSummary>();
  for (let row = 0; row < rejects.rows; row += 1) {
    const [file, column, reason] = ['file', 'column', 'reason'].map((name) => text(name, row));
    const key = `${file}\n${column}\n${reason}`;
    const line = rows === undefined || rows.type === 'text' ? 0 : rows.values[row];
    const known = found.get(key);
    const first = known && known.firstRow <= line;
    found.set(key, {
      file,
      column,
      reason,
      count: (known?.count ?? 0) + 1,
      firstRow: first ? known.firstRow : line,
      firstValue: first ? known.firstValue : text('value', row),
    });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
