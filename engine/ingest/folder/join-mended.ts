import { SameStartError } from '../../errors.ts';
import { parseDelimited } from '../files/csv/parse-delimited.ts';
import { csvText } from '../files/csv/csv-text.ts';
import { notUsedColumns } from '../files/csv/rejects-csv.ts';

/**
 * Mended rows of one file from several goes as one CSV: where both hold a row of the same number, the later one stands. Earlier
 * ones that were mended for another version of the file (`not_used_of`) are dropped: their numbers mean other rows now.
 * Errors: `file-damaged`, `column-missing`.
 */
export function joinMended(earlier: string, later: string): string {
  const [before, after] = [earlier, later].map(rowsByNumber);
  const columns = [...new Set([...before.columns, ...after.columns])];
  const versions = new Set([...after.rows.values()].map((row) => row.get(notUsedColumns.of)));
  const same = [...before.rows].filter(([, row]) => versions.has(row.get(notUsedColumns.of)));
  const rows = new Map([...same, ...after.rows]);
  return csvText(
    columns,
    [...rows].sort(([a], [b]) => a - b).map(([, row]) => columns.map((column) => row.get(column) ?? '')),
  );
}

function rowsByNumber(text: string): { columns: string[]; rows: Map<number, Map<string, string>> } {
  const [header = [], ...lines] = parsed(text);
  const place = header.indexOf(notUsedColumns.row);
  if (place < 0) throw new SameStartError('column-missing', { file: 'The mended rows', column: notUsedColumns.row });
  const rows = new Map<number, Map<string, string>>();
  for (const line of lines)
    if (line.some((cell) => cell !== ''))
      rows.set(Number(line[place]), new Map(header.map((name, at) => [name, line[at] ?? ''])));
  return { columns: header, rows };
}

function parsed(text: string): string[][] {
  try {
    return parseDelimited(text);
  } catch (cause) {
    throw new SameStartError('file-damaged', { file: 'The mended rows', why: (cause as Error).message }, { cause });
  }
}
