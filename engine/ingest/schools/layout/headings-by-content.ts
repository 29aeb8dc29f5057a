import { parseNumber } from '../../values/parse-number.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';

const fewestHeadings = 2;
/** Rows below that are looked at, and how many there have to be where the numbers are a school's own. */
const rowsBelow = 30;
const fewestRows = 3;

/**
 * The row, from `from` to before `to`, that stands like headings over a column of pupils' numbers although no heading is known by
 * name; −1 where none does.
 */
export function headingsByContent(rows: readonly (readonly string[])[], from: number, to: number): number {
  for (let row = Math.max(from, 0); row < to - 1; row++) {
    const filled = rows[row].filter((cell) => cell !== '');
    const areHeadings =
      filled.length >= fewestHeadings && new Set(filled).size === filled.length && filled.every(mayBeHeading);
    const below = rows.slice(row + 1, row + 1 + rowsBelow).filter((cells) => cells.some((cell) => cell !== ''));
    if (areHeadings && rows[row].some((heading, at) => heading !== '' && areNumbersOfPupils(below, at))) return row;
  }
  return -1;
}

/** Words, no score and no day. */
function mayBeHeading(cell: string): boolean {
  return /\p{L}/u.test(cell) && Number.isNaN(parseNumber(cell)) && Number.isNaN(parseLocalDay(cell)) && !isUpn(cell);
}

function isUpn(cell: string): boolean {
  return checkUpn(cell).fault !== 'shape';
}

/** Each its own, with at least four signs, a digit and no blank: unique pupil numbers, or a school's. */
function areNumbersOfPupils(rows: readonly (readonly string[])[], at: number): boolean {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  if (cells.length === 0 || cells.length * 2 < rows.length) return false;
  if (cells.every(isUpn)) return true;
  const looksSo = (cell: string): boolean =>
    /^(?=.*\d)[A-Za-z0-9]{4,20}$/.test(cell) && Number.isNaN(parseLocalDay(cell)) && !/^\d{1,3}[a-z]$/i.test(cell);
  return (
    cells.length >= fewestRows &&
    new Set(cells).size === cells.length &&
    cells.every(looksSo) &&
    new Set(cells.map(({ length }) => length)).size <= 2
  );
}
