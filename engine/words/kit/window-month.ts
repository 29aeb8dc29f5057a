import { dateOfDay, dayOfText } from '../../tables/days.ts';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * Month and year of a day, “December 2025”: people read months, never window codes.
 *
 * @param day whole days since 1970-01-01, or an ISO date; NaN or an unreadable date gives ''
 */
export function windowMonth(day: number | string): string {
  const date = dateOfDay(typeof day === 'number' ? day : dayOfText(day));
  const month = monthNames[date.getUTCMonth()];
  return month === undefined ? '' : `${month} ${date.getUTCFullYear()}`;
}
