import { academicYearOf } from './academic-year-of.ts';

/** When a pupil joined, as groups are divided by it. */
export const joinedNames = ['this year', 'earlier'] as const;
export type Joined = (typeof joinedNames)[number];

/**
 * Whether a pupil came to the school in the school year of a day.
 *
 * @param joinedOn day of coming, @param day of the results; whole days since 1970-01-01, NaN gives null
 */
export function joinedWhen(joinedOn: number, day: number): Joined | null {
  if (Number.isNaN(joinedOn) || Number.isNaN(day)) return null;
  return academicYearOf(joinedOn) >= academicYearOf(day) ? 'this year' : 'earlier';
}
