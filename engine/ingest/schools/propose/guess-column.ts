import { findScale, findScaleOfGrades } from '../../../scales/registry.ts';
import { ageStyle } from '../../values/parse-age.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';
import { noResultWords, resultCodes } from '../mapping/aliases.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import { fieldOfHeading } from '../sheet/find-layout.ts';
import type { ColumnUse, WindowUse } from '../mapping/mapping.ts';
import { nearSubject } from './near-subject.ts';
import { readAgeText } from '../mapping/read-age-text.ts';
import { parseHeading, type Heading } from '../mapping/parse-heading.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { withPoint } from '../mapping/read-result-text.ts';
import { areTeacherAssessment, statutoryCode, statutoryGrade } from '../mapping/statutory-results.ts';
import { isEndOfScale, scoreEnd } from '../mapping/score-end.ts';

export interface ColumnGuess {
  readonly use: ColumnUse;
  readonly reason: string;
  readonly confidence: number;
  /** As of `Guess`. */
  readonly unclear?: true;
  readonly about?: string;
}

/** What one column is, by its heading and a sample of its cells; `isLong`: the sheet has one result a row. */
export function guessColumn(heading: string, cells: readonly string[], isLong: boolean): ColumnGuess {
  if (isLong && isTestForm(heading, cells))
    return { use: { field: 'test_form' }, reason: 'its cells are letters of test forms, not classes', confidence: 0.9 };
  const field = fieldOfHeading(heading);
  if (field && (isLong || !['subject', 'window', 'status', 'scale', 'test_form'].includes(field))) {
    const fits = contentFits(field, cells);
    return {
      use: { field },
      about: `heading “${heading}” is a known name`,
      reason: `heading “${heading}” is a known name${fits ? '' : ', but its cells look different'}`,
      confidence: fits ? 0.98 : 0.5,
    };
  }
  const said = parseHeading(heading);
  const isAge = said.scale !== null && findScale(said.scale)?.class === 'age-equivalent';
  const ages = isAge ? ageStyle(cells) : null;
  const results = shareOf(
    cells,
    (cell) => isResult(cell, said.scale) || (ages !== null && readAgeText(cell, ages) !== null),
  );
  const other = said.rest.find((word) => noResultWords.has(word));
  if (said.subject && other !== undefined)
    return { use: { ignore: true }, reason: `“${other}” says that it is no result`, confidence: 0.7 };
  // A column for a term to come is empty; one whose cells are strange is still the school's, and each cell is accounted for.
  const named = said.subject !== null && said.term !== null && !isLong;
  if (said.subject && (results >= 0.5 || named)) {
    const scale = said.scale ?? scaleByContent(cells);
    const window = windowOf(said);
    const understood = said.rest.length === 0;
    const strange = cells.length > 0 && results < 0.5;
    const about = `heading says ${said.subject}${said.term ? ` and ${said.term}` : ''}`;
    return {
      use: { result: { subject: said.subject, scale, window } },
      about,
      ...(understood ? {} : { unclear: true }),
      reason: `${about}${understood ? '' : `; not understood: ${said.rest.join(' ')}`}; ${cells.length === 0 ? 'it is empty so far' : `${percent(results)} of its cells are results`}`,
      confidence: strange ? 0.4 : understood ? 0.95 : 0.7,
    };
  }
  if (cells.length > 0 && shareOf(cells, (cell) => checkUpn(cell).fault === null) > 0.8)
    return {
      use: { field: 'upn' },
      reason: 'its cells are unique pupil numbers with a right check letter',
      confidence: 0.9,
    };
  const looksLikeResults = results >= 0.5 && (said.term !== null || said.scale !== null);
  const near = looksLikeResults ? nearSubject(said.rest) : null;
  if (near)
    return {
      use: { result: { subject: near.subject, scale: said.scale ?? scaleByContent(cells), window: windowOf(said) } },
      unclear: true,
      reason: `“${near.word}” is written like ${near.subject}; ${percent(results)} of its cells are results`,
      confidence: 0.6,
    };
  return {
    use: { ignore: true },
    ...(looksLikeResults ? { unclear: true } : {}),
    reason: looksLikeResults
      ? 'its cells look like results, but the heading names no known subject'
      : 'neither heading nor cells are known',
    confidence: looksLikeResults ? 0.4 : 0.9,
  };
}

/** The window a heading names; null where it names no term. */
export function windowOf(said: Heading): WindowUse | null {
  if (!said.term) return null;
  return { term: said.term, half: said.half, academicYear: said.academicYear, yearGroup: said.yearGroup };
}

/** “Form” is a class to a school and a version of the test to its publisher: A, B or C. */
function isTestForm(heading: string, cells: readonly string[]): boolean {
  return heading.toLowerCase() === 'form' && cells.length > 0 && cells.every((cell) => /^[A-D]$/i.test(cell));
}

function isResult(cell: string, scale: string | null = null): boolean {
  const word = cell.toLowerCase();
  return (
    !Number.isNaN(parseNumber(withPoint(cell))) ||
    isScoreEnd(cell) ||
    /^\d{1,2}:\d{2}$/.test(cell) ||
    Object.hasOwn(resultCodes, word) ||
    statutoryCode(cell, scale) !== null ||
    statutoryGrade(cell, scale) !== null ||
    areTeacherAssessment([cell]) ||
    findScaleOfGrades([cell]) !== null
  );
}

/** Of a scale that is not known yet. */
function isScoreEnd(cell: string): boolean {
  const end = scoreEnd(cell);
  return end !== null && isEndOfScale(end, null, {});
}

/** Grades of a known scale; numbers say nothing here (the engine looks at all of them later). */
function scaleByContent(cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => !Object.hasOwn(resultCodes, cell.toLowerCase()));
  const words = [...new Set(filled.filter((cell) => Number.isNaN(parseNumber(cell))))];
  if (words.length === 0 || shareOf(cells, (cell) => !Number.isNaN(parseNumber(cell))) >= 0.2) return null;
  return findScaleOfGrades(words)?.scale ?? (areTeacherAssessment(words) ? 'teacher-assessment' : null);
}

function contentFits(field: string, cells: readonly string[]): boolean {
  if (cells.length === 0) return true;
  if (field === 'upn') return shareOf(cells, (cell) => checkUpn(cell).fault !== 'shape') > 0.5;
  if (['date_of_birth', 'date', 'joined_on', 'left_on', 'sen_since'].includes(field))
    return (
      shareOf(
        cells,
        (cell) => !Number.isNaN(parseLocalDay(cell)) || !Number.isNaN(parseLocalDay(cell, 'month-first')),
      ) > 0.5
    );
  if (field === 'year_group') return shareOf(cells, (cell) => parseYearGroup(cell) !== null) > 0.5;
  if (field === 'score') return shareOf(cells, (cell) => isResult(cell)) > 0.5;
  return true;
}

function shareOf(cells: readonly string[], fits: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(fits).length / cells.length;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
