import { findScale, findScaleOfGrades } from '../../../scales/registry.ts';
import { notCalculated } from '../../values/not-calculated.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { gradeLadders, plainLadders, resultCodes } from './aliases.ts';
import { areTeacherAssessment, statutoryCode, statutoryGrade } from './statutory-results.ts';
import { withPoint } from './read-result-text.ts';

/** More distinct entries, or longer ones, are remarks. */
const mostGrades = 15;
const longestGrade = 24;
/** Entries that no known scale holds are a slip of the pen up to this share, a school's own grades beyond it. */
const mostSlips = 0.15;

/**
 * The grades a school has made itself, from the entries of one column: null where they are scores, or grades and codes that are
 * known. A letter such as A or D stands for a status only beside scores: where most entries are such letters, they are grades.
 */
export function ownGrades(entries: readonly string[], scale: string | null): string[] | null {
  const filled = entries.filter((entry) => entry !== '' && entry !== notCalculated && codeOf(entry) !== 'empty');
  const words = filled.filter(isGradeWord);
  if (words.length === 0 || words.length * 2 <= filled.length) return null;
  const distinct = distinctWords(words);
  const known = scale === null ? null : findScale(scale);
  if (known?.class === 'age-equivalent') return null;
  const isKnown = (word: string): boolean =>
    has(known!.grades, word) || codeOf(word) !== null || statutoryGrade(word, scale) !== null || isCode(word, scale);
  if (known && distinct.every(isKnown)) return null;
  const open = words.filter(
    (word) => (findScaleOfGrades([word]) === null || isGradeBesideGrades(word)) && codeOf(word) === null,
  );
  const letters = words.filter((word) => codeOf(word) !== null);
  const areLetters = letters.length * 2 > filled.length && distinctWords(letters).length > 1;
  const isSlip = open.length <= mostSlips * filled.length && !open.some(isGradeBesideGrades);
  if (
    !areLetters &&
    isSlip &&
    !areOfNoScale(
      distinct.filter((word) => codeOf(word) === null),
      open.length,
    )
  )
    return null;
  const grades = distinct.filter((word) => areLetters || codeOf(word) === null);
  const areRemarks =
    grades.length < 2 ||
    grades.length > mostGrades ||
    grades.some((word) => word.length > longestGrade || !/^[\p{L}\p{N}][^<]*$/u.test(word)) ||
    (grades.length * 2 > words.length && grades.some((word) => word.includes(' ')));
  return areRemarks ? null : grades;
}

/** Distinct entries that are neither scores nor words of more than a letter for a status. */
export function gradeWords(entries: readonly string[]): string[] {
  return distinctWords(entries.filter((entry) => isGradeWord(entry)));
}

function isGradeWord(entry: string): boolean {
  const code = codeOf(entry);
  return (
    entry !== '' &&
    entry !== notCalculated &&
    code !== 'empty' &&
    !isScore(entry) &&
    !(code !== null && entry.length > 1)
  );
}

export interface UsualOrder {
  /** Lowest first. */
  readonly grades: readonly string[];
  /** The words themselves say their order. */
  readonly isPlain: boolean;
}

/** The grades in one of the usual orders, where one holds them all (“EXS+” stands above “EXS”); null where none does. */
export function usualOrder(grades: readonly string[]): UsualOrder | null {
  const parts = grades.map((grade) => {
    const [, base, sign] = /^(.*?)\s*([+-]?)$/.exec(grade.toLowerCase())!;
    return { grade, base: base.replace(/\s+/g, ' '), step: sign === '+' ? 1 : sign === '-' ? -1 : 0 };
  });
  for (const { ladder, isPlain } of ladders) {
    if (!parts.every(({ base }) => ladder.has(base))) continue;
    const rank = ({ base, step }: (typeof parts)[number]): number => ladder.get(base)! * 3 + step;
    if (new Set(parts.map(rank)).size < parts.length) continue;
    return { grades: parts.sort((a, b) => rank(a) - rank(b)).map(({ grade }) => grade), isPlain };
  }
  return null;
}

const ladders = [
  ...plainLadders.map((of) => ({ of, isPlain: true })),
  ...gradeLadders.map((of) => ({ of, isPlain: false })),
].map(({ of, isPlain }) => ({
  ladder: new Map(of.flatMap((words, rank) => words.split('|').map((word) => [word, rank] as const))),
  isPlain,
}));

/** Whether a list of grades holds a word, whatever its capitals. */
export function has(grades: readonly string[], word: string): boolean {
  return grades.some((grade) => grade.toLowerCase() === word.toLowerCase());
}

function isScore(entry: string): boolean {
  return !Number.isNaN(parseNumber(withPoint(entry))) || /^[<>]\s*\d/.test(entry) || /^\d{1,2}:\d{2}$/.test(entry);
}

/** Words that each belong to some known scale, and to none together: “Expected” and “Above” are a school's own. */
function areOfNoScale(grades: readonly string[], strange: number): boolean {
  return strange === 0 && grades.length > 1 && findScaleOfGrades(grades) === null && !areTeacherAssessment(grades);
}

/** “Below” stands for a status beside scores; among grades it is one of them. */
function codeOf(entry: string): string | null {
  const word = entry.toLowerCase();
  if (isGradeBesideGrades(word)) return null;
  return Object.hasOwn(resultCodes, word) ? resultCodes[word] : null;
}

function isGradeBesideGrades(entry: string): boolean {
  return entry.toLowerCase() === 'below';
}

function isCode(entry: string, scale: string | null): boolean {
  return statutoryCode(entry, scale) !== null;
}

/** Each word once, in its most frequent spelling, by alphabet. */
function distinctWords(words: readonly string[]): string[] {
  const groups = Map.groupBy(words, (word) => word.toLowerCase());
  const spellings = [...groups.values()].map((group) => {
    const counts = [...Map.groupBy(group, (word) => word)].map(([word, { length }]) => ({ word, length }));
    return counts.sort((a, b) => b.length - a.length || (a.word < b.word ? -1 : 1))[0].word;
  });
  return spellings.sort((a, b) => (a < b ? -1 : 1));
}
