import { dateOfDay } from './days.ts';

/** The terms of birth in an English school year, from the oldest pupils. */
export const birthTermNames = ['autumn', 'spring', 'summer'] as const;
/** The term a pupil was born in. */
export type BirthTerm = (typeof birthTermNames)[number];

/**
 * Third of the school year a pupil was born in: September to December, January to April, May to August. The youngest of a year
 * group are those of summer.
 *
 * @param day of birth, whole days since 1970-01-01; NaN gives null
 */
export function birthTermOf(day: number): BirthTerm | null {
  if (Number.isNaN(day)) return null;
  const month = dateOfDay(day).getUTCMonth();
  return month >= 8 ? 'autumn' : month < 4 ? 'spring' : 'summer';
}
