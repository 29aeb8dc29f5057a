import { dateWords } from '../date-words.ts';

/** Nothing that is planned or was provided lies before this day. */
const earliest = '2000-01-01';
const yearsAhead = 3;

/** What is wrong with a day that was typed, with what to do about it; null where nothing is. `what`: “The start”. */
export function dayFault(what: string, typed: string, today: string): string | null {
  if (typed === '') return `${what} is missing: give a day.`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed) || !isDay(typed))
    return `${what} is not a day in the calendar: write it as ${today}.`;
  const latest = `${Number(today.slice(0, 4)) + yearsAhead}${today.slice(4)}`;
  if (typed < earliest) return `${what} is before ${dateWords(earliest)}: correct the year.`;
  if (typed > latest) return `${what} is after ${dateWords(latest)}: correct the year.`;
  return null;
}

function isDay(iso: string): boolean {
  const time = Date.parse(`${iso}T12:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}
