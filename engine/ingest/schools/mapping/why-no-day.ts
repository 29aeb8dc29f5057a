import { formatDay } from '../../../tables/days.ts';

/** Nobody at school today was tested so many years ago. */
const longestSchoolYears = 20;
/** What lies further ahead is filled in, not mistyped. */
const placeholdersAhead = 60;
/** Nurseries take children from their second birthday. */
const youngest = 2 * 365;

/** What a day of a result is held against; days since 1970-01-01. */
export interface DaySetting {
  readonly today: number;
  /** The pupil's birth; NaN not known. */
  readonly birth: number;
}

/**
 * Why a day of the calendar cannot be the day of a pupil's result: still to come, filled in where none was known (1 January
 * 1900, any New Year's Day, the year 9999), before the pupil was two; null where it can.
 */
export function whyNoDay(day: number, { today, birth }: DaySetting): string | null {
  // 31 December 9999 and its like: nobody mistypes a date by so much.
  if (day > today + placeholdersAhead * 365.25) return placeholder;
  if (day > today) return 'The date is still to come, so it is not used. Correct it.';
  if (day < today - longestSchoolYears * 365.25 || formatDay(day).endsWith('-01-01')) return placeholder;
  if (day < birth + youngest) return 'The pupil was not yet two years old on that date, so it is not used. Correct it.';
  return null;
}

const placeholder =
  'The date looks like a placeholder (schools are closed on it, or it is long ago), so it is not used.';
