import { findScale } from '../../scales/registry.ts';
import { resultStatuses, type ResultStatus } from '../../tables/assessment-data.ts';
import { checkUpn } from './check-upn.ts';
import type { Conversion } from './conversion.ts';
import { identifierOf, isPerSchool, numberAtSchool, ownIdentifier, personKey, personOf } from './identify-row.ts';
import type { FileCounts } from './file-counts.ts';
import { dayOrderOf } from './guess-day-order.ts';
import { findLayout, type Layout } from './find-layout.ts';
import { yearOfName } from './sheet-years.ts';
import { schoolOfSheet } from './sheet-school.ts';
import type { ColumnUse, Mapping, WindowUse } from './mapping.ts';
import { parseHeading } from './parse-heading.ts';
import { pupilFacts } from './pupil-facts.ts';
import { isSheetLine, numberIn } from './pupil-number.ts';
import { has } from './own-grades.ts';
import { parseLocalDay } from './parse-local-day.ts';
import type { Grid } from './read-grids.ts';
import { readResultText } from './read-result-text.ts';
import { nominalDate, termOf, yearNearest, type SchoolWindow } from './school-terms.ts';
import { formatDay, parseDay } from '../values/parse-day.ts';
import { parseYearGroup } from '../values/parse-year-group.ts';

const mostDaysFromWindow = 366;

interface ResultColumn {
  readonly at: number;
  readonly heading: string;
  readonly result: Extract<ColumnUse, { result: unknown }>['result'];
}

/** Whose a row is, and of which day. */
interface RowPerson {
  readonly id: string;
  readonly school: string;
  readonly day: number;
  readonly yearGroup: string;
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
  readonly #order: number;
  readonly #school: string;
  readonly #presentYear: number;
  /** Facts of wide rows wait until it is known how recent the sheet's newest result is. */
  readonly #waiting: { readonly id: string; readonly facts: Record<string, string> }[] = [];
  #newestDay = NaN;
  readonly #counts: FileCounts;
  /** Columns are of several terms, so that a date of the row is that of none, or of one nobody names. */
  readonly #severalWindows: boolean;

