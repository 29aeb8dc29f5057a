import { findScale, findScaleOfGrades } from '../../../scales/registry.ts';
import { ageStyle } from '../../values/parse-age.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';
import { noResultWords, resultCodes, statutoryWindows } from '../mapping/aliases.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import { exactField, fieldOfHeading } from '../layout/field-of-heading.ts';
import type { ColumnGuess, ColumnSetting } from './column-guess.ts';
import { guessByContent, guessGrade } from './guess-by-content.ts';
import type { WindowUse } from '../mapping/mapping.ts';
import { isDate, isSenStatus, percent, shareOf } from './content-of-column.ts';
import { nearSubject } from './near-subject.ts';
import { readAgeText } from '../mapping/read-age-text.ts';
import { ownGrades } from '../mapping/own-grades.ts';
import { asGoal, scaleByContent, scaleOf } from './scale-of-column.ts';
import { parseHeading, wordsInDoubt, type Heading } from '../mapping/parse-heading.ts';
import { plainScore } from '../mapping/plain-score.ts';
import { areTeacherAssessment, statutoryCode, statutoryGrade } from '../mapping/statutory-results.ts';
import { isEndOfScale, scoreEnd } from '../mapping/score-end.ts';

/** Fields of a sheet with one result a row. */
const longFields = ['subject', 'window', 'status', 'scale', 'test_form', 'academic_year'];

/** Words that leave no doubt that a column of a subject holds no results. */
const plainNoResult =
  /^(?:target|predict|estimate|forecast|fft|aspirational|aim$|effort|behaviour|attitude|homework|comment)/;
/** Longer entries are sentences. */
const shortEntry = 24;

