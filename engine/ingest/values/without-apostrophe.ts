/** A cell of a CSV file of ours: what `csvText` put before a text that a spreadsheet would take for a formula is no part of it. */
export function withoutApostrophe(text: string): string {
  return /^'(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/.test(text) ? text.slice(1) : text;
}
