import { checkUpn } from './check-upn.ts';
import type { Conversion } from './conversion.ts';
import { identifierOf, ownIdentifier, personKey } from './identify-row.ts';
import { findLayout, type Layout } from './find-layout.ts';
import type { ColumnUse, Mapping, WindowUse } from './mapping.ts';
import { pupilFacts } from './pupil-facts.ts';
import { parseLocalDay } from './parse-local-day.ts';
import type { Grid } from './read-grids.ts';
import { readResultText } from './read-result-text.ts';
import { termOf, type SchoolWindow } from './school-terms.ts';

interface ResultColumn {
  readonly at: number;
  readonly heading: string;
  readonly result: Extract<ColumnUse, { result: unknown }>['result'];
}

/**
 * Turns one sheet into pupils and results by the mapping. Every cell of a result column is used, empty or left out with its
 * row, column and reason; a row without an identifier is left out as a whole, unless a person has said whose it is.
 * Longer than other files: every way out of a cell is counted here, so that seen = used + empty + not used can be read off.
 */
export class MappedSheet {
  readonly #grid: Grid;
  readonly #layout: Layout | null;
  readonly #mapping: Mapping;
  readonly #conversion: Conversion;
  readonly #fieldAt = new Map<string, number>();
  readonly #resultColumns: ResultColumn[] = [];

