import type { MarkFit } from './place-marks.ts';
import { daysAYear } from '../tables/days.ts';

/** How marks were placed in every cell of a run: JSON in and out without losing a bit. No pupil is in it. */
export interface MeasurementReference {
  readonly version: 1;
  readonly cells: readonly SavedCell[];
}

export interface SavedCell {
  readonly subject: string;
  readonly scale: string;
  /** As “2019/20”, the academic year in Reception. */
  readonly cohort: string;
  /** Date of the window, whole days since 1970-01-01. */
  readonly day: number;
  /** Years since Reception at that window. */
  readonly yearGroup: number;
  /** Null for grades. */
  readonly marks: MarkFit | null;
  /** Pupils with each grade, lowest first; null for marks. */
  readonly grades: readonly number[] | null;
}

/** Windows of one term lie within this many days of the same date in another year. */
const sameTermDays = 45;

/**
 * The saved cell that speaks for one: that of the very cohort and window; else the newest of the same subject, test and year
 * group at the same time of an earlier year. Null where there is none.
 */
export function savedCell(
  reference: MeasurementReference,
  wanted: Pick<SavedCell, 'subject' | 'scale' | 'cohort' | 'day' | 'yearGroup'>,
): SavedCell | null {
  const tests = reference.cells.filter(({ subject, scale }) => subject === wanted.subject && scale === wanted.scale);
  const same = tests.find(({ cohort, day }) => cohort === wanted.cohort && day === wanted.day);
  if (same) return same;
  const off = (day: number) => Math.abs(wanted.day - day - Math.round((wanted.day - day) / daysAYear) * daysAYear);
  const alike = tests.filter(({ yearGroup, day }) => yearGroup === wanted.yearGroup && off(day) <= sameTermDays);
  return alike.reduce<SavedCell | null>((newest, cell) => (newest && newest.day >= cell.day ? newest : cell), null);
}
