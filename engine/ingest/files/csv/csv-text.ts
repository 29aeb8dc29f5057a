import { csvLines } from './csv-lines.ts';

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
  const mark = forSpreadsheets ? '\u{FEFF}' : '';
  return `${mark}${csvLines([header], { forSpreadsheets })}${csvLines(rows, { forSpreadsheets })}`;
}
