import type { WorldSettings } from './world-settings.ts';
import type { WorldWindows } from './world.ts';
import { academicYearOf } from '../../tables/academic-year-of.ts';
import { dayOf, daysAYear } from '../../tables/days.ts';

/** When each term's tests are sat: the Monday on or before this month and day. The academic year starts on 1 September. */
const seasons = [
  { term: 'autumn', month: 11, day: 18, calendarYear: 0 },
  { term: 'spring', month: 3, day: 14, calendarYear: 1 },
  { term: 'summer', month: 6, day: 26, calendarYear: 1 },
] as const;

const monthNames = { 11: 'November', 3: 'March', 6: 'June' } as const;

/** The windows of a world, oldest first; the last one is in the autumn of `lastAutumn`. */
export function schoolCalendar(settings: Pick<WorldSettings, 'windows' | 'spacing' | 'lastAutumn'>): WorldWindows {
  const rows = Array.from({ length: settings.windows }, (_, place) => {
    const before = settings.windows - 1 - place;
    const season = settings.spacing === 'termly' ? (3 - (before % 3)) % 3 : 0;
    const academicYear = settings.lastAutumn - (settings.spacing === 'termly' ? Math.ceil(before / 3) : before);
    const { term, month, day, calendarYear } = seasons[season];
    const year = academicYear + calendarYear;
    return {
      window: `${year}-${term}`,
      term,
      label: `${monthNames[month]} ${year}`,
      day: mondayBefore(dayOf(year, month, day)),
    };
  });
  return {
    count: rows.length,
    window: rows.map((row) => row.window),
    day: Float64Array.from(rows, (row) => row.day),
    year: Float64Array.from(rows, (row) => (row.day - rows[0].day) / daysAYear),
    academicYear: Int32Array.from(rows, (row) => academicYearOf(row.day)),
    term: rows.map((row) => row.term),
    label: rows.map((row) => row.label),
  };
}

/** The day itself where it is a Monday. 1970-01-01 was a Thursday. */
function mondayBefore(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}
