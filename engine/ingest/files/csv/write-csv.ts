/**
 * Text of a CSV file: RFC 4180, line feeds, UTF-8. A cell that a spreadsheet would take for a formula (=, +, −, @, tab first
 * and not a number) gets an apostrophe in front, so that a hostile name does nothing when someone opens the file.
 */
export function csvText(header: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `${lines.join('\n')}\n`;
}

function csvCell(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  const safe = /^[=+\-@\t\r]/.test(clean) && !/^[+-]?[\d.]+$/.test(clean) ? `'${clean}` : clean;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
