import { parseDay } from '../../values/parse-day.ts';
import type { Term } from './aliases.ts';
import { formatDay } from '../../../tables/days.ts';

/** A window of assessment by the calendar of English schools. */
export interface SchoolWindow {
  /** The year in which the academic year starts, on 1 September. */
  readonly academicYear: number;
  readonly term: Term;
  /** 1 or 2 for half a term; 0 for a whole one. */
  readonly half: 0 | 1 | 2;
}

/** Nominal days (month, day) by term and half, near the end of each, when tests are sat. */
const nominalDays: Readonly<Record<Term, readonly [string, string, string]>> = {
  autumn: ['12-01', '10-15', '12-01'],
  spring: ['03-15', '02-05', '03-15'],
  summer: ['06-20', '05-15', '06-25'],
};

/** Name of the window in a data folder: 2025-autumn, 2025-autumn-2. */
export function windowName({ academicYear, term, half }: SchoolWindow): string {
  return `${academicYear}-${term}${half === 0 ? '' : `-${half}`}`;
}

/** An academic year for people: 2025/26. */
export function yearText(academicYear: number): string {
  return `${academicYear}/${String((academicYear + 1) % 100).padStart(2, '0')}`;
}

/** Label for people: Autumn 2 2025/26. */
export function windowLabel({ academicYear, term, half }: SchoolWindow): string {
  const name = term[0].toUpperCase() + term.slice(1);
  return `${name}${half === 0 ? '' : ` ${half}`} ${yearText(academicYear)}`;
}

/** ISO day a window is dated with where no result gives one. */
export function nominalDate({ academicYear, term, half }: SchoolWindow): string {
  return `${term === 'autumn' ? academicYear : academicYear + 1}-${nominalDays[term][half]}`;
}

/** Academic year of a day: it starts on 1 September. */
export function academicYearOf(day: number): number {
  const [year, month] = formatDay(day).split('-').map(Number);
  return month >= 9 ? year : year - 1;
}

/** The academic year of the term that lies nearest to a day: a summer result entered in September is of the summer before. */
export function yearNearest({ term, half }: Pick<SchoolWindow, 'term' | 'half'>, day: number): number {
  const year = academicYearOf(day);
  const away = (academicYear: number): number => Math.abs(parseDay(nominalDate({ academicYear, term, half })) - day);
  return [year - 1, year, year + 1].sort((a, b) => away(a) - away(b))[0];
}

/** The whole term a day lies in: September to December, January to 10 April, the rest. */
export function termOf(day: number): SchoolWindow {
  const [, month, date] = formatDay(day).split('-').map(Number);
  const term: Term = month >= 9 ? 'autumn' : month < 4 || (month === 4 && date <= 10) ? 'spring' : 'summer';
  return { academicYear: academicYearOf(day), term, half: 0 };
}

/** Year group in an academic year of a child born on that day, were it with its age group; null outside N to 13. */
export function yearGroupByAge(birthDay: number, academicYear: number): string | null {
  const year = academicYear - academicYearOf(birthDay) - 5;
  return year === -1 ? 'N' : year === 0 ? 'R' : year >= 1 && year <= 13 ? String(year) : null;
}

/** First day a result of a term can be of. */
export function firstDayOf({ academicYear, term }: Pick<SchoolWindow, 'academicYear' | 'term'>): number {
  const starts = {
    autumn: [academicYear, '09-01'],
    spring: [academicYear + 1, '01-01'],
    summer: [academicYear + 1, '04-01'],
  };
  return parseDay(starts[term].join('-'));
}

/** The academic year of the most recent term of that name that had begun on a day. */
export function yearBegun(term: Term, day: number): number {
  const year = academicYearOf(day);
  return firstDayOf({ academicYear: year, term }) <= day ? year : year - 1;
}
