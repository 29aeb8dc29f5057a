import type { ColumnUse, SheetTerm, WindowUse } from './mapping.ts';

/** A window in words, as far as it is known: “autumn 2 2025/26”, “summer 1 of year 6”. */
export function describeWindow({ term, half, academicYear, yearGroup }: WindowUse): string {
  const year =
    academicYear !== null
      ? ` ${academicYear}/${String((academicYear + 1) % 100).padStart(2, '0')}`
      : yearGroup
        ? ` of year ${yearGroup}`
        : '';
  return `${term}${half ? ` ${half}` : ''}${year}`;
}

/** What a sheet's columns without a term of their own are of, in words. */
export function describeTerm(term: SheetTerm): string {
  if ('ignore' in term) return 'left out';
  return 'byDate' in term ? 'the term of the row’s date' : describeWindow(term);
}

/** What a column is used for, in words. */
export function describeUse(use: ColumnUse): string {
  if ('ignore' in use) return 'left out';
  if ('field' in use) return use.field;
  if ('measure' in use) return 'another kind of result';
  const { subject, scale, window } = use.result;
  return `results in ${subject || 'the subject of the row'}${scale ? ` on ${scale}` : ''}${window ? `, ${describeWindow(window)}` : ''}`;
}
