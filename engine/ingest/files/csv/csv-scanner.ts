// Longer than the house limit: the state of a half-read row belongs together, and its loops run once a byte.
import { isUtf8 } from 'node:buffer';
import { ByteDictionary } from './byte-dictionary.ts';
import type { UnreadableRow } from '../raw-table.ts';

/*
 * Why our own scanner, where DuckDB reads CSV well: measured with DuckDB 1.5.5, a quoted cell of 100 MB took the process
 * past its memory limit until the kernel killed it; an over-long row vanished without an entry in its reject table; and
 * coding ten million rows of nine text columns took 26 s (two passes) against the few seconds of this single pass. Tests
 * compare this scanner with DuckDB cell by cell.
 */

/** Longest row, in bytes; a longer one is rejected, and memory stays bounded. */
export const longestRow = 1 << 20;

/** Rows of the wrong shape that are repeated for mending: so many, of at most so many bytes. */
const mostShown = 10_000;
const longestShown = 4096;

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const incomplete = -1;
const malformed = -2;

/** One step of FNV-1a; cells are hashed while they are scanned. */
const prime = 0x01000193;

/**
 * Splits rows of separated text (RFC 4180: cells may be quoted, quotes doubled inside, line ends within quotes) into
 * columns of dictionary codes. Rows of the wrong shape go to `unreadable`, every other row is kept.
 */
export class CsvScanner {
  readonly dictionaries: (ByteDictionary | null)[];
  readonly codes: (Int32Array | null)[];
  readonly unreadable: UnreadableRow[] = [];
  readonly oddNames: UnreadableRow[] = [];
  rowCount = 0;
  blankRows = 0;
  rowNumbers: Int32Array | null = null;
  #record = 0;
  #skipping = false;
  /** Within a quoted cell that is too long: its closing mark is looked for, and what lies before it is not kept. */
  #skippingQuoted = false;
  #linesSkipped = 0;
  #capacity: number;
  #scratch = new Uint8Array(256);
  #cellStop = 0;
  #cellHash = 0;
  #brokeLine = false;
  readonly #header: readonly string[];
  readonly #separator: number;

