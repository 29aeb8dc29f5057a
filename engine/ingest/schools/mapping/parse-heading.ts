import {
  emptyWords,
  genericScale,
  kindScales,
  measureAliases,
  publisherWords,
  scaleAliases,
  subjectAliases,
  termAliases,
  type Term,
} from './aliases.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';

/** What a heading such as “Y3 Spr Maths SAS” or “Autumn 2 Reading 2025-26” says. */
export interface Heading {
  readonly subject: string | null;
  readonly term: Term | null;
  readonly half: 0 | 1 | 2;
  /** Academic year it names, by its first calendar year. */
  readonly academicYear: number | null;
  /** Year group it names, `N`, `R`, `1` …: the window is that of the pupil's year then. */
  readonly yearGroup: string | null;
  readonly scale: string | null;
  /** Key stage of the national assessment it names. */
  readonly stage: 1 | 2 | null;
  /** Standardised by age, not only by the year group. */
  readonly byAge: boolean;
  /** A kind of score beside the test's own one, of `measureAliases`. */
  readonly measure: string | null;
  /** Words that were not understood. */
  readonly rest: readonly string[];
}

/** Words of a heading that leave open what it is about: neither understood nor a test's name or number. */
export function wordsInDoubt({ rest }: Pick<Heading, 'rest'>): string[] {
  return rest.filter((word) => !publisherWords.has(word) && !/^[\d-]+$/.test(word));
}

