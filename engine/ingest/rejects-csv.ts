import type { RejectedRow } from '../tables/assessment-data.ts';
import { csvText } from './convert/write-csv.ts';

/**
 * Rows that were not used, by input file, as CSV a person can mend and put back: the row's own columns, and in front of
 * them its place, column at fault, and reason (which the reader takes for columns without meaning).
 */
export function rejectsCsv(rejects: readonly RejectedRow[]): Record<string, string> {
  const byFile = new Map<string, RejectedRow[]>();
  for (const reject of rejects) {
    const rows = byFile.get(reject.file);
    if (rows) rows.push(reject);
    else byFile.set(reject.file, [reject]);
  }
  return Object.fromEntries([...byFile].map(([file, rows]) => [file, tableOf(rows)]));
}

function tableOf(rows: readonly RejectedRow[]): string {
  const contents = rows.map(({ content }) => JSON.parse(content) as Record<string, string>);
  const columns = [...new Set(contents.flatMap((content) => Object.keys(content)))];
  return csvText(
    ['not_used_row', 'not_used_column', 'not_used_reason', ...columns],
    rows.map(({ row, column, reason }, at) => [
      String(row),
      column,
      reason,
      ...columns.map((name) => (Object.hasOwn(contents[at], name) ? contents[at][name] : '')),
    ]),
  );
}
