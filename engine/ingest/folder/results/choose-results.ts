import { rawColumn, type RawTable } from '../../files/raw-table.ts';
import type { JudgedResults } from './judge-results.ts';
import type { RejectLog } from '../../files/reject-log.ts';
import type { ResultCells } from './result-cells.ts';

export interface ChosenResults {
  /** Rows of the raw table that are kept, in order of subject, pupil, window. */
  readonly rows: Int32Array;
  /** As `ResultTable.firstRow`. */
  readonly firstRow: Int32Array;
  readonly countedOnce: number;
  /** Pupil, subject and window combinations for which a rule had to choose. */
  readonly chosenByDate: number;
  readonly undecided: number;
}

/**
 * Puts usable rows into order of subject, pupil and window (a counting sort) and leaves one row a combination: identical
 * ones count once; else the latest date; else all are rejected. The order of rows in the file makes no difference.
 */
export function chooseResults(
  raw: RawTable,
  cells: ResultCells,
  judged: JudgedResults,
  pupilCount: number,
  log: RejectLog,
): ChosenResults {
  const { pupil, window, subject } = cells;
  const cellCount = subject.names.length * pupilCount;
  const next = new Int32Array(cellCount + 1);
  const cellOf = (row: number): number =>
    subject.meaning[subject.codes[row]] * pupilCount + pupil.meaning[pupil.codes[row]];
  for (let row = 0; row < raw.rowCount; row++) if (judged.usable[row]) next[cellOf(row) + 1]++;
  for (let cell = 0; cell < cellCount; cell++) next[cell + 1] += next[cell];
  const firstRow = next.slice();
  const order = new Int32Array(next[cellCount]);
  for (let row = 0; row < raw.rowCount; row++) if (judged.usable[row]) order[next[cellOf(row)]++] = row;

  const windowOf = (row: number): number => window.meaning[window.codes[row]];
  const choice = new DuplicateChoice(raw, judged, log);
  let kept = 0;
  for (let cell = 0; cell < cellCount; cell++) {
    const from = firstRow[cell];
    const to = firstRow[cell + 1];
    firstRow[cell] = kept;
    if (to - from > 64) order.subarray(from, to).sort((a, b) => windowOf(a) - windowOf(b) || a - b);
    else sortFew(order, from, to, windowOf);
    for (let at = from; at < to;) {
      let after = at + 1;
      while (after < to && windowOf(order[after]) === windowOf(order[at])) after++;
      const row = after === at + 1 ? order[at] : choice.among(order.slice(at, after));
      if (row >= 0) order[kept++] = row;
      at = after;
    }
  }
  firstRow[cellCount] = kept;
  return {
    rows: order.subarray(0, kept),
    firstRow,
    countedOnce: choice.countedOnce,
    chosenByDate: choice.byDate,
    undecided: choice.undecided,
  };
}

/** Insertion sort by window: the rows of one pupil and subject are few. */
function sortFew(order: Int32Array, from: number, to: number, windowOf: (row: number) => number): void {
  for (let at = from + 1; at < to; at++) {
    const row = order[at];
    const key = windowOf(row);
    let place = at;
    while (place > from && windowOf(order[place - 1]) > key) {
      order[place] = order[place - 1];
      place--;
    }
    order[place] = row;
  }
}

class DuplicateChoice {
  countedOnce = 0;
  byDate = 0;
  undecided = 0;
  readonly #raw: RawTable;
  readonly #judged: JudgedResults;
  readonly #log: RejectLog;

  constructor(raw: RawTable, judged: JudgedResults, log: RejectLog) {
    this.#raw = raw;
    this.#judged = judged;
    this.#log = log;
  }

  /** The row to keep of several of one combination, or −1. */
  among(rows: Int32Array): number {
    // The same content in any order of rows must leave the same row: compare texts, not places in the file.
    const sorted = [...rows].map((row) => ({ row, key: this.#meaningKey(row), all: this.#contentKey(row) }));
    sorted.sort((a, b) =>
      a.key < b.key ? -1 : a.key > b.key ? 1 : a.all < b.all ? -1 : a.all > b.all ? 1 : a.row - b.row,
    );
    const distinct = sorted.filter(({ key }, at) => at === 0 || sorted[at - 1].key !== key);
    const day = this.#judged.day;
    const latest = Math.max(...distinct.map(({ row }) => day[row]));
    const newest = distinct.filter(({ row }) => day[row] === latest);
    if (newest.length > 1) {
      for (const { row } of sorted) this.#log.reject(this.#raw, row, 'score', 'results-conflict');
      this.undecided++;
      return -1;
    }
    const chosen = newest[0];
    const older = sorted.filter(({ key }) => key !== chosen.key);
    for (const { row } of older) this.#log.reject(this.#raw, row, 'date', 'superseded');
    this.countedOnce += sorted.length - older.length - 1;
    if (older.length > 0) this.byDate++;
    return chosen.row;
  }

  /** What the row says: status, value, date and every known column. */
  #meaningKey(row: number): string {
    const { status, value, day } = this.#judged;
    const texts = (['scale', 'sem', 'school', 'class', 'form', 'year_group', 'access_arrangement'] as const).map(
      (name) => this.#text(name, row),
    );
    return JSON.stringify([status[row], value[row], day[row], ...texts]);
  }

  /** The whole row, unknown columns too: settles which of several identical ones is shown. */
  #contentKey(row: number): string {
    const names = this.#raw.columns.map(({ name }) => name).sort();
    return JSON.stringify(names.map((name) => this.#text(name, row)));
  }

  #text(name: string, row: number): string {
    const column = rawColumn(this.#raw, name);
    return column ? column.values[column.codes[row]] : '';
  }
}
