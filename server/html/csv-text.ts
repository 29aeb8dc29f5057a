/**
 * A table as CSV (RFC 4180) with the mark by which spreadsheets know UTF-8. A cell that a spreadsheet would take for a formula
 * gets an apostrophe before it: a note that begins with “=” must not run on the reader's machine.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\u{FEFF}${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
