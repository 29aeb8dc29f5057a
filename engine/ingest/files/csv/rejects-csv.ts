import type { RejectedRow } from '../../../tables/assessment-data.ts';
import { csvText } from './csv-text.ts';

/** Columns in front of a row's own: its place, the column at fault, the reason, and the file's hash (see `readMendedRows`). */
export const notUsedColumns = {
  row: 'not_used_row',
  column: 'not_used_column',
  reason: 'not_used_reason',
  of: 'not_used_of',
} as const;
const hashDigits = 12;

/**
 * Rows that were not used, by input file, as CSV a person can mend and put back: the row's own columns, and in front of
 * them its place, column at fault, and reason (which the reader takes for columns without meaning).
 *
 * @param hashes SHA-256 of each file, by name: mended rows then go back into that very file only
 */
export function rejectsCsv(
  rejects: readonly RejectedRow[],
  hashes: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const byFile = new Map<string, RejectedRow[]>();
  for (const reject of rejects) {
    const rows = byFile.get(reject.file);
    if (rows) rows.push(reject);
    else byFile.set(reject.file, [reject]);
  }
  return Object.fromEntries(
    [...byFile].map(([file, rows]) => [file, tableOf(rows, (hashes[file] ?? '').slice(0, hashDigits))]),
  );
}

function tableOf(rows: readonly RejectedRow[], hash: string): string {
  const contents = rows.map(({ content }) => JSON.parse(content) as Record<string, string>);
  const columns = [...new Set(contents.flatMap((content) => Object.keys(content)))];
  return csvText(
    [...Object.values(notUsedColumns), ...columns],
    rows.map(({ row, column, reason }, at) => [
      String(row),
      column,
      reason,
      hash,
      ...columns.map((name) => (Object.hasOwn(contents[at], name) ? contents[at][name] : '')),
    ]),
  );
}
