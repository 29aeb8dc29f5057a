import { disarmedText } from '../../../tables/disarmed-text.ts';

export interface CsvLinesSettings {
  /** Line ends as spreadsheets write them; default: line feeds, as files of a folder have. */
  readonly forSpreadsheets?: boolean;
}

/** Rows as lines of a CSV file (RFC 4180), each with its end and each cell disarmed (`disarmedText`); '' for none. */
export function csvLines(
  rows: Iterable<readonly string[]>,
  { forSpreadsheets = false }: CsvLinesSettings = {},
): string {
  const end = forSpreadsheets ? '\r\n' : '\n';
  const lines: string[] = [];
  for (const row of rows) lines.push(row.map(csvCell).join(','), end);
  return lines.join('');
}

function csvCell(text: string): string {
  const safe = disarmedText(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
