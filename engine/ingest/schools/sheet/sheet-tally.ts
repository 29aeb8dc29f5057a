import type { Conversion } from '../conversion/conversion.ts';
import type { FileCounts } from '../conversion/file-counts.ts';
import type { Sitting } from '../conversion/sitting.ts';

/**
 * Counts the rows and result cells of one sheet, and lists what is left out. Every way out of a cell but that into the data
 * folder is here, so that seen = used + empty + not used can be read off.
 */
export class SheetTally {
  readonly #file: string;
  readonly #conversion: Conversion;
  readonly #counts: FileCounts;

  constructor(file: string, conversion: Conversion) {
    this.#file = file;
    this.#conversion = conversion;
    this.#counts = conversion.counts.of(file);
  }

  rowRead(): void {
    this.#counts.rows++;
    this.#counts.rowsRead++;
  }

  /** A row left out as a whole, with its result cells. */
  rowLeftOut(row: number, reason: string, resultCells: readonly string[]): void {
    this.rowsLeftOut(row, reason, 1);
    for (const text of resultCells) this.#countCell(text, reason);
  }

  /** `rows` rows from `row` on, of which nobody knows what their cells are. */
  rowsLeftOut(row: number, reason: string, rows: number): void {
    this.#counts.rows += rows;
    this.#counts.rowsLeftOut += rows;
    this.say(row, '', reason, '');
  }

  emptyCell(): void {
    this.#countCell('', '');
  }

  /** A result cell that is not used; one without `text` is empty. `value` is what the list shows of it, `sitting` whose it is. */
  unusedCell(
    row: number,
    column: string,
    reason: string,
    text: string,
    { value = text, sitting }: { value?: string; sitting?: Sitting | undefined } = {},
  ): void {
    this.#countCell(text, reason);
    if (text !== '') this.say(row, column, reason, value, sitting);
  }

  /** Lists what is not used of a row, beside its results. */
  say(row: number, column: string, reason: string, value: string, sitting?: Sitting): void {
    const cell = { file: this.#file, row: row + 1, column, reason, value: value.slice(0, 80) };
    this.#conversion.leaveOut(sitting ? { ...cell, sitting } : cell);
  }

  #countCell(text: string, reason: string): void {
    this.#counts.seen++;
    if (text === '') this.#counts.empty++;
    else {
      this.#counts.notUsed++;
      this.#conversion.lose(reason, 1);
    }
  }
}