  constructor(grid: Grid, mapping: Mapping, conversion: Conversion) {
    this.#grid = grid;
    this.#layout = findLayout(grid);
    this.#mapping = mapping;
    this.#conversion = conversion;
    const leftOut: string[] = [];
    for (const [at, heading] of this.#layout?.headings.entries() ?? []) {
      const use = Object.hasOwn(mapping.columns, heading) ? mapping.columns[heading] : null;
      if (use && 'result' in use) this.#resultColumns.push({ at, heading, result: use.result });
      else if (use && 'field' in use && !this.#fieldAt.has(use.field)) this.#fieldAt.set(use.field, at);
      else if (heading !== '' && this.#holdsText(at)) leftOut.push(heading);
    }
    // Never in silence: a heading spelt a new way must not lose a subject.
    if (leftOut.length > 0) conversion.note(`Columns of ${grid.name} left out: ${leftOut.join(', ')}.`);
  }

  #holdsText(column: number): boolean {
    const from = this.#layout?.firstRow ?? 0;
    return this.#grid.rows.some((cells, row) => row >= from && (cells[column] ?? '') !== '');
  }

  /** Notes which number belongs to which admission number, before any file without the number is read. */
  collectAdmissionNumbers(): void {
    if (!this.#fieldAt.has('admission_number') || !this.#fieldAt.has(this.#mapping.identifier)) return;
    const { idByAdmissionNumber } = this.#conversion;
    for (const cells of this.#grid.rows.slice(this.#layout?.firstRow)) {
      const number = this.#cell(cells, 'admission_number');
      const id = ownIdentifier((field) => this.#cell(cells, field), this.#mapping);
      if (number === '' || id === '') continue;
      const known = idByAdmissionNumber.get(number);
      idByAdmissionNumber.set(number, known === undefined || known === id ? id : null);
    }
  }

  /** Reads every row. */
  read(): void {
    const { rows } = this.#grid;
    if (this.#layout) for (let row = this.#layout.firstRow; row < rows.length; row++) this.#readRow(row);
    else if (rows.some((row) => row.some((cell) => cell !== '')))
      this.#leaveOut(
        0,
        '',
        'No row of headings with a pupil’s number or name was found. Name the columns in one row.',
        '',
      );
  }

  #readRow(row: number): void {
    const cells = this.#grid.rows[row];
    if (cells.every((cell) => cell === '')) return;
    const id = identifierOf((field) => this.#cell(cells, field), this.#mapping, this.#conversion);
    if (id === '') {
      this.#leaveOut(row, '', this.#whyUnknown(cells), '');
      this.#countRow(cells);
      return;
    }
    const former = this.#cell(cells, 'former_upn');
    if (former !== '') this.#conversion.formerIds.set(checkUpn(former).upn, id);
    const facts = pupilFacts((field) => this.#cell(cells, field), this.#mapping);
    this.#conversion.addPupil(id, facts);
    const day = parseLocalDay(this.#cell(cells, 'date'), this.#mapping.dayOrder);
    for (const column of this.#resultColumns) this.#readResult(row, cells, id, day, facts['year_group'], column);
    if (this.#fieldAt.has('score')) this.#readLong(row, cells, id, day, facts['year_group']);
  }

  #whyUnknown(cells: readonly string[]): string {
    const key = personKey((field) => this.#cell(cells, field), this.#mapping);
    const person = Object.hasOwn(this.#mapping.people, key) ? this.#mapping.people[key] : null;
    return person?.same === null
      ? `The row has no identifier; it may be ${person.id} (${Math.round(person.likelihood * 100)} in 100). Answer under "people" in the mapping.`
      : 'The row has no identifier. Add the pupil’s number; names alone are never matched.';
  }

  #readResult(
    row: number,
    cells: readonly string[],
    id: string,
    day: number,
    yearGroup: string,
    { at, heading, result }: ResultColumn,
  ): void {
    const text = cells[at] ?? '';
    this.#addResult({
      row,
      column: heading,
      text,
      id,
      day,
      subject: result.subject,
      scale: result.scale,
      window: this.#window(result.window, day, yearGroup),
    });
  }

  #readLong(row: number, cells: readonly string[], id: string, day: number, yearGroup: string): void {
    const aspect = this.#cell(cells, 'subject');
    // A sheet without a column of subjects is about one: its own in the mapping, or that of all such sheets.
    const name = aspect === '' && Object.hasOwn(this.#mapping.aspects, this.#grid.name) ? this.#grid.name : aspect;
    const use = Object.hasOwn(this.#mapping.aspects, name) ? this.#mapping.aspects[name] : null;
    const windowText = this.#cell(cells, 'window');
    const windowUse = Object.hasOwn(this.#mapping.windows, windowText) ? this.#mapping.windows[windowText] : null;
    const text = this.#cell(cells, 'score');
    if (!use || 'ignore' in use)
      return this.#countUnused(row, 'subject', 'The mapping has no subject for it.', aspect, text);
    const window = windowUse && 'term' in windowUse ? windowUse : null;
    this.#addResult({
      row,
      column: 'score',
      text,
      id,
      day,
      subject: use.subject,
      scale: use.scale,
      window: this.#window(window, day, yearGroup),
      sem: this.#cell(cells, 'sem'),
      form: this.#cell(cells, 'test_form'),
    });
  }

  #addResult(entry: {
    row: number;
    column: string;
    text: string;
    id: string;
    day: number;
    subject: string;
    scale: string | null;
    window: SchoolWindow | null;
    sem?: string;
    form?: string;
  }): void {
    const { row, column, text, id, day, subject, scale, window } = entry;
    const read = readResultText(text, scale, this.#mapping.codes);
    if (read.kind === 'unknown')
      return this.#countUnused(
        row,
        column,
        'Not a number, a known grade or a known code. Correct it, or add the code to the mapping.',
        text,
        text,
      );
    if (read.kind === 'empty') {
      this.#conversion.counts.seen++;
      this.#conversion.counts.empty++;
      return;
    }
    if (!window)
      return this.#countUnused(
        row,
        column,
        'Neither heading nor date says which term it belongs to. Name the window in the mapping.',
        text,
        text,
      );
    const { counts, results } = this.#conversion;
    counts.seen++;
    counts.used++;
    results.push({
      pupilId: id,
      subject,
      window: this.#conversion.addWindow(window, day),
      score: read.score,
      scale: scale ?? '',
      day,
      status: read.status,
      sem: entry.sem ?? '',
      form: entry.form ?? '',
    });
  }

  /** The heading's own year; else that of the pupil's year group then; else the mapping's; without a term, the date's. */
  #window(use: WindowUse | null, day: number, pupilYear: string): SchoolWindow | null {
    if (!use) return Number.isNaN(day) ? null : termOf(day);
    const { term, half } = use;
    if (use.academicYear !== null) return { academicYear: use.academicYear, term, half };
    if (use.yearGroup === null) return { academicYear: this.#mapping.academicYear, term, half };
    const back = yearNumber(pupilYear) - yearNumber(use.yearGroup);
    return Number.isNaN(back) || back < 0 ? null : { academicYear: this.#mapping.academicYear - back, term, half };
  }

  #cell(cells: readonly string[], field: string): string {
    const at = this.#fieldAt.get(field);
    return at === undefined ? '' : (cells[at] ?? '');
  }

  /** Result cells of a row that is left out as a whole. */
  #countRow(cells: readonly string[]): void {
    const { counts } = this.#conversion;
    const columns = this.#resultColumns.map(({ at }) => at);
    const score = this.#fieldAt.get('score');
    if (score !== undefined) columns.push(score);
    for (const at of columns) {
      counts.seen++;
      if ((cells[at] ?? '') === '') counts.empty++;
      else counts.notUsed++;
    }
  }

  #countUnused(row: number, column: string, reason: string, value: string, text: string): void {
    const { counts } = this.#conversion;
    counts.seen++;
    if (text === '') counts.empty++;
    else {
      counts.notUsed++;
      this.#leaveOut(row, column, reason, value);
    }
  }

  #leaveOut(row: number, column: string, reason: string, value: string): void {
    this.#conversion.leaveOut({ file: this.#grid.name, row: row + 1, column, reason, value: value.slice(0, 80) });
  }
}

function yearNumber(yearGroup: string): number {
  return yearGroup === 'N' ? -1 : yearGroup === 'R' ? 0 : yearGroup === '' ? NaN : Number(yearGroup);
}