  /** `order`: the file's place among those given; `year`: the sheet's own academic year, where it is not the mapping's. */
  constructor(
    grid: Grid,
    mapping: Mapping,
    conversion: Conversion,
    { order, year = mapping.academicYear }: { order: number; year?: number | undefined },
  ) {
    this.#grid = grid;
    this.#order = order;
    this.#school = schoolOfSheet(grid, mapping);
    this.#layout = findLayout(grid);
    const dayOrder = dayOrderOf(grid) ?? mapping.dayOrder;
    // Of files of two countries' making each is read as it alone makes sense.
    if (dayOrder !== mapping.dayOrder)
      conversion.note(`Dates of ${grid.name} are read ${dayOrder.replace('-', ' ')}: only so every one is a day.`);
    this.#mapping = { ...mapping, academicYear: year, dayOrder };
    this.#presentYear = mapping.academicYear;
    this.#conversion = conversion;
    this.#counts = conversion.counts.of(grid.name);
    const leftOut: string[] = [];
    for (const [at, heading] of this.#layout?.headings.entries() ?? []) {
      const use = Object.hasOwn(mapping.columns, heading) ? mapping.columns[heading] : null;
      if (use && 'result' in use) this.#resultColumns.push({ at, heading, result: use.result });
      else if (use && 'field' in use && !this.#fieldAt.has(use.field)) this.#fieldAt.set(use.field, at);
      else if (heading !== '' && this.#holdsText(at)) leftOut.push(heading);
    }
    const windows = this.#resultColumns.flatMap(({ result: { window } }) => (window ? [JSON.stringify(window)] : []));
    this.#severalWindows = new Set(windows).size > 1;
    if (this.#severalWindows && this.#fieldAt.has('date'))
      conversion.note(`${grid.name} has one date a row and results of several terms: they are not dated by it.`);
    // Never in silence: a heading spelt a new way must not lose a subject.
    if (leftOut.length > 0) conversion.note(`Columns of ${grid.name} left out: ${leftOut.join(', ')}.`);
  }

  #holdsText(column: number): boolean {
    const from = this.#layout?.firstRow ?? 0;
    return this.#grid.rows.some((cells, row) => row >= from && (cells[column] ?? '') !== '');
  }

  /** Notes whose each number is, and which admission number goes with it, before any row is read. */
  collectNumbers(): void {
    if (!this.#fieldAt.has(this.#mapping.identifier)) return;
    const { rows, name } = this.#grid;
    for (let row = this.#layout?.firstRow ?? 0; row < rows.length; row++) {
      const cell = (field: string): string => this.#cell(rows[row], field);
      const own = ownIdentifier(cell, this.#mapping);
      const school = cell('school') || this.#school;
      if (own === '' || (isPerSchool(this.#mapping) && school === '')) continue;
      const id = isPerSchool(this.#mapping) ? numberAtSchool(own, school) : own;
      const person = personOf(cell, this.#mapping);
      if (person) this.#conversion.holders.note(id, person, `${name} row ${row + 1}`);
      const number = numberIn(cell('admission_number'));
      if (number !== '') this.#conversion.noteAdmissionNumber(number, school, id);
    }
  }

  /** Reads every row. */
  read(): void {
    const { rows } = this.#grid;
    if (this.#layout) for (let row = this.#layout.firstRow; row < rows.length; row++) this.#readRow(row);
    else if (rows.some((row) => row.some((cell) => cell !== ''))) {
      const filled = rows.filter((row) => row.some((cell) => cell !== '')).length;
      this.#counts.rows += filled;
      this.#counts.rowsLeftOut += filled;
      this.#leaveOut(
        0,
        '',
        'No row of headings with a pupil’s number or name was found. Name the columns in one row.',
        '',
      );
    }
    const asOf = Number.isNaN(this.#newestDay) ? this.#yearOfName() : this.#newestDay;
    for (const { id, facts } of this.#waiting) this.#conversion.addPupil(id, facts, { asOf, order: this.#order });
  }

  /** A sheet without results is a roll of today, unless its name says of which year. */
  #yearOfName(): number {
    const academicYear = yearOfName(this.#grid);
    return academicYear === null || academicYear >= this.#presentYear
      ? Infinity
      : Date.UTC(academicYear + 1, 7, 31) / 86_400_000;
  }

  #readRow(row: number): void {
    const cells = this.#grid.rows[row];
    if (cells.every((cell) => cell === '')) return;
    this.#counts.rows++;
    const school = this.#cell(cells, 'school') || this.#school;
    const hasIdentifier = this.#fieldAt.has(this.#mapping.identifier);
    const cell = (field: string): string => this.#cell(cells, field);
    const id = identifierOf(cell, this.#mapping, this.#conversion, { school, hasIdentifier });
    const why = id === '' ? this.#whyUnknown(cells) : this.#whyShared(id);
    if (why !== null) {
      this.#leaveOut(row, '', why, '');
      this.#countRow(cells);
      return;
    }
    this.#counts.rowsRead++;
    const former = this.#cell(cells, 'former_upn');
    if (former !== '') this.#conversion.addFormerId(checkUpn(former).upn, id);
    const facts: Record<string, string> = { ...pupilFacts(cell, this.#mapping), school };
    if (parseYearGroup(cell('year_group')) !== null) this.#conversion.yearSaid.add(id);
    const day = this.#dayOf(row, cell('date'));
    const person: RowPerson = { id, school, day, yearGroup: facts['year_group'] };
    for (const column of this.#resultColumns) this.#readResult(row, cells, person, column);
    if (this.#fieldAt.has('score')) {
      // A row of a long export speaks of its own day: the class it names may be that of then.
      const asOf = this.#readLong(row, cells, person);
      this.#conversion.addPupil(id, facts, { asOf, order: this.#order });
    } else this.#waiting.push({ id, facts });
  }

  #whyUnknown(cells: readonly string[]): string {
    if (['upn', 'admission_number'].some((field) => isSheetLine(this.#cell(cells, field))))
      return 'It is a line of the sheet’s own (a total, a date of printing, the headings again), no pupil’s. Nothing to do if that is right.';
    if (isPerSchool(this.#mapping) && ownIdentifier((field) => this.#cell(cells, field), this.#mapping) !== '')
      return 'Schools number their pupils apart, and the row names no school. Add a column for the school.';
    const key = personKey((field) => this.#cell(cells, field), this.#mapping);
    const person = Object.hasOwn(this.#mapping.people, key) ? this.#mapping.people[key] : null;
    return person?.same === null
      ? `The row has no identifier; it may be ${person.id} (${Math.round(person.likelihood * 100)} in 100). Answer under "people" in the mapping.`
      : 'The row has no identifier. Add the pupil’s number; names alone are never matched.';
  }

  /** Day of the row's results; a date that is none is said, and they are used without it. */
  #dayOf(row: number, text: string): number {
    const day = parseLocalDay(text, this.#mapping.dayOrder);
    const isEmpty = text === '' || this.#mapping.codes[text.toLowerCase()] === 'empty';
    if (Number.isNaN(day) && !isEmpty)
      this.#leaveOut(
        row,
        this.#headingOf('date'),
        'It is no day of the calendar, so no date is used. Correct it.',
        text,
      );
    return day;
  }

  #headingOf(field: string): string {
    return this.#layout?.headings[this.#fieldAt.get(field) ?? -1] ?? '';
  }

  /** Why no row of a number is used: two children have it, and nobody has said that they are one. */
  #whyShared(id: string): string | null {
    const places = this.#conversion.holders.shared().get(id);
    if (places === undefined || this.#mapping.identifiers?.[id]?.same === true) return null;
    return `The number is that of two children (${places}). Correct it in one of them; if they are one, say so under "identifiers" in the mapping.`;
  }

  #readResult(row: number, cells: readonly string[], person: RowPerson, { at, heading, result }: ResultColumn): void {
    const text = cells[at] ?? '';
    this.#addResult({
      row,
      column: heading,
      text,
      person: result.window && this.#severalWindows ? { ...person, day: NaN } : person,
      subject: result.subject,
      scale: result.scale,
      window: this.#window(result.window, person),
    });
  }

  /** Reads the one result of a row; returns the day the row speaks of, −Infinity where it does not say. */
  #readLong(row: number, cells: readonly string[], person: RowPerson): number {
    const aspect = this.#cell(cells, 'subject');
    // A sheet without a column of subjects is about one: its own in the mapping, or that of all such sheets.
    const name = aspect === '' && Object.hasOwn(this.#mapping.aspects, this.#grid.name) ? this.#grid.name : aspect;
    const use = Object.hasOwn(this.#mapping.aspects, name) ? this.#mapping.aspects[name] : null;
    const windowText = this.#cell(cells, 'window');
    const windowUse = Object.hasOwn(this.#mapping.windows, windowText) ? this.#mapping.windows[windowText] : null;
    const text = this.#cell(cells, 'score');
    const window = this.#window(windowUse && 'term' in windowUse ? windowUse : null, person, true);
    const asOf = !Number.isNaN(person.day) ? person.day : window ? parseDay(nominalDate(window)) : -Infinity;
    if (!use || 'ignore' in use) {
      this.#countUnused(row, 'subject', 'The mapping has no subject for it.', aspect, text);
      return asOf;
    }
    this.#addResult({
      row,
      column: this.#headingOf('score'),
      text,
      person,
      subject: use.subject,
      scale: use.scale ?? this.#scaleSaid(this.#cell(cells, 'scale')),
      window,
      status: statusSaid(this.#cell(cells, 'status')),
      sem: this.#cell(cells, 'sem'),
      form: this.#cell(cells, 'test_form'),
    });
    return asOf;
  }

  /** The scale a row names; one that is not known is said, and made out from its scores later. */
  #scaleSaid(text: string): string | null {
    if (text === '') return null;
    const known = parseHeading(text).scale ?? findScale(text)?.scale ?? null;
    if (known === null) this.#conversion.note(`“${text.slice(0, 40)}” in ${this.#grid.name} is no known scale.`);
    return known;
  }

  #addResult(entry: {
    row: number;
    column: string;
    text: string;
    person: RowPerson;
    subject: string;
    scale: string | null;
    window: SchoolWindow | null;
    status?: ResultStatus | null;
    sem?: string;
    form?: string;
  }): void {
    const { row, column, text, person, subject, scale, window } = entry;
    const own =
      scale !== null && Object.hasOwn(this.#mapping.scales ?? {}, scale) ? this.#mapping.scales![scale] : null;
    if (own && has(own.words, text))
      return this.#countUnused(
        row,
        column,
        own.leftOut
          ? 'The mapping leaves these grades out.'
          : 'The place of this grade among the others is not known. Write them lowest first under "scales" in the mapping.',
        text,
        text,
      );
    const cellSays = readResultText(text, scale, this.#mapping.codes, own?.grades);
    // A column of statuses says more than a blank, and that a number is the test's floor or ceiling.
    const read =
      entry.status && (cellSays.kind === 'empty' || (cellSays.kind === 'result' && cellSays.status === 'valid'))
        ? ({ kind: 'result', score: cellSays.kind === 'result' ? cellSays.score : '', status: entry.status } as const)
        : cellSays;
    if (read.kind === 'unknown')
      return this.#countUnused(
        row,
        column,
        'Not a number, a known grade or a known code. Correct it, or add the code to the mapping.',
        text,
        text,
      );
    if (read.kind === 'empty') {
      this.#counts.seen++;
      this.#counts.empty++;
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
    const { id, school } = person;
    const nominal = parseDay(nominalDate(window));
    // A date of another year is a slip of the pen, not a reason to lose the result.
    const far = Math.abs(person.day - nominal) > mostDaysFromWindow;
    if (far)
      this.#leaveOut(
        row,
        this.#headingOf('date'),
        'It lies over a year from the result’s window, so no date is used. Correct it.',
        formatDay(person.day),
      );
    const day = far ? NaN : person.day;
    const sat = Number.isNaN(day) ? nominal : day;
    if (!(sat <= this.#newestDay)) this.#newestDay = sat;
    const result = {
      pupilId: id,
      subject,
      window: this.#conversion.addWindow(window, day),
      score: read.score,
      scale: scale ?? '',
      day,
      status: read.status,
      sem: entry.sem ?? '',
      form: entry.form ?? '',
      school,
    };
    this.#conversion.addResult(result, { file: this.#grid.name, order: this.#order });
  }

  /**
   * The heading's own year; else that of the pupil's year group then; else, where the row's date is the result's own (`dated`), the
   * one nearest to it; else the mapping's. Without a term, the date's.
   */
  #window(use: WindowUse | null, { day, yearGroup: pupilYear }: RowPerson, dated = false): SchoolWindow | null {
    if (!use) return Number.isNaN(day) ? null : termOf(day);
    const { term, half } = use;
    if (use.academicYear !== null) return { academicYear: use.academicYear, term, half };
    if (use.yearGroup === null) {
      const academicYear = dated && !Number.isNaN(day) ? yearNearest(use, day) : this.#mapping.academicYear;
      return { academicYear, term, half };
    }
    const back = yearNumber(pupilYear) - yearNumber(use.yearGroup);
    return Number.isNaN(back) || back < 0 ? null : { academicYear: this.#mapping.academicYear - back, term, half };
  }

  #cell(cells: readonly string[], field: string): string {
    const at = this.#fieldAt.get(field);
    return at === undefined ? '' : (cells[at] ?? '');
  }

  /** Result cells of a row that is left out as a whole. */
  #countRow(cells: readonly string[]): void {
    const counts = this.#counts;
    counts.rowsLeftOut++;
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
    const counts = this.#counts;
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

/** What a column of statuses says, where it says more than that there is a result. */
function statusSaid(text: string): ResultStatus | null {
  const word = text.toLowerCase().replace(/[ _]/g, '-');
  return resultStatuses.find((status) => status === word && status !== 'valid') ?? null;
}

function yearNumber(yearGroup: string): number {
  return yearGroup === 'N' ? -1 : yearGroup === 'R' ? 0 : yearGroup === '' ? NaN : Number(yearGroup);
}
