import { dateOfDay } from './days.ts';

/**
 * The calendar year in which the academic year of a day began: it starts on 1 September, so 31 August 2020 is in 2019.
 *
 * @param day whole days since 1970-01-01; NaN in, NaN out
 */
export function academicYearOf(day: number): number {
  const date = dateOfDay(day);
  return date.getUTCMonth() >= 8 ? date.getUTCFullYear() : date.getUTCFullYear() - 1;
}
