/** Longest cell kept, in characters; nothing a school writes is longer. */
const longestCell = 10_000;
/** More of them are another kind of file. */
const mostLongCells = 1000;
const mostRows = 1_000_000;
const mostColumns = 1000;

/** A cell that is too long to be kept: where it stands (row and column from 0) and how long it is. */
export interface LongCell {
  readonly row: number;
  readonly column: number;
  readonly characters: number;
}

/**
 * Rows of separated text, for files of unknown layout (several header rows, titles above). Quotes as in RFC 4180; one that
 * never closes ends with its line. A cell of more than 10,000 characters is entered in `longCells` and cut to its first few, so
 * that the rest of its file is read; without `longCells`, or in a file of one line, it is an error. Throws a plain Error with the
 * reason where the text is no table.
 */
export function parseDelimited(text: string, longCells?: LongCell[]): string[][] {
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
    let characters: number;
    if (text[at] === '"') ({ cell, characters, at } = quotedCell(text, at, separator, rows.at(-1)?.length ?? 0));
    else {
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
      cell = text.slice(from, at);
      characters = cell.length;
    }
    if (characters > longestCell) {
      const onlyLine = rows.length === 0 && at >= text.length;
      if (!longCells || onlyLine || longCells.length === mostLongCells)
        throw new Error(`row ${rows.length + 1} has a cell of ${characters} characters`);
      longCells.push({ row: rows.length, column: row.length, characters });
      cell = `${cell.slice(0, 40)}…`;
    }
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

/**
 * Of a cell that is too long only the beginning is kept while its end is looked for: millions of doubled marks put together
 * would fill the memory. `width`: cells of the row before, to tell a long text from rows that a stray quotation mark takes
 * in.
 */
function quotedCell(
  text: string,
  from: number,
  separator: string,
  width: number,
): { cell: string; characters: number; at: number } {
  let at = from + 1;
  let cell = '';
  let characters = 0;
  let isLong = false;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) break;
    // Looked at once: a long cell may hold millions of doubled marks.
    if (!isLong && close - from > longestCell * 2) {
      isLong = true;
      if (looksLikeRows(text, from, separator, width)) break;
    }
    if (!isLong) cell += text.slice(at, close);
    characters += close - at;
    if (text[close + 1] === '"') {
      if (!isLong) cell += '"';
      characters++;
      at = close + 2;
      continue;
    }
    const after = text[close + 1];
    if (after === undefined || after === separator || after === '\n' || after === '\r')
      return { cell, characters, at: close + 1 };
    break;
  }
  // Not a quoted cell after all: take it as it stands, to the end of cell or line.
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return { cell: text.slice(from, end), characters: end - from, at: end };
}

/** Whether the lines from `from` have as many cells as rows, as far as a look of 20,000 characters tells. */
function looksLikeRows(text: string, from: number, separator: string, width: number): boolean {
  const lines = text
    .slice(from, from + longestCell * 2)
    .split('\n')
    .slice(1, -1);
  return lines.filter((line) => line.split(separator).length === width).length * 2 > lines.length;
}

/** The separator that occurs most in the first lines; a bar where every line has the same number of them. */
function likelySeparator(text: string): string {
  const head = text.slice(0, 20_000);
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length }));
  const [most] = counts.sort((a, b) => b.count - a.count);
  // A rule of text may be drawn of them: only lines that are cut by as many each are a table.
  const lines = head
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  const bars = lines.map((line) => line.split('|').length - 1);
  const isBarred = lines.length > 1 && bars.every((count) => count > 1 && count === bars[0]);
  return isBarred && bars.reduce((sum, count) => sum + count, 0) > most.count ? '|' : most.mark;
}
