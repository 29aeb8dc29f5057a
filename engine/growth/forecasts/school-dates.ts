import type { Measurements } from '../../scales/measurements.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { academicYearOf } from '../../tables/academic-year-of.ts';
import { dateOfDay, dayOf } from '../../tables/days.ts';
import type { forecastDates } from '../../tables/run-schema.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';

/** Years since Reception in whose summer a key stage ends: Years 2, 6, 9 and 11. */
const lastYears = [2, 6, 9, 11] as const;
/** A date nearer than this to the current window says nothing that its results do not say. */
const fewestDays = 30;
/** Further ahead than this no forecast has been looked back at. */
const mostDays = 1100;
/** Where no summer was tested yet: the end of the tests of a school year. */
const usualSummer = { month: 7, day: 1 };

/** The end of the school year, or of the pupil’s key stage. Where they are one day it is that of the key stage. */
export type SchoolDate = (typeof forecastDates)[number];

/**
 * The days for which targets are set, by comparison: whole days since 1970-01-01, NaN where there is none within three years.
 * A summer’s day is that of the newest summer window (May to July), so that older pupils have sat a test at that time of year.
 */
export function schoolDates(
  { windows, results }: Pick<AssessmentData, 'windows' | 'results'>,
  { cohort, cohorts }: Pick<Measurements, 'cohort' | 'cohorts'>,
  comparisons: Pick<Comparisons, 'count' | 'currentRow' | 'pupil' | 'currentWindow'>,
): Readonly<Record<SchoolDate, Float64Array>> {
  const now = windows.day[comparisons.currentWindow];
  const summer = summerOf(windows.day.subarray(0, comparisons.currentWindow + 1));
  const endOf = (year: number) => dayOf(year + 1, summer.month, summer.day);
  const within = (day: number) => day - now >= fewestDays && day - now <= mostDays;
  const thisYear = academicYearOf(now);
  const yearEnd = [thisYear, thisYear + 1].map(endOf).find(within) ?? Number.NaN;
  const year = new Float64Array(comparisons.count).fill(Number.NaN);
  const keyStage = new Float64Array(comparisons.count).fill(Number.NaN);
  for (let i = 0; i < comparisons.count; i++) {
    const row = comparisons.currentRow[i];
    if (row < 0) continue;
    const of = cohort[results.pupil[row]];
    if (of >= 0) {
      const reception = receptionYearOf(cohorts[of]);
      const ends = lastYears.map((years) => endOf(reception + years)).find((day) => day - now >= fewestDays);
      if (ends !== undefined && within(ends)) keyStage[i] = ends;
    }
    if (keyStage[i] !== yearEnd) year[i] = yearEnd;
  }
  return { year, 'key-stage': keyStage };
}

function summerOf(days: ArrayLike<number>): { readonly month: number; readonly day: number } {
  for (let at = days.length - 1; at >= 0; at--) {
    const date = dateOfDay(days[at]);
    const month = date.getUTCMonth() + 1;
    if (month >= 5 && month <= 7) return { month, day: date.getUTCDate() };
  }
  return usualSummer;
}
