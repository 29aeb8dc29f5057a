/** Longest cell kept, in characters; nothing a school writes is longer. */
const longestCell = 10_000;
const mostRows = 1_000_000;
const mostColumns = 1000;

/**
 * Rows of separated text, for files of unknown layout (several header rows, titles above). Quotes as in RFC 4180; one that
 * never closes ends with its line. Throws a plain Error with the reason where the text is no table.
 */
export function parseDelimited(text: string): string[][] {
  const separator = likelySeparator(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const endRow = (): void => {
    if (row.length > mostColumns) throw new Error(`row ${rows.length + 1} has more than ${mostColumns} cells`);
    rows.push(row);
    row = [];
    if (rows.length > mostRows) throw new Error(`it has more than ${mostRows} rows`);
  };
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') ({ cell, at } = quotedCell(text, at, separator));
    else {
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
      cell = text.slice(from, at);
    }
    if (cell.length > longestCell) throw new Error(`row ${rows.length + 1} has a cell of ${cell.length} characters`);
    row.push(cell.trim());
    if (at >= text.length) break;
    if (text[at] === separator) {
      at++;
      if (at === text.length) row.push('');
      continue;
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    endRow();
  }
  if (row.length > 0) endRow();
  return rows;
}

function quotedCell(text: string, from: number, separator: string): { cell: string; at: number } {
  let at = from + 1;
  let cell = '';
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0 || close - from > longestCell * 2) break;
    cell += text.slice(at, close);
    if (text[close + 1] === '"') {
      cell += '"';
      at = close + 2;
      continue;
    }
    const after = text[close + 1];
    if (after === undefined || after === separator || after === '\n' || after === '\r') return { cell, at: close + 1 };
    break;
  }
  // Not a quoted cell after all: take it as it stands, to the end of cell or line.
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { cell: text.slice(from, end), at: end };
}

/** The separator that occurs most in the first lines. */
function likelySeparator(text: string): string {
  const head = text.slice(0, 20_000);
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length }));
  return counts.sort((a, b) => b.count - a.count)[0].mark;
}
