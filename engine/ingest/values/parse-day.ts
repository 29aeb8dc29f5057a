import { millisecondsADay } from '../../tables/days.ts';

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Whole days since 1970-01-01 of an ISO 8601 day (a time of day after it is dropped); NaN for anything else, 2026-02-30 too. */
export function parseDay(text: string): number {
  const match = dayPattern.exec(text);
  if (!match) return NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? Math.round(date.getTime() / millisecondsADay) : NaN;
}
