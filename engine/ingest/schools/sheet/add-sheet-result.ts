import type { ResultStatus } from '../../../tables/assessment-data.ts';
import { parseDay } from '../../values/parse-day.ts';
import type { AgeStyle } from '../../values/parse-age.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { Sitting } from '../conversion/sitting.ts';
import type { Mapping, SheetAnswers } from '../mapping/mapping.ts';
import { readResultCell } from './read-result-cell.ts';
import { firstDayOf, nominalDate, windowLabel, windowName, type SchoolWindow } from '../mapping/school-terms.ts';
import type { SheetTally } from './sheet-tally.ts';
import { formatDay } from '../../../tables/days.ts';

const markedScores = 'Scores with a sign or remark behind them, such as “85*” or “100 (AR)”: read as the score alone.';
/** Further from its term than this a date is of another one. */
const mostDaysFromWindow = 120;

/** The sheet a result stands in. */
export interface ResultSheet {
  readonly file: string;
  readonly order: number;
  readonly mapping: Mapping;
  readonly conversion: Conversion;
  readonly tally: SheetTally;
  /** Heading of the rows' dates; '' none. */
  readonly dateHeading: string;
  /** Where results belong of whose term only a few dates speak. */
  readonly few: SheetAnswers['few'];
}

/** One result cell, whose it is, and what is known of it. */
export interface SheetResult {
  readonly row: number;
  readonly column: string;
  readonly text: string;
  readonly pupilId: string;
  readonly school: string;
  /** NaN not known. */
  readonly day: number;
  readonly subject: string;
  readonly scale: string | null;
  /** Which kind of result it is. */
  readonly measure: string;
  readonly window: SchoolWindow | null;
  /** Its date alone says the window. */
  readonly byDate: boolean;
  /** Why it has neither window nor date. */
  readonly undated?: string | null;
  readonly status?: ResultStatus | null;
  /** How its column writes ages. */
  readonly ages?: AgeStyle;
  readonly sem?: string;
  readonly form?: string;
}

/** Adds the result of one cell, or counts and lists why not; returns the day it is of, NaN where there is none. */
export function addSheetResult(sheet: ResultSheet, entry: SheetResult): number {
  const { row, column, text, school, scale } = entry;
  const { mapping, conversion, tally, file, order } = sheet;
  const window = placed(sheet, entry);
  const read = readResultCell(text, mapping, entry);
  if (read.kind === 'empty') tally.emptyCell();
  else if (read.kind === 'unused') {
    const sitting = typeof window === 'string' ? undefined : sittingOf(entry, windowName(window));
    tally.unusedCell(row, column, read.reason, text, { sitting });
    if (read.end) conversion.noteOpenEnd(scale, read.end, { file, text });
    if (read.code !== undefined)
      conversion.noteOpenCode(read.code, { file, text, besideGrades: read.besideGrades === true });
  } else if (typeof window === 'string') tally.unusedCell(row, column, window, text);
  if (read.kind !== 'result' || typeof window === 'string') return NaN;
  const nominal = parseDay(nominalDate(window));
  const day = nearDay(sheet, entry, nominal);
  const result = {
    ...sittingOf(entry, conversion.addWindow(window, day, entry.byDate ? file : null)),
    place: { file, row: row + 1, column, text },
    score: read.score,
    day,
    status: read.status,
    sem: entry.sem ?? '',
    form: entry.form ?? '',
    school,
  };
  conversion.noteEnd(read);
  if (/[*†‡^#~)]$/.test(text) && read.status === 'valid' && read.score !== text) conversion.note(markedScores);
  conversion.addResult(result, { file, order });
  return Number.isNaN(day) ? nominal : day;
}

function sittingOf({ pupilId, subject, measure, scale }: SheetResult, window: string): Sitting {
  return { pupilId, subject, window, measure, scale: scale ?? '' };
}

/** The window of a result; in words why it has none. */
function placed({ few, conversion }: ResultSheet, { window, byDate, undated }: SheetResult): SchoolWindow | string {
  if (window === null)
    return undated ?? 'Neither heading nor date says which term it belongs to. Say which term the sheet is of.';
  const other = byDate && Object.hasOwn(few, windowName(window)) ? few[windowName(window)] : null;
  if (other && 'ignore' in other)
    return `Hardly any other result is dated in ${windowLabel(window)}, so it is left out. Correct the date, or say that the window stands.`;
  const stands: SchoolWindow =
    other === null ? window : { ...other, academicYear: other.academicYear ?? window.academicYear };
  return firstDayOf(stands) > conversion.today
    ? `Its term, ${windowLabel(stands)}, has not begun, so nobody can have a result of it. Correct the term or its year.`
    : stands;
}

/** The result's day; that of another term is a slip of the pen, said and not used, and no reason to lose the result. */
function nearDay({ tally, dateHeading }: ResultSheet, { row, day }: SheetResult, nominal: number): number {
  if (!(Math.abs(day - nominal) > mostDaysFromWindow)) return day;
  const reason = 'It lies in another term than the result, so no date is used. Correct it.';
  tally.say(row, dateHeading, reason, formatDay(day));
  return NaN;
}