/** Reads a heading word by word; what is taken as one thing is not taken as another. */
export function parseHeading(text: string): Heading {
  let left = ` ${text
    .toLowerCase()
    // What is put behind a heading that stands over two columns.
    .replace(/ \(\d+\)$/, '')
    .replace(/\bkey stage ?([12])\b/g, 'ks$1')
    .replace(/[’']/g, '')
    // How an age is written; “mths” alone is a school's mathematics.
    .replace(/\b(?:yrs?|years?)\s*[:.]\s*(?:mths?|months?)\b/g, ' ')
    .replace(
      /\b(age|equivalent)\b[^a-z0-9]*(?:in )?(?:y|yrs?|years?)?[^a-z0-9]*(?:and )?(?:m|mths?|months?)?[^a-z0-9]*$/,
      '$1',
    )
    .replace(/[^a-z0-9/%-]+/g, ' ')
    .replace(/(?<![0-9])-|-(?![0-9])/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(left);
    if (match) left = `${left.slice(0, match.index)} ${left.slice(match.index + match[0].length)}`;
    return match;
  };
  const span = takeSpan(take);
  const group = take(/ (?:y|yr|year|nc year) ?(\d{1,2}|r|n)(?= )/) ?? take(/ (reception|nursery)(?= )/);
  let term: Term | null = null;
  let half: 0 | 1 | 2 = 0;
  let shortYear: readonly string[] | null = null;
  for (const [name, words] of Object.entries(termAliases)) {
    const match = take(new RegExp(` (?:${words.join('|')})(?: term)?(?: ?([12]))?(?: ?(?:20)?([23]\\d))?(?= )`));
    if (!match) continue;
    term = name as Term;
    half = match[1] === '1' ? 1 : match[1] === '2' ? 2 : 0;
    if (match[2]) shortYear = ['', `20${match[2]}`];
    break;
  }
  // “Spr 26” and “Sum24” name a year by two digits, where a term stands before them.
  const calendarYear = span ? null : (take(/ (20\d\d)(?= )/) ?? shortYear);
  const measures = aliasesIn(measureAliases, left);
  const withoutMeasures = measures.reduce((words, { alias }) => words.replace(` ${alias} `, '  '), left);
  const scales = aliasesIn(scaleAliases, withoutMeasures);
  const subject = aliasesIn(subjectAliases, withoutMeasures).at(0) ?? aliasesIn(subjectAliases, left).at(0) ?? null;
  left = withoutMeasures;
  for (const { alias } of [...scales, ...(subject ? [subject] : [])]) left = left.replace(` ${alias} `, '  ');
  left = left.replace(/ {2,}/g, ' ');
  const bareYear =
    group || !term ? null : take(/(?<! (?:week|set|form|part|unit|test|paper|level|attempt)) ([1-9])(?= )/);
  const scale = scales.toSorted((a, b) => tierOf(a.name) - tierOf(b.name)).at(0)?.name ?? null;
  const measure = measures.at(0)?.name ?? null;
  const yearGroup = group || bareYear ? parseYearGroup((group ?? bareYear)![1]) : null;
  const stage = stageOf(text, yearGroup);
  return {
    subject: subject?.name ?? null,
    term,
    half,
    academicYear: span ? Number(span[1]) : calendarYear ? academicYearFrom(Number(calendarYear[1]), term) : null,
    yearGroup,
    stage,
    byAge: /\bage[- ]?(?:std|standardi[sz]ed)\b|\bstandard age\b|\bsas\b/i.test(text),
    scale:
      measure !== null && scale !== 'reading-age'
        ? null
        : scale === 'ks2-scaled-score' && stage === 1
          ? 'ks1-scaled-score'
          : scale,
    measure: scale === 'reading-age' ? null : measure,
    rest: left
      .trim()
      .split(' ')
      .filter((word) => word !== '' && !emptyWords.has(word)),
  };
}

/** “KS1”, “Year 2 SATs” and the fields of the Department's downloads say which key stage's assessment it is. */
function stageOf(text: string, yearGroup: string | null): 1 | 2 | null {
  const named = /\b(?:ks|key stage) ?([12])\b/i.exec(text) ?? /^(?:ks)([12])(?:read|mat|writ|gps)/i.exec(text);
  if (named) return named[1] === '1' ? 1 : 2;
  if (/\bsats?\b/i.test(text) && (yearGroup === '2' || yearGroup === '6')) return yearGroup === '2' ? 1 : 2;
  return /^(?:(?:read|mat|gps)(?:score|outcome|mrk)|(?:writ|read|mat|sci)taoutcome)$/i.test(text.trim()) ? 2 : null;
}

/** “2025-11” is a month, not two years. */
const longSpan = new RegExp(
  ` (?:${Array.from({ length: 30 }, (_, at) => `20${10 + at} ?[-/] ?(?:20)?${11 + at}`).join('|')})(?= )`,
);

/** An academic year as “2025/26”, “2025-2026”, “25/26” or “24-25”: two years, the second the one after. */
function takeSpan(take: (pattern: RegExp) => RegExpExecArray | null): readonly [string, string] | null {
  const long = take(longSpan);
  if (long) return [long[0], long[0].trim().slice(0, 4)];
  for (let year = 20; year < 40; year++) {
    const short = take(new RegExp(` ${year} ?[-/] ?${year + 1}(?= )`));
    if (short) return [short[0], `20${year}`];
  }
  return null;
}

/** “Spring 2026” lies in the academic year that started in 2025; a year without a term is read as the first one. */
function academicYearFrom(year: number, term: Term | null): number {
  return term === 'spring' || term === 'summer' ? year - 1 : year;
}

/** Names whose aliases occur in a text, the longest alias first, each alias where no longer one holds it. */
function aliasesIn(
  table: Readonly<Record<string, readonly string[]>>,
  text: string,
): { readonly name: string; readonly alias: string }[] {
  const found = Object.entries(table).flatMap(([name, aliases]) =>
    aliases.filter((alias) => text.includes(` ${alias} `)).map((alias) => ({ name, alias })),
  );
  return found.sort((a, b) => b.alias.length - a.alias.length);
}

/** What kind of result it is comes before whose test, and that before “standardised”. */
function tierOf(scale: string): number {
  return kindScales.has(scale) ? 0 : scale === genericScale ? 2 : 1;
}
