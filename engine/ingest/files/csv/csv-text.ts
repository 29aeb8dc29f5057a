import { disarmedText } from '../../../tables/disarmed-text.ts';

export interface CsvTextSettings {
  /** The mark by which spreadsheets know UTF-8, and their line ends; default: line feeds and no mark, as files of a folder have. */
  readonly forSpreadsheets?: boolean;
}

/** Text of a CSV file (RFC 4180, UTF-8), each cell disarmed (`disarmedText`). */
export function csvText(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  { forSpreadsheets = false }: CsvTextSettings = {},
): string {
  const [mark, end] = forSpreadsheets ? ['\u{FEFF}', '\r\n'] : ['', '\n'];
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `${mark}${lines.join(end)}${end}`;
}

function csvCell(text: string): string {
  const safe = disarmedText(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