/** What one column is, by its heading and a sample of its cells together. */
export function guessColumn(heading: string, cells: readonly string[], setting: ColumnSetting): ColumnGuess {
  const { isLong } = setting;
  if (isLong && isTestForm(heading, cells))
    return { use: { field: 'test_form' }, reason: 'its cells are letters of test forms, not classes', confidence: 0.9 };
  const grade = guessGrade(heading, cells, setting);
  if (grade) return grade;
  const field = fieldOfHeading(heading);
  if (field && (isLong || !longFields.includes(field) || isOfRows(field, cells, setting))) {
    const fits = contentFits(field, cells);
    const exact = exactField(heading) === field;
    // Words round a known name may make it something else: its cells have to agree.
    if (exact || fits)
      return {
        use: { field },
        about: `heading “${heading}” ${exact ? 'is' : 'holds'} a known name`,
        reason: `heading “${heading}” ${exact ? 'is' : 'holds'} a known name${fits ? '' : ', but its cells look different'}`,
        confidence: exact ? (fits ? 0.98 : 0.5) : 0.9,
      };
  }
  const said = asGoal(parseHeading(heading), cells, setting);
  const isAge = said.scale !== null && findScale(said.scale)?.class === 'age-equivalent';
  const ages = isAge ? ageStyle(cells) : null;
  const results = shareOf(
    cells,
    (cell) => isResult(cell, said.scale) || (ages !== null && readAgeText(cell, ages) !== null),
  );
  const other = said.rest.find((word) => noResultWords.has(word));
  if (isLong && said.stage !== null && said.subject === null)
    return {
      use: { ignore: true },
      unclear: true,
      reason: `it is of key stage ${said.stage}, not of the test of the row`,
      confidence: 0.7,
    };
  const isKind = said.measure !== null || isAge || (said.scale !== null && said.subject === null);
  if (isLong && said.term === null && isKind && other === undefined && results >= 0.5)
    return {
      use: { measure: heading },
      reason: `another kind of result of the same row; ${percent(results)} of its cells are results`,
      confidence: 0.9,
    };
  if (said.subject && other !== undefined)
    return {
      use: { ignore: true },
      reason: `“${other}” says that it is no result`,
      confidence: plainNoResult.test(other) ? 0.9 : 0.7,
    };
  if (setting.byTerm && isTermAlone(heading) && (results >= 0.5 || cells.length === 0))
    return {
      use: { result: { subject: '', scale: scaleOf(said, cells), window: windowOf(said, setting.headings) } },
      reason: `heading says ${said.term}; the subject is that of the row or the sheet`,
      confidence: 0.9,
    };
  // A column for a term to come is empty; one whose cells are strange is still the school's, and each cell is accounted for.
  // A heading that is a subject and nothing else, over grades of the school's own making, holds results of the sheet's term.
  const holdsGrades = said.rest.length === 0 && ownGrades(cells, null) !== null;
  const saysKind = said.scale !== null || said.measure !== null;
  const named = said.subject !== null && (said.term !== null || holdsGrades || saysKind) && !isLong;
  if (said.subject && (results >= 0.5 || named)) {
    const scale = scaleOf(said, cells);
    const window = windowOf(said, setting.headings);
    const doubts = wordsInDoubt(said);
    const understood = doubts.length === 0;
    const strange = cells.length > 0 && results < 0.5;
    const about = `heading says ${said.subject}${said.term ? ` and ${said.term}` : ''}`;
    return {
      use: { result: { subject: said.subject, scale, window } },
      about,
      ...(understood ? {} : { unclear: true }),
      reason: `${about}${understood ? '' : `; not understood: ${doubts.join(' ')}`}; ${cells.length === 0 ? 'it is empty so far' : `${percent(results)} of its cells are results`}`,
      confidence: strange ? 0.4 : understood ? 0.95 : 0.7,
    };
  }
  if (cells.length > 0 && shareOf(cells, (cell) => checkUpn(cell).fault === null) > 0.8)
    return {
      use: { field: 'upn' },
      reason: 'its cells are unique pupil numbers with a right check letter',
      confidence: 0.9,
    };
  const byContent = guessByContent(heading, cells, setting);
  if (byContent) return byContent;
  const looksLikeResults = results >= 0.5 && (said.term !== null || said.scale !== null);
  const near = looksLikeResults ? nearSubject(said.rest) : null;
  if (near)
    return {
      use: {
        result: {
          subject: near.subject,
          scale: said.scale ?? scaleByContent(cells),
          window: windowOf(said, setting.headings),
        },
      },
      unclear: true,
      reason: `“${near.word}” is written like ${near.subject}; ${percent(results)} of its cells are results`,
      confidence: 0.6,
    };
  // A subject's name over short entries that nobody knows: what it holds is asked.
  if (said.subject && !isLong && cells.length > 0 && shareOf(cells, (cell) => cell.length <= shortEntry) >= 0.8)
    return {
      use: { ignore: true },
      unclear: true,
      reason: `heading says ${said.subject}; its cells are no results that are known`,
      confidence: 0.4,
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

/** Whether a heading names a term and no subject: “Autumn 2”, “Spring SAS”. */
export function isTermAlone(heading: string): boolean {
  const said = parseHeading(heading);
  const isResult = !said.rest.some((word) => noResultWords.has(word));
  return said.term !== null && said.subject === null && isResult && wordsInDoubt(said).length === 0;
}

/** Whether a sheet with several results a row says the term or the subject of them in the row. */
function isOfRows(field: string, cells: readonly string[], { byTerm }: ColumnSetting): boolean {
  if (field === 'subject') return byTerm && shareOf(cells, (cell) => parseHeading(cell).subject !== null) > 0.5;
  const says = field === 'window' ? 'term' : field === 'academic_year' ? 'academicYear' : null;
  return says !== null && !byTerm && shareOf(cells, (cell) => parseHeading(cell)[says] !== null) >= 0.8;
}

/** The window a heading names; a national assessment's is the summer of its year group, where the sheet (`headings`) says year groups and no dates. Null where it names none. */
export function windowOf(said: Heading, headings: readonly string[] = []): WindowUse | null {
  if (said.term)
    return { term: said.term, half: said.half, academicYear: said.academicYear, yearGroup: said.yearGroup };
  const sat = said.stage === null ? null : statutoryWindows[`ks${said.stage}-scaled-score`];
  const fields = headings.map(fieldOfHeading);
  const knowsYears = ['year_group', 'class', 'date_of_birth'].some((field) => fields.includes(field));
  if (sat === null || said.academicYear !== null || !knowsYears || fields.includes('date')) return null;
  return { term: sat.term, half: sat.half, academicYear: null, yearGroup: sat.yearGroup };
}

/** “Form” is a class to a school and a version of the test to its publisher: A, B or C, or its number. */
function isTestForm(heading: string, cells: readonly string[]): boolean {
  const isForm = (cell: string): boolean => /^(?:form )?(?:[A-D]|\d{1,3})$/i.test(cell);
  return heading.toLowerCase() === 'form' && cells.length > 0 && cells.every(isForm);
}

function isResult(cell: string, scale: string | null = null): boolean {
  const word = cell.toLowerCase();
  return (
    !Number.isNaN(parseNumber(plainScore(cell))) ||
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

function contentFits(field: string, cells: readonly string[]): boolean {
  if (cells.length === 0) return true;
  const fits = (kind: (cell: string) => boolean): boolean => shareOf(cells, kind) > 0.5;
  if (field === 'upn') return fits((cell) => checkUpn(cell).fault !== 'shape');
  if (['date_of_birth', 'date', 'joined_on', 'left_on', 'sen_since'].includes(field)) return fits(isDate);
  if (field === 'year_group')
    return fits((cell) => parseYearGroup(cell) !== null || /^\d{1,2} ?[/&] ?\d{1,2}\b/.test(cell));
  if (field === 'score') return fits((cell) => isResult(cell)) || fits((cell) => parseYearGroup(cell) === null);
  if (field === 'sem') return fits((cell) => parseNumber(plainScore(cell)) >= 0);
  if (field === 'sen_status') return fits((cell) => isSenStatus(cell));
  return true;
}
