export interface CsvTextSettings {
  /** The mark by which spreadsheets know UTF-8, and their line ends; default: line feeds and no mark, as files of a folder have. */
  readonly forSpreadsheets?: boolean;
}

/**
 * Text of a CSV file (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that
 * a hostile name or note does nothing when someone opens the file; numbers stay numbers, negative ones too. Control characters
 * that belong in no text are removed.
 */
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
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  const safe = isFormula(clean) ? `'${clean}` : clean;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Spreadsheets drop white space, and read full-width signs as plain ones; a tab or line end in front may start a cell anew. */
function isFormula(text: string): boolean {
  if (/^[\t\r\n]/.test(text)) return true;
  return /^\s*[=+\-@＝＋－＠]/.test(text) && !/^\s*[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?\s*%?\s*$/i.test(text);
}
