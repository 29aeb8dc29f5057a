import type { GrowthPair, GrowthReference } from './measured-growth.ts';
import { daysAYear } from '../../tables/days.ts';

/** Days of the year by which two windows of one term may differ from year to year. */
const sameTermDays = 45;

/**
 * The saved pair that speaks for another: that of the very windows and cohort; else of the newest earlier pupils of the same
 * year group, subject and tests at the same two times of the year, equally far apart. Null where there is none. Pairs of
 * grades have no fit, but their peers are the reference's all the same.
 */
export function savedPair(reference: GrowthReference, wanted: Omit<GrowthPair, 'fit'>): GrowthPair | null {
  const tests = reference.pairs.filter(
    (pair) =>
      pair.subject === wanted.subject && pair.scale === wanted.scale && pair.baselineScale === wanted.baselineScale,
  );
  const same = tests.find(
    (pair) => pair.cohort === wanted.cohort && pair.day === wanted.day && pair.baselineDay === wanted.baselineDay,
  );
  if (same) return same;
  const alike = tests.filter((pair) => pair.yearGroup === wanted.yearGroup && sameTerms(pair, wanted));
  return alike.reduce<GrowthPair | null>((newest, pair) => (newest && newest.day >= pair.day ? newest : pair), null);
}

function sameTerms(pair: GrowthPair, wanted: Omit<GrowthPair, 'fit'>): boolean {
  const years = Math.round((wanted.day - pair.day) / daysAYear);
  const off = (a: number, b: number) => Math.abs(a - b - years * daysAYear);
  return off(wanted.day, pair.day) <= sameTermDays && off(wanted.baselineDay, pair.baselineDay) <= sameTermDays;
}