  /** `kept[c]` false leaves column c out (names); `rowsExpected` only sizes the arrays. */
  constructor(header: readonly string[], kept: readonly boolean[], separator: string, rowsExpected: number) {
    this.#header = header;
    this.#separator = separator.charCodeAt(0);
    this.#capacity = Math.max(64, rowsExpected);
    this.dictionaries = kept.map((keep) => (keep ? new ByteDictionary() : null));
    this.codes = kept.map((keep) => (keep ? new Int32Array(this.#capacity) : null));
  }

  /**
   * Scans whole rows of buffer[from, end) and returns where the first incomplete row starts. `buffer` must have one byte
   * beyond `end` to spare. `last`: nothing follows, so the rest is a row too.
   */
  scan(buffer: Uint8Array, from: number, end: number, last: boolean): number {
    buffer[end] = lineFeed; // a sentinel: the inner loop needs no bounds check
    let start = from;
    if (this.#skippingQuoted) {
      start = this.#skipQuoted(buffer, from, end, last);
      if (this.#skippingQuoted) return start;
    }
    if (this.#skipping) {
      start = buffer.indexOf(lineFeed, start) + 1;
      if (start > end) return end;
      this.#skipping = false;
    }
    while (start < end) {
      const next = this.#scanRow(buffer, start, end, last);
      if (next === incomplete) {
        if (end - start <= longestRow) break;
        start = this.#leaveLongRow(buffer, start, end);
        if (start < 0) return end;
        if (this.#skippingQuoted) {
          start = this.#skipQuoted(buffer, start, end, last);
          if (this.#skippingQuoted || this.#skipping)
            return this.#skipping ? this.scan(buffer, start, end, last) : start;
        }
      } else start = next;
    }
    return start;
  }

  #scanRow(buffer: Uint8Array, from: number, end: number, last: boolean): number {
    const separator = this.#separator;
    const width = this.dictionaries.length;
    const row = this.rowCount;
    if (row === this.#capacity) this.#grow();
    let position = from;
    let column = 0;
    let filled = false;
    let tooMany = false;
    this.#brokeLine = false;
    for (;;) {
      let source = buffer;
      let start = position;
      let stop: number;
      let hash = 0;
      if (buffer[position] === quote && position < end) {
        position = this.#scanQuoted(buffer, position, end, last);
        if (position === incomplete) return incomplete;
        if (position === malformed) return this.#rejectLine(buffer, from, end, column);
        source = this.#scratch;
        start = 0;
        stop = this.#cellStop;
        hash = this.#cellHash;
      } else {
        let byte = buffer[position];
        while (byte !== separator && byte !== lineFeed && byte !== carriageReturn) {
          hash = Math.imul(hash ^ byte, prime);
          byte = buffer[++position];
        }
        stop = position;
      }
      if (position >= end && !last) return incomplete;
      if (stop > start) filled = true;
      if (column < width) {
        const dictionary = this.dictionaries[column];
        if (dictionary) this.codes[column]![row] = dictionary.codeOf(source, start, stop, hash);
        else if (!isPlain(source, start, stop)) this.#noteOddName(column, source.subarray(start, stop));
      } else if (stop > start) tooMany = true;
      if (buffer[position] !== separator || position >= end) break;
      position++;
      column++;
    }
    let next = position + 1;
    if (buffer[position] === carriageReturn) {
      if (next >= end && !last) return incomplete;
      if (next < end && buffer[next] === lineFeed) next++;
    }
    if (!filled) {
      this.blankRows++;
      this.#record++;
    } else if (column + 1 < width || tooMany) {
      // A stray quotation mark can swallow lines: then only its own line is at fault, and the rest is read again.
      if (this.#brokeLine) return this.#rejectLine(buffer, from, end, 0);
      const reason = tooMany ? 'too-many-cells' : 'too-few-cells';
      this.#reject(reason, '', `${column + 1} of ${width} cells`, buffer.subarray(from, position));
    } else if (position - from > longestRow) return this.#rejectLongRow(buffer, from, next, end);
    else this.#acceptRow();
    return next;
  }

  /** Unquotes the cell at `position` into the scratch buffer; returns the position after its closing quote. */
  #scanQuoted(buffer: Uint8Array, from: number, end: number, last: boolean): number {
    let position = from + 1;
    let length = 0;
    let hash = 0;
    for (;;) {
      if (position >= end) return last ? malformed : incomplete;
      const byte = buffer[position++];
      if (byte === quote) {
        if (position >= end && !last) return incomplete;
        if (position >= end || buffer[position] !== quote) break;
        position++;
      } else if (byte === lineFeed || byte === carriageReturn) this.#brokeLine = true;
      if (length === this.#scratch.length) this.#growScratch();
      this.#scratch[length++] = byte;
      hash = Math.imul(hash ^ byte, prime);
    }
    const after = buffer[position];
    if (after !== this.#separator && after !== lineFeed && after !== carriageReturn) return malformed;
    this.#cellStop = length;
    this.#cellHash = hash;
    return position;
  }

  /** A row that is whole and too long: whether its end was in the buffer must not decide. Returns where to go on. */
  #rejectLongRow(buffer: Uint8Array, from: number, next: number, end: number): number {
    const taken = this.#brokeLine && this.#looksLikeRows(buffer, buffer.indexOf(lineFeed, from) + 1, next);
    if (taken) return this.#rejectLine(buffer, from, end, 0);
    const { column } = this.#openCell(buffer, from, from + longestRow);
    this.#reject('row-too-long', this.#header[column] ?? '', `more than ${longestRow} bytes`);
    return next;
  }

  /** A row without an end within the limit: an open quotation mark, or simply too long. Returns where to go on, or −1. */
  #leaveLongRow(buffer: Uint8Array, from: number, end: number): number {
    const lineEnd = buffer.indexOf(lineFeed, from);
    if (lineEnd < end) {
      if (this.#looksLikeRows(buffer, lineEnd + 1, end)) return this.#rejectLine(buffer, from, end, 0);
      const { column, start } = this.#openCell(buffer, from, end);
      this.#reject('row-too-long', this.#header[column] ?? '', `more than ${longestRow} bytes, with line ends in it`);
      this.#skippingQuoted = true;
      this.#linesSkipped = 0;
      return start;
    }
    this.#reject('row-too-long', this.#columnReached(buffer, from, end), `more than ${longestRow} bytes`);
    this.#skipping = true;
    return -1;
  }

  /** Whether the lines that an open quotation mark takes in have as many cells as rows: then the mark is a slip, and they are rows. */
  #looksLikeRows(buffer: Uint8Array, from: number, end: number): boolean {
    let [lines, fitting, separators] = [0, 0, 0];
    for (let k = from; k < end; k++) {
      if (buffer[k] === this.#separator) separators++;
      else if (buffer[k] === lineFeed) {
        lines++;
        if (separators === this.#header.length - 1) fitting++;
        separators = 0;
      }
    }
    return fitting * 2 > lines;
  }

  /** The cell of the row at `from` that does not end before `end`: its column, and where its text starts. */
  #openCell(buffer: Uint8Array, from: number, end: number): { column: number; start: number } {
    let column = 0;
    let position = from;
    while (position < end) {
      if (buffer[position] === quote) {
        const start = position + 1;
        position = this.#scanQuoted(buffer, position, end, false);
        if (position === incomplete || position === malformed) return { column, start };
      } else {
        const start = position;
        while (position < end && buffer[position] !== this.#separator) position++;
        if (position === end) return { column, start };
      }
      position++;
      column++;
    }
    return { column: 0, start: end };
  }

  /** Goes on within the long quoted cell to its closing mark, then to the end of its line. Returns where it has come to. */
  #skipQuoted(buffer: Uint8Array, from: number, end: number, last: boolean): number {
    for (let position = from; position < end; position++) {
      if (buffer[position] === lineFeed) this.#linesSkipped++;
      if (buffer[position] !== quote) continue;
      if (position + 1 >= end && !last) return position;
      if (position + 1 < end && buffer[position + 1] === quote) {
        position++;
        continue;
      }
      this.#skippingQuoted = false;
      this.#skipping = position + 1 < end;
      return position + 1;
    }
    if (last) {
      // Nothing is lost without a word: what the open mark took in is named.
      this.#skippingQuoted = false;
      const { row, column } = this.unreadable.pop()!;
      const value = `never closes; ${this.#linesSkipped} lines to the end not read`;
      this.unreadable.push({ row, column, reason: 'quote-not-closed', value });
    }
    return end;
  }

  #columnReached(buffer: Uint8Array, from: number, end: number): string {
    let column = 0;
    for (let k = from; k < end; k++) if (buffer[k] === this.#separator) column++;
    return this.#header[column] ?? '';
  }

  /** Rejects the line that starts at `from` for its quotation mark; returns where the next line starts. */
  #rejectLine(buffer: Uint8Array, from: number, end: number, column: number): number {
    let position = from;
    while (position < end && buffer[position] !== lineFeed && buffer[position] !== carriageReturn) position++;
    this.#reject('quote-not-closed', this.#header[column] ?? '', '', buffer.subarray(from, position));
    if (buffer[position] === carriageReturn && buffer[position + 1] === lineFeed) position++;
    return Math.min(position + 1, end);
  }

  /** `line`: the row's bytes, where they may be repeated for mending. A cell in the wrong place may be a name: with columns of names nothing is. */
  #reject(reason: UnreadableRow['reason'], column: string, value: string, line?: Uint8Array): void {
    this.#record++;
    const rejected = { row: this.#record, column, reason, value };
    const shown =
      line && line.length <= longestShown && !this.dictionaries.includes(null) && this.unreadable.length < mostShown;
    this.unreadable.push(shown ? { ...rejected, cells: this.#cellsOf(line) } : rejected);
  }

  /** Cells by place, as far as the row has any. */
  #cellsOf(line: Uint8Array): Record<string, string> {
    const cells = new TextDecoder().decode(line).split(String.fromCharCode(this.#separator));
    return Object.fromEntries(
      this.#header.flatMap((name, at) => (at < cells.length ? [[name, cells[at].trim()]] : [])),
    );
  }

  #acceptRow(): void {
    this.#record++;
    if (!this.rowNumbers && this.#record !== this.rowCount + 1) {
      this.rowNumbers = new Int32Array(this.#capacity);
      for (let k = 0; k < this.rowCount; k++) this.rowNumbers[k] = k + 1;
    }
    if (this.rowNumbers) this.rowNumbers[this.rowCount] = this.#record;
    this.rowCount++;
  }

  #noteOddName(column: number, bytes: Uint8Array): void {
    if (isUtf8(bytes)) return;
    this.oddNames.push({ row: this.#record + 1, column: this.#header[column], reason: 'not-utf8', value: '' });
  }

  #grow(): void {
    this.#capacity *= 2;
    const larger = (from: Int32Array) => {
      const to = new Int32Array(this.#capacity);
      to.set(from);
      return to;
    };
    for (const [column, codes] of this.codes.entries()) if (codes) this.codes[column] = larger(codes);
    if (this.rowNumbers) this.rowNumbers = larger(this.rowNumbers);
  }

  #growScratch(): void {
    const larger = new Uint8Array(this.#scratch.length * 2);
    larger.set(this.#scratch);
    this.#scratch = larger;
  }
}

function isPlain(source: Uint8Array, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (source[k] > 127) return false;
  return true;
}
