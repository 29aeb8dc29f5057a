import { findScale, findScaleOfGrades } from '../../../scales/registry.ts';
import { notCalculated } from '../../values/not-calculated.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { resultCodes } from './aliases.ts';
import { areTeacherAssessment, statutoryCode, statutoryGrade } from './statutory-results.ts';
import { plainScore } from './plain-score.ts';
import { mostOfOneOrder, usualOrder } from './usual-order.ts';

/** More distinct entries, or longer ones, are remarks. */
const mostGrades = 15;
const longestGrade = 24;
/** Entries that no known scale holds are a slip of the pen up to this share, a school's own grades beyond it. */
const mostSlips = 0.15;
/** Entries among grades in a usual order that are no grade of it. */
const mostStrange = 0.3;

/**
 * The grades a school has made itself, from the entries of one column: null where they are scores, or grades and codes that are
 * known; `isSaid`: what somebody has said to be a grade. A letter such as A or D stands for a status only beside scores: where most entries are such letters, they are grades.
 */
export function ownGrades(
  entries: readonly string[],
  scale: string | null,
  isSaid: (word: string) => boolean = () => false,
): string[] | null {
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
  const areLetters =
    (letters.length * 2 > filled.length && distinctWords(letters).length > 1) || areLettersTogether(open, letters);
  const isSlip = open.length <= mostSlips * filled.length && !open.some(isGradeBesideGrades);
  if (
    !areLetters &&
    !words.some(isSaid) &&
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
  return areRemarks && usualOrder(grades) === null ? null : withoutStrangers(grades, words, { scale, isSaid });
}

/**
 * Entries that stand in no order with nearly all others (NYA, LEFT among WTS, EXS, GDS) are no grades: what they mean is asked
 * apart. Null where the others are those of a known scale.
 */
function withoutStrangers(
  grades: readonly string[],
  words: readonly string[],
  { scale, isSaid }: { readonly scale: string | null; readonly isSaid: (word: string) => boolean },
): string[] | null {
  if (usualOrder(grades) !== null || grades.some(isSaid)) return [...grades];
  const ordered = mostOfOneOrder(grades);
  const strange = words.filter((word) => !has(ordered, word));
  if (ordered.length < 2 || strange.length > mostStrange * words.length) return [...grades];
  const isKnown = ordered.every((grade) => statutoryGrade(grade, scale) !== null);
  return isKnown || findScaleOfGrades(ordered) !== null || areTeacherAssessment(ordered) ? null : ordered;
}

/** “E”, “S” and “S+” are no words of a status, so “B” and “D” among them are none either. */
function areLettersTogether(open: readonly string[], letters: readonly string[]): boolean {
  const single = open.filter((word) => /^\p{L}[+-]?$/u.test(word));
  return letters.length > 0 && distinctWords(single).length > 1 && single.length === open.length;
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

/** Whether a list of grades holds a word, whatever its capitals. */
export function has(grades: readonly string[], word: string): boolean {
  return grades.some((grade) => grade.toLowerCase() === word.toLowerCase());
}

function isScore(entry: string): boolean {
  return !Number.isNaN(parseNumber(plainScore(entry))) || /^[<>]\s*\d/.test(entry) || /^\d{1,2}:\d{2}$/.test(entry);
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
