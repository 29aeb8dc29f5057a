import { parseHeading } from '../mapping/parse-heading.ts';
import { fieldOfHeading } from './field-of-heading.ts';

type Row = readonly string[];

/** Rows of groups over the headings, at most. */
const mostGroups = 3;

/**
 * The headings that stand in the row `at`, with the groups in the rows above it (a year over terms over subjects) in front of them
 * and what is told apart in a row below behind them. `firstRow`: of the data; `highest`: of all that is heading.
 */
export function headingsInRows(
  rows: readonly Row[],
  at: number,
): { headings: string[]; firstRow: number; highest: number } {
  const own = rows[at];
  const ofPupil = own.map((cell) => isOfPupil(cell));
  const below = rows[at + 1] ?? [];
  const groups: Row[] = [];
  for (let row = at - 1; row >= Math.max(0, at - mostGroups) && isGroup(rows[row], ofPupil); row--)
    groups.unshift(rows[row]);
  const above = filledRight(groups, own.length);
  const isTold = isSecondHeader(own, below);
  const width = Math.max(own.length, isTold ? below.length : 0);
  const middle = isTold ? filledRight([own], width, ofPupil)[0] : own;
  const headings = Array.from({ length: width }, (_, column) => {
    const heading = middle[column] ?? '';
    if (ofPupil[column]) return heading;
    const parts = [...above.map((group) => group[column] ?? ''), heading, isTold ? (below[column] ?? '') : ''];
    return joined(parts, own[column] ?? '');
  });
  return { headings, firstRow: at + (isTold ? 2 : 1), highest: at - groups.length };
}

/** A column of the pupil's own; “SAS” or “Date” may stand below a subject. */
function isOfPupil(cell: string): boolean {
  const field = fieldOfHeading(cell);
  return field !== null && !ofResult.has(field);
}

const ofResult: ReadonlySet<string> = new Set(['score', 'sem', 'status', 'scale', 'date', 'test_form']);

/** Groups say a subject, a term or a year over columns that are not the pupil's own; a lone cell is a title, unless it stands over them. */
function isGroup(row: Row, ofPupil: readonly boolean[]): boolean {
  const filled = row.flatMap((cell, at) => (cell === '' ? [] : [at]));
  const overResults = filled.filter((at) => at < ofPupil.length && !ofPupil[at]);
  return overResults.length > 0 && filled.length <= ofPupil.length && overResults.some((at) => says(row[at]));
}

/** A second row of headings tells the columns of one group apart: words only, and none below a heading of the pupil's. */
function isSecondHeader(own: Row, below: Row): boolean {
  const known = own.map((cell) => fieldOfHeading(cell) !== null);
  return (
    below.filter((cell) => cell !== '').length >= 2 &&
    known.every((isKnown, at) => !isKnown || (below[at] ?? '') === '' || below[at] === own[at]) &&
    below.some((cell, at) => cell !== '' && cell !== own[at]) &&
    below.every((cell) => cell === '' || /[a-z]/i.test(cell))
  );
}

/** A merged cell holds its text in its first column only; a group ends where the group over it does. */
function filledRight(groups: readonly Row[], width: number, ofPupil: readonly boolean[] = []): string[][] {
  return groups.map((row, level) => {
    let last = '';
    return Array.from({ length: width }, (_, at) => {
      if (groups.slice(0, level).some((higher) => (higher[at] ?? '') !== '')) last = '';
      const cell = row[at] ?? '';
      if (cell !== '') last = cell;
      return ofPupil[at] ? cell : last;
    });
  });
}

/** What a sheet says of one column, from the top down. A column of the result keeps its own name where no group says more. */
function joined(parts: readonly string[], own: string): string {
  const filled = parts.filter((part) => part !== '');
  const isField = fieldOfHeading(own) !== null;
  const groups = filled.filter((part) => part !== own);
  if (isField && !groups.some(says)) return own;
  return filled.filter((part, at) => part !== filled[at - 1]).join(' ');
}

function says(text: string): boolean {
  const { subject, term, academicYear, yearGroup } = parseHeading(text);
  return subject !== null || term !== null || academicYear !== null || yearGroup !== null;
}
