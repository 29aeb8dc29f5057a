import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { senText } from '../sheet/pupil-texts.ts';

/** Share of cells that are of a kind; 0 where there are none. */
export function shareOf(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length;
}

/** A share as people read it. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A day in any order. */
export function isDate(cell: string): boolean {
  return !Number.isNaN(parseLocalDay(cell)) || !Number.isNaN(parseLocalDay(cell, 'month-first'));
}

/** A status of special educational needs, as a code or in words; those of before 2014 (S, A, P) with them. */
export function isSenStatus(cell: string): boolean {
  return ['N', 'K', 'E', ''].includes(senText(cell)) || /^[SAP]$/i.test(cell.trim());
}
