import type { WindowUse } from '../mapping/mapping.ts';
import { termOf, yearNearest, type SchoolWindow } from '../mapping/school-terms.ts';

/** What a result's window may follow from, beside its heading. */
export interface ResultSetting {
  /** The row's day; NaN where it names none. */
  readonly day: number;
  /** The pupil's year group now; '' not said. */
  readonly yearGroup: string;
  /** Academic year of headings that name none. */
  readonly academicYear: number;
  /** The row's date is the result's own. */
  readonly dated?: boolean;
}

/**
 * The heading's own year; else that of the pupil's year group then; else, where the row's date is the result's own, the one
 * nearest to it; else the mapping's. Without a term, the date's. Null where nothing says it.
 */
export function windowOfResult(
  use: WindowUse | null,
  { day, yearGroup, academicYear, dated = false }: ResultSetting,
): SchoolWindow | null {
  if (!use) return Number.isNaN(day) ? null : termOf(day);
  const { term, half } = use;
  if (use.academicYear !== null) return { academicYear: use.academicYear, term, half };
  if (use.yearGroup === null) {
    const year = dated && !Number.isNaN(day) ? yearNearest(use, day) : academicYear;
    return { academicYear: year, term, half };
  }
  const back = yearNumber(yearGroup) - yearNumber(use.yearGroup);
  return Number.isNaN(back) || back < 0 ? null : { academicYear: academicYear - back, term, half };
}

function yearNumber(yearGroup: string): number {
  return yearGroup === 'N' ? -1 : yearGroup === 'R' ? 0 : yearGroup === '' ? NaN : Number(yearGroup);
}
