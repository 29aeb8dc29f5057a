import type { RunRow } from '../../engine/index.ts';

/** A value of a row as text; missing as ''. */
export function textOf(row: RunRow | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

/** A value of a row as a number; missing as NaN. */
export function numberOf(row: RunRow | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : Number.NaN;
}
