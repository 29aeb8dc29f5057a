import type { Grid } from '../../files/grid.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { Mapping, SheetAnswers, WindowUse } from '../mapping/mapping.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { isNoDay } from '../mapping/is-no-day.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { answersOfSheet } from './sheet-answers.ts';
import type { SheetResult } from './add-sheet-result.ts';
import type { Layout } from '../layout/find-layout.ts';
import { sheetDates, type SheetDates } from './sheet-dates.ts';
import type { SheetTally } from './sheet-tally.ts';
import { windowOfResult } from './window-of-result.ts';

/** What the window of a row's result may follow from, beside its heading. */
interface RowSetting {
  /** NaN where the row has none, or none that can be its own. */
  readonly day: number;
  /** Why the date that stands in the row is not used. */
  readonly undated: string | null;
  readonly yearGroup: string;
}

export interface SheetOfRows {
  readonly grid: Grid;
  readonly layout: Layout | null;
  /** With the sheet's own year and order of dates. */
  readonly mapping: Mapping;
  readonly conversion: Conversion;
  readonly tally: SheetTally;
  /** Heading of the dates; '' none. */
  readonly dateHeading: string;
  /** Columns or result sets say a term. */
  readonly namesTerms: boolean;
}

/** Days and windows of one sheet's rows: by heading, by what was said of the sheet, by date. */
export class RowWindows {
  readonly answers: Pick<SheetAnswers, 'terms' | 'few'>;
  readonly #sheet: SheetOfRows;
  readonly #dates: SheetDates;
  readonly #years = new Map<string, number | null>();

  constructor(sheet: SheetOfRows) {
    const { grid, layout, mapping, conversion } = sheet;
    this.#sheet = sheet;
    this.answers = answersOfSheet(grid, mapping) ?? { terms: {}, few: {} };
    this.#dates = sheetDates(grid, layout, mapping, conversion.today);
  }

  /** The day a row's date says; one that is none, or that nobody can have been tested on, is said, and the results are used without it. */
  dayOf(row: number, id: string, text: string): Pick<RowSetting, 'day' | 'undated'> {
    const { mapping, tally, dateHeading } = this.#sheet;
    const day = parseLocalDay(text, mapping.dayOrder);
    const isEmpty = text === '' || isNoDay(text) || mapping.codes[text.toLowerCase()] === 'empty';
    const reason = 'There is no such day in the calendar, so no date is used. Correct it.';
    if (Number.isNaN(day) && !isEmpty) tally.say(row, dateHeading, reason, text);
    return Number.isNaN(day) ? { day, undated: null } : this.#judged(row, id, { day, text });
  }

  #judged(row: number, id: string, { day, text }: { day: number; text: string }): Pick<RowSetting, 'day' | 'undated'> {
    const { conversion, tally, grid, dateHeading, namesTerms } = this.#sheet;
    const why = this.#dates.whyNot(day, conversion.births.get(id) ?? NaN);
    if (why === null) return { day, undated: null };
    if (why.common) conversion.note(`${grid.name}: ${why.reason} (${text})`);
    // Where nothing else says the term, the result is listed with the same reason.
    else if (namesTerms || this.#termOfOthers(why.reason) !== null) tally.say(row, dateHeading, why.reason, text);
    return { day: NaN, undated: why.reason };
  }

  /** What the text of a result set is used for: what was said of the sheet, else of every sheet; null not known. `yearText`: the row’s own academic year. */
  ofSet(text: string, yearText: string): WindowUse | null {
    const { windows } = this.#sheet.mapping;
    const said = text !== '' && Object.hasOwn(this.answers.terms, text) ? this.answers.terms[text] : null;
    const use = said ?? (Object.hasOwn(windows, text) ? windows[text] : null);
    if (!use || !('term' in use)) return null;
    // A row that names its academic year says it of its result.
    const own = use.academicYear === null && yearText !== '' ? this.#yearSaid(yearText) : null;
    return own === null ? use : { ...use, academicYear: own };
  }

  #yearSaid(text: string): number | null {
    const known = this.#years.get(text);
    if (known !== undefined) return known;
    const year = parseHeading(text).academicYear;
    this.#years.set(text, year);
    return year;
  }

  /** The window of a result, and whether its date alone says it. `dated`: the date is the result's own. */
  of(use: WindowUse | null, row: RowSetting, dated: boolean): Pick<SheetResult, 'window' | 'byDate' | 'undated'> {
    const { mapping, conversion, grid, dateHeading } = this.#sheet;
    const byDate = use === null && !Number.isNaN(row.day);
    const isUndated = use === null && !byDate;
    const own = isUndated ? this.#termOfOthers(row.undated) : use;
    const window = windowOfResult(own, { ...row, academicYear: mapping.academicYear, dated });
    if (isUndated && window !== null && dateHeading !== '')
      conversion.note(
        `Results in ${grid.name} without a date of their own: they are taken as of the term of the others.`,
      );
    return { window, byDate, undated: row.undated };
  }

  /**
   * The term of results of rows without a date: what was said of the sheet, else that of nearly all other rows; the latter not of a
   * row whose date is wrong, since it is of another day than theirs.
   */
  #termOfOthers(wrong: string | null): WindowUse | null {
    const said = this.answers.terms[''] ?? null;
    if (said && 'term' in said) return said;
    if ((said && 'ignore' in said) || wrong !== null) return null;
    const { term, dated, rows } = this.#dates;
    return term === null || dated * 2 < rows ? null : { ...term, yearGroup: null };
  }
}
