import { parseDay } from '../../values/parse-day.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';
import type { AgeStyle } from '../../values/parse-age.ts';
import { notCalculated } from '../../values/not-calculated.ts';
import { aspectOf } from './aspect-of.ts';
import { addSheetResult, type SheetResult } from './add-sheet-result.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import type { Conversion } from '../conversion/conversion.ts';
import { findLayout, type Layout } from '../layout/find-layout.ts';
import { dayOrderOf } from './guess-day-order.ts';
import { identifierOf } from './identify-row.ts';
import type { Mapping, WindowUse } from '../mapping/mapping.ts';
import { pupilFacts } from './pupil-facts.ts';
import { noteNumbers } from './note-numbers.ts';
import type { Grid } from '../../files/grid.ts';
import { nominalDate } from '../mapping/school-terms.ts';
import { whyNoResult } from '../mapping/why-no-result.ts';
import { agesByColumn } from './ages-by-column.ts';
import { resultCells, sheetColumns, type SheetColumns } from './sheet-columns.ts';
import { schoolOfSheet } from './sheet-school.ts';
import type { RowPerson } from './row-person.ts';
import { RowWindows } from './row-windows.ts';
import { rowKind, scoresOfRow } from './scores-of-row.ts';
import { SheetTally } from './sheet-tally.ts';
import { dayOfRoll } from './sheet-years.ts';
import { statusSaid } from './status-said.ts';
import { whyRowLeftOut } from './why-row-left-out.ts';

const noSubject = 'No subject is known for it. Say what it is, or leave it out.';

/**
 * Turns one sheet into pupils and results by the mapping. Every cell of a result column is used, empty or left out with its
 * row, column and reason; a row without an identifier is left out as a whole, unless a person has said whose it is.
 */
