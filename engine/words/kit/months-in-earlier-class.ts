import { dayOfText, daysAYear } from '../../tables/days.ts';

const daysAMonth = daysAYear / 12;

/**
 * Whole months from baseline to now, and how many of them lay before 1 September of the present school year, when pupils were
 * in last year's class. Dates are ISO 8601; 0 and 0 where the baseline is not before now.
 */
export function monthsInEarlierClass(baseline: string, now: string): { months: number; monthsInEarlierClass: number } {
  const [year, month] = now.split('-').map(Number);
  const yearStart = `${month >= 9 ? year : year - 1}-09-01`;
  const between = (from: string, to: string) => Math.max(0, Math.round((dayOfText(to) - dayOfText(from)) / daysAMonth));
  return {
    months: between(baseline, now),
    monthsInEarlierClass: baseline < yearStart ? between(baseline, yearStart < now ? yearStart : now) : 0,
  };
}
