/**
 * Days as the columns hold them: whole days since 1970-01-01, NaN where none is known. A date is written YYYY-MM-DD and is the
 * same day everywhere: a day begins at midnight UTC, and no time zone is counted with.
 */
export const millisecondsADay = 86_400_000;

/** On average, leap years included. */
export const daysAYear = 365.25;

/** Day of a calendar date; months 1–12. */
export function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / millisecondsADay;
}

/** Day of a date as it is written, a time after it left out; NaN where it is none. */
export function dayOfText(date: string): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / millisecondsADay;
}

/** The midnight, UTC, with which a day begins. */
export function dateOfDay(day: number): Date {
  return new Date(day * millisecondsADay);
}

/** The date of a moment, in UTC. */
export function dateText(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The date of a day; '' for NaN. */
export function formatDay(day: number): string {
  return Number.isNaN(day) ? '' : dateText(dateOfDay(day));
}

/** The date some days after another; before it where `days` is negative. */
export function addDays(date: string, days: number): string {
  return formatDay(dayOfText(date) + days);
}