export class MappedSheet {
  readonly #grid: Grid;
  readonly #layout: Layout | null;
  readonly #mapping: Mapping;
  readonly #conversion: Conversion;
  readonly #columns: SheetColumns;
  readonly #tally: SheetTally;
  readonly #order: number;
  readonly #school: string;
  readonly #windows: RowWindows;
  readonly #presentYear: number;
  /** Facts of wide rows wait until it is known how recent the sheet's newest result is. */
  readonly #waiting: { readonly id: string; readonly facts: Record<string, string> }[] = [];
  #newestDay = NaN;
  /** How a column writes ages. */
  readonly #agesOf: (column: number) => AgeStyle;

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
      conversion.note(
        `Dates of ${grid.name} are read ${dayOrder.replace('-', ' ')}: read the other way, some would not exist.`,
      );
    this.#mapping = { ...mapping, academicYear: year, dayOrder };
    this.#presentYear = mapping.academicYear;
    this.#conversion = conversion;
    this.#tally = new SheetTally(grid.name, conversion);
    this.#columns = sheetColumns(grid, this.#layout, mapping);
    this.#agesOf = agesByColumn(grid, this.#layout);
    const { leftOut, severalWindows, fieldAt, results } = this.#columns;
    this.#windows = new RowWindows({
      grid,
      layout: this.#layout,
      mapping: this.#mapping,
      conversion,
      tally: this.#tally,
      dateHeading: this.#headingOf('date'),
      namesTerms: fieldAt.has('window') || results.some(({ result: { window } }) => window !== null),
    });
    if (severalWindows && fieldAt.has('date'))
      conversion.note(`${grid.name} has one date a row and results of several terms: they are not dated by it.`);
    // Never in silence: a heading spelt a new way must not lose a subject.
    if (leftOut.length > 0) conversion.note(`Columns of ${grid.name} left out: ${leftOut.join(', ')}.`);
  }

  /** Notes whose each number is, and which admission number goes with it, before any row is read. */
  collectNumbers(): void {
    if (!this.#columns.fieldAt.has(this.#mapping.identifier)) return;
    const { rows } = this.#grid;
    for (let row = this.#layout?.firstRow ?? 0; row < rows.length; row++) {
      const cell = (field: string): string => this.#cell(rows[row], field);
      const place = `${this.#grid.name} row ${row + 1}`;
      noteNumbers(cell, this.#mapping, this.#conversion, { place, school: cell('school') || this.#school });
    }
  }

  /** Reads every row. */
  read(): void {
    const { rows } = this.#grid;
    const filled = rows.filter((row) => row.some((cell) => cell !== '')).length;
    const noHeadings = 'No row of headings with a pupil’s number or name was found. Name the columns in one row.';
    if (this.#layout) for (let row = this.#layout.firstRow; row < rows.length; row++) this.#readRow(row);
    else if (filled > 0) this.#tally.rowsLeftOut(0, noHeadings, filled);
    const asOf = Number.isNaN(this.#newestDay) ? dayOfRoll(this.#grid, this.#presentYear) : this.#newestDay;
    for (const { id, facts } of this.#waiting) this.#conversion.addPupil(id, facts, { asOf, order: this.#order });
  }

  #readRow(row: number): void {
    const cells = this.#grid.rows[row];
    if (cells.every((cell) => cell === '')) return;
    const { fieldAt, results } = this.#columns;
    const cell = (field: string): string => this.#cell(cells, field);
    const school = cell('school') || this.#school;
    const hasIdentifier = fieldAt.has(this.#mapping.identifier);
    const id = identifierOf(cell, this.#mapping, this.#conversion, { school, hasIdentifier });
    const why = whyRowLeftOut(id, cell, this.#mapping, this.#conversion);
    if (why !== null) return this.#tally.rowLeftOut(row, why, resultCells(this.#columns, cells));
    this.#tally.rowRead();
    if (cell('former_upn') !== '') this.#conversion.addFormerId(checkUpn(cell('former_upn')).upn, id);
    const facts: Record<string, string> = { ...pupilFacts(cell, this.#mapping), school };
    if (parseYearGroup(cell('year_group')) !== null) this.#conversion.yearSaid.add(id);
    const person = {
      row,
      cells,
      id,
      school,
      ...this.#windows.dayOf(row, id, cell('date')),
      yearGroup: facts['year_group'],
    };
    this.#readWide(person, results);
    if (fieldAt.has('score')) {
      // A row of a long export speaks of its own day: the class it names may be that of then.
      const asOf = this.#readLong(person);
      this.#conversion.addPupil(id, facts, { asOf, order: this.#order });
    } else this.#waiting.push({ id, facts });
  }

  #headingOf(field: string): string {
    return this.#layout?.headings[this.#columns.fieldAt.get(field) ?? -1] ?? '';
  }

  #readWide(person: RowPerson, columns: SheetColumns['results']): void {
    const set = this.#setOf(person.cells);
    for (const { at, heading, measure, result } of columns) {
      const text = person.cells[at] ?? '';
      const about =
        result.subject === '' ? aspectOf(this.#grid, this.#mapping, this.#cell(person.cells, 'subject')).use : null;
      if (about && 'ignore' in about) {
        this.#tally.unusedCell(person.row, heading, noSubject, text);
        continue;
      }
      const window = result.window ?? set;
      this.#add(person, {
        column: heading,
        text,
        ages: this.#agesOf(at),
        day: result.window && this.#columns.severalWindows ? NaN : person.day,
        subject: about?.subject ?? result.subject,
        scale: result.scale ?? about?.scale ?? null,
        measure: measure || (about?.scale ?? ''),
        ...this.#windows.of(window, person, window !== null && window === set),
      });
    }
  }

  /** The term that a row of several results names itself; null where the sheet has no such column. */
  #setOf(cells: readonly string[]): WindowUse | null {
    if (!this.#columns.fieldAt.has('window') || this.#columns.fieldAt.has('score')) return null;
    return this.#windows.ofSet(this.#cell(cells, 'window'), this.#cell(cells, 'academic_year'));
  }

  /** Reads the one result of a row; returns the day the row speaks of, −Infinity where it does not say. */
  #readLong(person: RowPerson): number {
    const { row, cells, day } = person;
    const { aspects } = this.#mapping;
    const { name, use } = aspectOf(this.#grid, this.#mapping, this.#cell(cells, 'subject'));
    const placed = this.#windows.of(
      this.#windows.ofSet(this.#cell(cells, 'window'), this.#cell(cells, 'academic_year')),
      person,
      true,
    );
    const { window } = placed;
    const asOf = !Number.isNaN(day) ? day : window ? parseDay(nominalDate(window)) : -Infinity;
    const said = this.#cell(cells, 'scale');
    const { scores, isUnknown } = scoresOfRow(this.#columns, rowKind(aspects, name, said));
    const texts = scores.map(({ at }) => cells[at] ?? '');
    const no = this.#whyNoResult(cells, said);
    if (no !== null) for (const text of texts) this.#tally.unusedCell(row, 'score', no, text);
    else if ('subject' in use) {
      const common = {
        day,
        subject: use.subject,
        ...placed,
        status: statusSaid(this.#cell(cells, 'status')),
        sem: this.#cell(cells, 'sem'),
        form: this.#cell(cells, 'test_form'),
      };
      for (const [which, { at, ...score }] of scores.entries())
        this.#add(person, { ...common, ...score, text: texts[which], ages: this.#agesOf(at) });
      if (isUnknown)
        this.#conversion.note(`“${said.slice(0, 40)}” in ${this.#grid.name} is not a scale that Same Start knows.`);
    } else for (const text of texts) this.#tally.unusedCell(row, 'subject', noSubject, text, { value: name });
    return asOf;
  }

  #whyNoResult(cells: readonly string[], said: string): string | null {
    const status = /result ?status/i.test(this.#headingOf('status')) ? this.#cell(cells, 'status') : '';
    return whyNoResult({ said, set: this.#cell(cells, 'window'), status });
  }

  #add({ row, id, school }: RowPerson, entry: Omit<SheetResult, 'row' | 'pupilId' | 'school'>): void {
    const sheet = {
      file: this.#grid.name,
      order: this.#order,
      mapping: this.#mapping,
      conversion: this.#conversion,
      tally: this.#tally,
      dateHeading: this.#headingOf('date'),
      few: this.#windows.answers.few,
    };
    const sat = addSheetResult(sheet, { ...entry, row, pupilId: id, school });
    if (!Number.isNaN(sat) && !(sat <= this.#newestDay)) this.#newestDay = sat;
  }

  #cell(cells: readonly string[], field: string): string {
    const at = this.#columns.fieldAt.get(field);
    const text = at === undefined ? '' : (cells[at] ?? '');
    return text === notCalculated && field !== 'score' ? '' : text;
  }
}
