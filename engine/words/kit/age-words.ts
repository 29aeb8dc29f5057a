import { windowMonth } from './window-month.ts';

/** Born in these months a pupil is among the youngest of the year group: the last three before 1 September. */
const youngestMonths = new Set([6, 7, 8]);

export interface AgeFacts {
  /** ISO 8601; null not known. */
  readonly dateOfBirth: string | null;
  /** Day of the window. */
  readonly onDate: string;
  /** `N`, `R`, `1` … `13`, as taught on that day. */
  readonly yearGroup: string;
}

/**
 * “age 8 y 5 m (July: one of the youngest)” on the day of a window; a pupil taught outside the age group is said to be, since
 * a month of birth then says nothing. '' where the date of birth is not known or lies after the window.
 */
export function ageWords({ dateOfBirth, onDate, yearGroup }: AgeFacts): string {
  if (dateOfBirth === null || dateOfBirth > onDate) return '';
  const [year, month, day] = dateOfBirth.split('-').map(Number);
  const [thisYear, thisMonth, today] = onDate.split('-').map(Number);
  const months = 12 * (thisYear - year) + thisMonth - month - (today < day ? 1 : 0);
  const age = `age ${Math.floor(months / 12)} y ${months % 12} m`;
  const taught = yearNumber(yearGroup);
  if (Number.isNaN(taught)) return age;
  // The school year in which an age group is in Reception starts in the calendar year of its fifth birthdays or the one before.
  const schoolYear = thisYear - (thisMonth >= 9 ? 0 : 1);
  const usual = schoolYear - (year - (month >= 9 ? 0 : 1) + 5);
  if (taught !== usual) return `${age} (taught ${taught < usual ? 'below' : 'above'} the age group)`;
  return youngestMonths.has(month) ? `${age} (${monthName(dateOfBirth)}: one of the youngest)` : age;
}

function yearNumber(code: string): number {
  return code === 'R' ? 0 : code === 'N' ? -1 : /^\d+$/.test(code) ? Number(code) : Number.NaN;
}

function monthName(date: string): string {
  return windowMonth(date).split(' ')[0];
}
