import { scaleAliases, subjectAliases, termAliases, emptyWords, type Term } from './aliases.ts';
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
  /** Words that were not understood. */
  readonly rest: readonly string[];
}

/** Reads a heading word by word; what is taken as one thing is not taken as another. */
export function parseHeading(text: string): Heading {
  let left = ` ${text
    .toLowerCase()
    .replace(/[’']/g, '')
    // How an age is written; “mths” alone is a school's mathematics.
    .replace(/\b(?:yrs?|years?)\s*[:.]\s*(?:mths?|months?)\b/g, ' ')
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
  const scale = longestAlias(scaleAliases, left);
  const subject = longestAlias(subjectAliases, left);
  for (const found of [scale, subject]) if (found) left = left.replace(` ${found.alias} `, ' ');
  return {
    subject: subject?.name ?? null,
    term,
    half,
    academicYear: span ? Number(span[1]) : calendarYear ? academicYearFrom(Number(calendarYear[1]), term) : null,
    yearGroup: group ? parseYearGroup(group[1]) : null,
    scale: scale?.name ?? null,
    rest: left
      .trim()
      .split(' ')
      .filter((word) => word !== '' && !emptyWords.has(word)),
  };
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

function longestAlias(
  table: Readonly<Record<string, readonly string[]>>,
  text: string,
): { name: string; alias: string } | null {
  let best: { name: string; alias: string } | null = null;
  for (const [name, aliases] of Object.entries(table))
    for (const alias of aliases)
      if (text.includes(` ${alias} `) && alias.length > (best?.alias.length ?? 0)) best = { name, alias };
  return best;
}
