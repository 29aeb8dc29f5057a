import { parseDay } from '../../values/parse-day.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import { academicYearOf, yearText } from '../mapping/school-terms.ts';
import { answersOfSheet } from '../sheet/sheet-answers.ts';
import type { ProposedSheet } from './ask-terms.ts';
import { guessAcademicYear } from './guess-academic-year.ts';

/** The academic year of what names none: kept within the year for files that do not speak against it, else guessed or asked. */
export function settleYear(
  sheets: readonly ProposedSheet[],
  mapping: Mapping,
  saved: Mapping | null,
  { today, guesses }: { today: string; guesses: Guess[] },
): void {
  const { year, ...guess } = guessAcademicYear(sheets, mapping, parseDay(today));
  const isOfThisYear = saved !== null && academicYearOf(parseDay(saved.settledOn)) === academicYearOf(parseDay(today));
  if (
    isOfThisYear &&
    (year === saved.academicYear || sheets.every(({ grid }) => answersOfSheet(grid, saved) !== null))
  ) {
    const reason = 'as it was answered or understood before in this academic year';
    guesses.push({ ...guess, as: yearText(saved.academicYear), reason, confidence: 1, reused: true });
    return;
  }
  guesses.push(guess);
  mapping.academicYear = year;
  mapping.settledOn = today;
}
