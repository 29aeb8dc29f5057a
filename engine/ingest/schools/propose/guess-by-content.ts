import { parseNumber } from '../../values/parse-number.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';
import { isPlainResult, whyNoResult } from '../mapping/why-no-result.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { exactField, fieldOfHeading } from '../layout/field-of-heading.ts';
import { isDate, isSenStatus, shareOf } from './content-of-column.ts';
import type { ColumnGuess, ColumnSetting } from './column-guess.ts';

const mostly = 0.8;
/** Cells, at least, that content is judged by. */
const fewest = 3;
const mostNames = 60;
const mostKinds = 20;

/**
 * “Grade” is a score to one system and a year group to another: its cells and the other columns say which. Null for other
 * headings, and where it is a score.
 */
export function guessGrade(heading: string, cells: readonly string[], { headings }: ColumnSetting): ColumnGuess | null {
  if (exactField(heading) !== 'score' || !/grade/i.test(heading)) return null;
  if (cells.length === 0 || shareOf(cells, (cell) => yearOf(cell) !== null) < 0.95) return null;
  const others = headings.filter((other) => other !== heading);
  const hasYear = others.some((other) => fieldOfHeading(other) === 'year_group');
  const hasScore = others.some((other) => fieldOfHeading(other) === 'score');
  if (hasYear) return null;
  const reason = `its cells are ${[...new Set(cells)].slice(0, 3).join(', ')}: year groups`;
  return hasScore
    ? {
        use: { field: 'year_group' },
        reason: `${reason}; “${others.find((other) => fieldOfHeading(other) === 'score')!}” holds the scores`,
        confidence: 0.9,
      }
    : { use: { field: 'score' }, unclear: true, reason: `${reason}, or scores`, confidence: 0.5 };
}

/** What a column of no known name is by its cells alone; null where they say nothing. What may be two things is a question. */
export function guessByContent(
  heading: string,
  cells: readonly string[],
  { isLong, byTerm, headings }: ColumnSetting,
): ColumnGuess | null {
  if (cells.length < fewest) return null;
  const has = (field: string): boolean => headings.some((one) => one !== heading && fieldOfHeading(one) === field);
  const distinct = new Set(cells);
  const share = (fits: (cell: string) => boolean): number => shareOf(cells, fits);
  const guess = (field: string, what: string, sure: boolean): ColumnGuess => ({
    use: { field },
    ...(sure ? {} : { unclear: true }),
    reason: `its cells are ${what} (${[...distinct].slice(0, 3).join(', ')})`,
    confidence: sure ? 0.9 : 0.6,
  });
  if (
    (isLong || byTerm) &&
    !has('subject') &&
    distinct.size <= mostNames &&
    share((cell) => parseHeading(cell).subject !== null) >= mostly
  )
    return guess('subject', 'names of tests or subjects', true);
  if (
    !byTerm &&
    !has('window') &&
    distinct.size <= mostNames &&
    share((cell) => parseHeading(cell).term !== null) >= mostly
  )
    return guess('window', 'terms', true);
  if (isLong && !has('academic_year') && share((cell) => /^20\d\d ?[-/] ?(?:20)?\d\d$/.test(cell)) >= mostly)
    return guess('academic_year', 'academic years', true);
  if (isLong && !has('scale') && distinct.size <= mostKinds && distinct.size > 1 && share(isKind) >= mostly)
    return guess('scale', 'kinds of result', true);
  if (share((cell) => isDate(cell) && !/^(?:\d{5}|\d{8})$/.test(cell)) >= mostly) {
    if (!has('date_of_birth') && /birth|dob|born/i.test(heading)) return guess('date_of_birth', 'dates', true);
    if (isLong && !has('date')) return guess('date', 'dates', /date|test|sat|taken|complet/i.test(heading));
    return null;
  }
  if (!has('year_group') && share((cell) => /[a-z]/i.test(cell) && yearOf(cell) !== null && cell.length > 1) >= mostly)
    return guess('year_group', 'year groups', true);
  if (
    !has('sen_status') &&
    distinct.size > 1 &&
    share((cell) => /^[NKE]$/i.test(cell) || (cell.length > 1 && isSenStatus(cell))) >= 0.95
  )
    return guess('sen_status', 'statuses of special educational needs', /sen/i.test(heading));
  const hasIdentifier = has('upn') || has('admission_number');
  if (!hasIdentifier && isIdentifier(cells))
    return guess('admission_number', 'numbers of pupils', /id|ref|no\b|num/i.test(heading));
  return null;
}

/** Whether a text names a kind of result: a test's score, a teacher's judgement, a target. */
function isKind(cell: string): boolean {
  const { scale, measure } = parseHeading(cell);
  return scale !== null || measure !== null || isPlainResult(cell) || whyNoResult({ said: cell }) !== null;
}

/** The year group of a cell that may be one; null for others, “12a” and 0.5 too. */
function yearOf(cell: string): string | null {
  return /^k(?:indergarten)?$/i.test(cell) ? 'R' : parseYearGroup(cell);
}

/** Different for nearly every row, with a digit and without blanks: a number that somebody is known by, no score. */
function isIdentifier(cells: readonly string[]): boolean {
  const looksSo = (cell: string): boolean =>
    /^(?=.*\d)[A-Za-z0-9_.@{}-]{4,40}$/.test(cell) && !/^\d{1,3}(?:\.\d+)?$/.test(cell) && !isDate(cell);
  const isCounted = Number.isNaN(parseNumber(cells[0])) || new Set(cells.map(({ length }) => length)).size <= 3;
  return shareOf(cells, looksSo) >= 0.95 && isCounted;
}
