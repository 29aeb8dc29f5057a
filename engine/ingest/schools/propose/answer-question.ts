import { codeChoices } from '../mapping/code-choices.ts';
import { columnAliases, pupilFields, statutoryWindows } from '../mapping/aliases.ts';
import { fieldOfHeading } from '../layout/field-of-heading.ts';
import type { Guess, Mapping, SheetAnswers, SuggestedPerson, WindowUse } from '../mapping/mapping.ts';
import { has } from '../mapping/own-grades.ts';
import { parseHeading } from '../mapping/parse-heading.ts';

/**
 * Enters a person's answer into the mapping at the place of its question: “-” leaves out; a field's name; a heading as it
 * should have read (“Spring 1 Maths SAS”); a subject; a term, for all columns that name none; a year; yes or no to a suggested
 * pupil. A term that the heading or result set itself does not say is kept for the sheet of the question only. Returns false where
 * the answer says nothing known.
 */
export function answerQuestion(
  mapping: Mapping,
  { at, file, choices }: Pick<Guess, 'at'> & Partial<Pick<Guess, 'file' | 'choices'>>,
  answer: string,
): boolean {
  const [part, ...key] = at;
  const sheet = file !== undefined && mapping.sheets ? (mapping.sheets[file] ?? null) : null;
  const said = choices === undefined ? answer : chosen(choices, answer);
  return Object.hasOwn(parts, part) && said !== null ? parts[part](mapping, said, key, sheet) : false;
}

/** Enters an answer at the place of a question (`at`, without its first part); `sheet`: what is said of the question's sheet. */
type Part = (mapping: Mapping, answer: string, at: readonly string[], sheet: SheetAnswers | null) => boolean;

const parts: Readonly<Record<string, Part>> = {
  school: (mapping, answer) => {
    mapping.school = answer;
    return answer !== '';
  },
  academicYear: (mapping, answer) => {
    const year = /^(20\d\d)/.exec(answer);
    if (year) mapping.academicYear = Number(year[1]);
    return year !== null;
  },
  identifier: (mapping, answer) => {
    const field = fieldOfHeading(answer);
    if (field === 'upn' || field === 'admission_number') mapping.identifier = field;
    return field === mapping.identifier;
  },
  dayOrder: (mapping, answer) => {
    const order = /^(day|month)/i.exec(answer);
    if (order) mapping.dayOrder = order[1].toLowerCase() === 'day' ? 'day-first' : 'month-first';
    return order !== null;
  },
  scales: (mapping, answer, [key]) => answerGrades(mapping, key, answer),
  schools: (mapping, answer, [key]) => {
    if (answer === '' || answer === '-') return false;
    mapping.schools = { ...mapping.schools, [key]: answer };
    return true;
  },
  measures: (mapping, answer, subjects) => {
    mapping.measures = { ...mapping.measures, ...Object.fromEntries(subjects.map((subject) => [subject, answer])) };
    return true;
  },
  retests: (mapping, answer) => {
    if (answer === 'latest' || answer === 'first') mapping.retests = answer;
    return answer === mapping.retests;
  },
  codes: ({ codes }, answer, [code]) => {
    const said = codeChoices.find(({ value }) => value === answer);
    if (said) codes[code] = said.value;
    return said !== undefined;
  },
  people: (mapping, answer, [key]) => answerPerson(mapping.people, key, answer),
  identifiers: (mapping, answer, [key]) => answerPerson((mapping.identifiers ??= {}), key, answer),
  columns: answerColumn,
  undated: (mapping, answer, headings, sheet) =>
    answerWindow(mapping, headings, sheet, answer === '-' ? null : windowSaid(answer), answer),
  sheets: ({ sheets }, answer, [key]) => {
    const term = /\bdate/i.test(answer) ? ({ byDate: true } as const) : windowOrNone(answer);
    if (term) sheets![key].terms[''] = term;
    return term !== null;
  },
  ends: (mapping, answer, [scale, status, score]) => {
    if (!/^(y|yes|n|no|-)$/i.test(answer)) return false;
    const ends = (mapping.ends ??= {});
    const said = Object.hasOwn(ends, scale) ? ends[scale] : {};
    ends[scale] = /^y/i.test(answer)
      ? { ...said, [status]: Number(score) }
      : { ...said, not: [...(said.not ?? []), `${status} ${score}`] };
    return true;
  },
  few: ({ sheets }, answer, [key, ...names]) => {
    const stands = windowOrNone(answer);
    if (stands) for (const name of names) sheets![name].few[key] = stands;
    return stands !== null;
  },
  aspects: ({ aspects }, answer, [key]) => {
    const { subject, scale } = parseHeading(answer);
    aspects[key] = answer === '-' ? { ignore: true } : { subject: subject ?? answer.toLowerCase(), scale };
    return true;
  },
  windows: ({ windows }, answer, [key], sheet) => {
    const window = windowOrNone(answer);
    if (window === null) return false;
    windows[key] = 'term' in window && sheet ? layoutWindow(key, window, true)! : window;
    if (sheet) sheet.terms[key] = window;
    return true;
  },
};

