/**
 * A text as a cell of a CSV file may hold it: what a spreadsheet would take for a formula gets an apostrophe in front, so that a
 * hostile name or note does nothing when someone opens the file; numbers stay numbers, negative ones too. Control characters that
 * belong in no text are removed. Source: OWASP, CSV Injection.
 */
export function disarmedText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  return isFormula(clean) ? `'${clean}` : clean;
}

/** Spreadsheets drop white space, and read full-width signs as plain ones; a tab or line end in front may start a cell anew. */
function isFormula(text: string): boolean {
  if (/^[\t\r\n]/.test(text)) return true;
  return /^\s*[=+\-@＝＋－＠]/.test(text) && !/^\s*[+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?\s*%?\s*$/i.test(text);
}
