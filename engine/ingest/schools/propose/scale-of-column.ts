import { findScaleOfGrades } from '../../../scales/registry.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { earlyGoals, resultCodes } from '../mapping/aliases.ts';
import { parseHeading, type Heading } from '../mapping/parse-heading.ts';
import { areTeacherAssessment, statutoryGrade } from '../mapping/statutory-results.ts';
import type { ColumnSetting } from './column-guess.ts';
import { shareOf } from './content-of-column.ts';

/** Goals of the early years are on their own scale, and so is writing beside them, where the cells are levels of it. */
export function asGoal(said: Heading, cells: readonly string[], { headings }: ColumnSetting): Heading {
  if (said.scale !== null || said.subject === null || !(shareOf(cells, isEarlyLevel) >= 0.8)) return said;
  const isGoal = (one: Heading): boolean => earlyGoals.has(one.subject ?? '');
  const beside = headings.filter((heading) => isGoal(parseHeading(heading))).length;
  if (!isGoal(said) && beside < 2) return said;
  const rest = said.rest.filter(
    (word) => !/^(?:literacy|lit|maths?|mathematics|mat|communication|language)$/.test(word),
  );
  return { ...said, scale: 'eyfs-profile', rest };
}

function isEarlyLevel(cell: string): boolean {
  return /^(?:[12AEXYN]|em|ex|exp|emerging|expected|exceeding|yes|no)$/i.test(cell);
}

/** The scale a heading says, else that of its grades; where it says a test's and most cells are outcomes of it, those. */
export function scaleOf({ scale }: Heading, cells: readonly string[]): string | null {
  if (scale === null) return scaleByContent(cells);
  const isNational = scale === 'ks1-scaled-score' || scale === 'ks2-scaled-score';
  if (isNational && shareOf(cells, (cell) => /^[AN]S$/i.test(cell)) >= 0.3) return 'test-outcome';
  return isNational ? (scaleByContent(cells) ?? scale) : scale;
}

/** Grades of a known scale; numbers say nothing here (the engine looks at all of them later). */
export function scaleByContent(cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => !Object.hasOwn(resultCodes, cell.toLowerCase()));
  const words = [...new Set(filled.filter((cell) => Number.isNaN(parseNumber(cell))))];
  if (words.length === 0 || shareOf(cells, (cell) => !Number.isNaN(parseNumber(cell))) >= 0.2) return null;
  const ofFrameworks = words.filter((word) => statutoryGrade(word, 'teacher-assessment') === word);
  const are = (share: number): boolean => shareOf(filled, (cell) => ofFrameworks.includes(cell)) >= share;
  return (
    findScaleOfGrades(words)?.scale ??
    (areTeacherAssessment(words) || (areTeacherAssessment(ofFrameworks) && are(mostOfFrameworks))
      ? 'teacher-assessment'
      : null)
  );
}

/** Share of entries that are grades of the frameworks, where the others are codes nobody knows yet. */
const mostOfFrameworks = 0.7;
