import type { WindowUse } from './mapping.ts';

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
