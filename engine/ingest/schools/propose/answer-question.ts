import { columnAliases, pupilFields } from '../mapping/aliases.ts';
import { fieldOfHeading } from '../sheet/find-layout.ts';
import type { Guess, Mapping, WindowUse } from '../mapping/mapping.ts';
import { has } from '../mapping/own-grades.ts';
import { parseHeading } from '../mapping/parse-heading.ts';

/**
 * Enters a person's answer into the mapping at the place of its question: “-” leaves out; a field's name; a heading as it
 * should have read (“Spring 1 Maths SAS”); a subject; a term, for all columns that name none; a year; yes or no to a suggested pupil. Returns false where the answer says nothing known.
 */
export function answerQuestion(mapping: Mapping, { at }: Pick<Guess, 'at'>, answer: string): boolean {
  const [part, key] = at;
  if (part === 'school') {
    mapping.school = answer;
    return true;
  }
  if (part === 'academicYear') {
    const year = /^(20\d\d)/.exec(answer);
    if (year) mapping.academicYear = Number(year[1]);
    return year !== null;
  }
  if (part === 'dayOrder') {
    const order = /^(day|month)/i.exec(answer);
    if (order) mapping.dayOrder = order[1].toLowerCase() === 'day' ? 'day-first' : 'month-first';
    return order !== null;
  }
  if (part === 'scales') return answerGrades(mapping, key, answer);
  if (part === 'schools') {
    if (answer === '' || answer === '-') return false;
    mapping.schools = { ...mapping.schools, [key]: answer };
    return true;
  }
  if (part === 'people' || part === 'identifiers') {
    if (!/^(y|yes|n|no|-)$/i.test(answer)) return false;
    const suggested = part === 'people' ? mapping.people : (mapping.identifiers ??= {});
    suggested[key] = { ...suggested[key], same: /^y/i.test(answer) };
    return true;
  }
  const said = parseHeading(answer);
  const window = said.term
    ? { term: said.term, half: said.half, academicYear: said.academicYear, yearGroup: said.yearGroup }
    : null;
  if (part === 'columns') {
    const field =
      [...pupilFields, ...Object.keys(columnAliases)].find((name) => name === answer) ?? fieldOfHeading(answer);
    if (answer === '-') mapping.columns[key] = { ignore: true };
    else if (field) mapping.columns[key] = { field };
    else if (said.subject) mapping.columns[key] = { result: { subject: said.subject, scale: said.scale, window } };
    else return false;
    return true;
  }
  if (part === 'undated') return answerWindow(mapping, at.slice(1), answer === '-' ? null : window, answer);
  if (part === 'aspects') {
    mapping.aspects[key] =
      answer === '-' ? { ignore: true } : { subject: said.subject ?? answer.toLowerCase(), scale: said.scale };
    return true;
  }
  if (part === 'windows') {
    if (answer !== '-' && !window) return false;
    mapping.windows[key] = window ?? { ignore: true };
    return true;
  }
  return false;
}

/** The order of a school's own grades, lowest first; “-” where they are no results. */
function answerGrades(mapping: Mapping, key: string, answer: string): boolean {
  const scales = (mapping.scales ??= {});
  const known = Object.hasOwn(scales, key) ? [...scales[key].grades, ...scales[key].words] : [];
  if (answer === '-') {
    scales[key] = { grades: [], words: known, leftOut: true };
    return true;
  }
  const grades = answer.split(/[<,]/).map((grade) => grade.trim());
  const isOrder = grades.length > 1 && grades.every((grade) => grade !== '') && new Set(grades).size === grades.length;
  if (!isOrder) return false;
  scales[key] = { grades, words: known.filter((word) => !has(grades, word)) };
  return true;
}

/** The term of columns whose headings name none; “-” leaves them all out. */
function answerWindow(
  { columns }: Mapping,
  headings: readonly string[],
  window: WindowUse | null,
  answer: string,
): boolean {
  if (window === null && answer !== '-') return false;
  for (const heading of headings) {
    const use = Object.hasOwn(columns, heading) ? columns[heading] : null;
    if (window === null) columns[heading] = { ignore: true };
    // A column that another answer has made something else stays that.
    else if (use && 'result' in use) columns[heading] = { result: { ...use.result, window } };
  }
  return true;
}