/** The value of the choice that an answer names, by its value or as it was shown; null where it names none. */
function chosen(choices: NonNullable<Guess['choices']>, answer: string): string | null {
  const word = answer.toLowerCase();
  return choices.find(({ value, label }) => [value, label].some((name) => name.toLowerCase() === word))?.value ?? null;
}

function windowSaid(answer: string): WindowUse | null {
  const { term, half, academicYear, yearGroup } = parseHeading(answer);
  return term && { term, half, academicYear, yearGroup };
}

function windowOrNone(answer: string): WindowUse | { readonly ignore: true } | null {
  return answer === '-' ? { ignore: true } : windowSaid(answer);
}

function answerPerson(suggested: Record<string, SuggestedPerson>, key: string, answer: string): boolean {
  if (!/^(y|yes|n|no|-)$/i.test(answer)) return false;
  suggested[key] = { ...suggested[key], same: /^y/i.test(answer) };
  return true;
}

/** What a column holds: a field, results, nothing. */
function answerColumn(
  { columns }: Mapping,
  answer: string,
  [key]: readonly string[],
  sheet: SheetAnswers | null,
): boolean {
  const { subject, scale } = parseHeading(answer);
  const window = windowSaid(answer);
  const field =
    [...pupilFields, ...Object.keys(columnAliases)].find((name) => name === answer) ?? fieldOfHeading(answer);
  if (answer === '-') columns[key] = { ignore: true };
  else if (field) columns[key] = { field };
  else if (subject) {
    columns[key] = { result: { subject, scale, window: sheet ? layoutWindow(key, window) : window } };
    if (sheet && window) sheet.terms[key] = window;
  } else return false;
  return true;
}

/**
 * What of an answered window is the layout's: as much as the heading or result set says itself. A year that it does not say is
 * never kept, and a term it does not say neither, unless as `last` time's, to be proposed.
 */
function layoutWindow(text: string, window: WindowUse | null, last = false): WindowUse | null {
  const said = parseHeading(text);
  if (window === null || (said.term === null && !last)) return null;
  return said.academicYear === null ? { ...window, academicYear: null } : window;
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
  sheet: SheetAnswers | null,
  window: WindowUse | null,
  answer: string,
): boolean {
  if (window === null && answer !== '-') return false;
  for (const heading of headings) {
    const use = Object.hasOwn(columns, heading) ? columns[heading] : null;
    if (window === null) columns[heading] = { ignore: true };
    // A column that another answer has made something else stays that.
    else if (use && 'result' in use) {
      const isNational = use.result.scale !== null && Object.hasOwn(statutoryWindows, use.result.scale);
      const kept = sheet ? { ...window, academicYear: null } : window;
      columns[heading] = { result: { ...use.result, window: sheet && !isNational ? null : kept } };
      if (sheet) sheet.terms[heading] = window;
    }
  }
  return true;
}
