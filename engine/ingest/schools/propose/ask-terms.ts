import type { Grid } from '../../files/grid.ts';
import { statutoryWindows } from '../mapping/aliases.ts';
import { columnOfField, useOfHeading } from '../mapping/columns-of-fields.ts';
import { describeTerm, describeWindow } from '../mapping/describe-window.ts';
import type { ColumnUse, Guess, Mapping, SheetTerm, WindowUse } from '../mapping/mapping.ts';
import { termOf, yearBegun } from '../mapping/school-terms.ts';
import type { Layout } from '../layout/find-layout.ts';
import type { SheetDates } from '../sheet/sheet-dates.ts';
import { fileOfName, termOfName, yearOfName } from '../sheet/sheet-years.ts';

type Result = Extract<ColumnUse, { result: unknown }>['result'];

/** A sheet on its way to a mapping. */
export interface ProposedSheet {
  readonly grid: Grid;
  readonly layout: Layout;
  /** Headings that no saved mapping has settled. */
  readonly fresh: ReadonlySet<string>;
  readonly dates: SheetDates;
}

/** Enough rows are dated for their dates to say the term. */
const mostlyDated = 0.5;
/** Tests are reported some weeks after they are sat. */
const daysToReport = 14;

/**
 * Asks of each sheet whose columns of results name no term (Reading, Maths; KS2 fields: READSCORE …) which it is of, and asks
 * again of the next sheet with the same headings: the layout is remembered, the term is not. Proposes what the rows' dates, the
 * name of the sheet or of its file say; else the term of the calendar. National tests are sat in a term of their own.
 *
 * @param today days since 1970-01-01
 */
export function askTerms(sheets: readonly ProposedSheet[], mapping: Mapping, today: number, guesses: Guess[]): void {
  const years = commonYears(sheets, today);
  for (const sheet of sheets) {
    askStatutory(sheet, mapping, guesses);
    const open = openHeadings(sheet, mapping);
    if (open.length === 0) continue;
    const { terms } = mapping.sheets![sheet.grid.name];
    const about = { file: sheet.grid.name, of: open.join(', '), at: ['sheets', sheet.grid.name] };
    if (Object.hasOwn(terms, '')) {
      const reason = 'as it was answered or understood for this very sheet';
      guesses.push({ ...about, as: describeTerm(terms['']), reason, confidence: 1, reused: true });
      continue;
    }
    const { term, ...why } = proposed(sheet, open, years.get(sheet.grid)!, today);
    terms[''] = term;
    guesses.push({ ...about, as: describeTerm(term), ...why });
  }
}

/** Headings of results that name no term; the column of scores of a sheet that has neither result sets nor dates. */
function openHeadings({ grid: { name }, layout: { headings }, dates }: ProposedSheet, mapping: Mapping): string[] {
  const score = columnOfField(headings, mapping, 'score');
  const isOpenLong =
    score >= 0 && columnOfField(headings, mapping, 'window') < 0 && dates.dated < mostlyDated * dates.rows;
  const { terms } = mapping.sheets![name];
  // Each row names its own term.
  if (score < 0 && columnOfField(headings, mapping, 'window') >= 0) return [];
  const wide = [...new Set(headings)].filter((heading) => {
    const use = useOfHeading(mapping, heading);
    return use && 'result' in use && use.result.window === null && !Object.hasOwn(terms, heading);
  });
  return isOpenLong ? [headings[score], ...wide] : score >= 0 ? [] : wide;
}

function proposed(
  { grid, fresh, dates }: ProposedSheet,
  open: readonly string[],
  year: number | null,
  today: number,
): { term: SheetTerm; reason: string; confidence: number } {
  const name = termOfName(grid);
  const named: WindowUse | null = name && {
    term: name.term,
    half: name.half,
    academicYear: name.academicYear ?? (name.yearGroup === null ? (year ?? yearBegun(name.term, today)) : null),
    yearGroup: name.yearGroup,
  };
  const one = 'the headings name no term; one answer is for all of them';
  if (dates.dated > 0 && dates.dated >= mostlyDated * dates.rows) {
    const agrees = named === null || dates.term === null || isTerm(named, dates.term);
    const isKnown = open.every((heading) => !fresh.has(heading));
    const reason = `the rows have a date${agrees ? '' : `; but ${name!.said.replace('says so', `says ${describeWindow(named)}`)}`}; ${one}`;
    return { term: { byDate: true }, reason, confidence: !agrees ? 0.5 : isKnown ? 0.95 : 0.6 };
  }
  if (named) return { term: named, reason: `${name!.said}; ${one}`, confidence: sureOf(name!) };
  const day = dates.dated > 0 ? dates.newest : today - daysToReport;
  const calendar: WindowUse = { ...termOf(day), yearGroup: null };
  const reason = dates.dated > 0 ? 'the few dates lie in it' : 'by the calendar; neither dates nor names say it';
  return { term: calendar, reason: `${reason}; ${one}`, confidence: 0.4 };
}

/** A title inside the sheet that names term and year is as good as headings that do; the name of a file is what somebody typed. */
function sureOf({ academicYear, said }: NonNullable<ReturnType<typeof termOfName>>): number {
  return academicYear === null ? 0.6 : said.startsWith('the title') ? 0.9 : 0.8;
}

function isTerm(named: WindowUse, { academicYear, term }: { academicYear: number; term: string }): boolean {
  return named.term === term && (named.academicYear === null || named.academicYear === academicYear);
}

/**
 * The year of terms whose names say none: those of one workbook, and a whole year's three terms, are of one year, the newest in
 * which all of them had begun. Null: each is the most recent of its name.
 */
function commonYears(sheets: readonly ProposedSheet[], today: number): Map<Grid, number | null> {
  const named = sheets.flatMap(({ grid }) => {
    const term = termOfName(grid)?.term;
    return term === undefined || yearOfName(grid) !== null ? [] : [{ grid, term }];
  });
  const isWholeYear = new Set(named.map(({ term }) => term)).size === 3;
  const groups = Map.groupBy(named, ({ grid }) => (isWholeYear ? '' : fileOfName(grid.name)));
  const years = new Map<Grid, number | null>(sheets.map(({ grid }) => [grid, null]));
  for (const group of groups.values())
    if (group.length > 1) {
      const year = Math.min(...group.map(({ term }) => yearBegun(term, today)));
      for (const { grid } of group) years.set(grid, year);
    }
  return years;
}

/** The term a national test is sat in belongs to its layout: it is asked once, for all columns that name none. */
function askStatutory(
  { grid, layout: { headings }, fresh, dates }: ProposedSheet,
  mapping: Mapping,
  guesses: Guess[],
): void {
  const hasField = (field: string): boolean => columnOfField(headings, mapping, field) >= 0;
  if (hasField('score') || dates.dated > 0) return;
  const found = [...new Set(headings)].flatMap((heading) => {
    const use = useOfHeading(mapping, heading);
    if (!use || !('result' in use) || use.result.window !== null || !fresh.has(heading)) return [];
    const window = statutoryWindow(use.result, hasField('year_group'));
    if (window === null) return [];
    mapping.columns[heading] = { result: { ...use.result, window } };
    return [{ heading, as: describeWindow(window) }];
  });
  if (found.length === 0) return;
  const answers = [...Map.groupBy(found, ({ as }) => as)];
  const of = (group: readonly { readonly heading: string }[]): string => group.map(({ heading }) => heading).join(', ');
  guesses.push({
    file: grid.name,
    of: of(found),
    as: answers.length === 1 ? answers[0][0] : answers.map(([as, group]) => `${of(group)} ${as}`).join('; '),
    reason: 'the headings name no term; these tests are sat then; one answer is for all of them',
    confidence: 0.6,
    at: ['undated', ...found.map(({ heading }) => heading)],
  });
}

/** The term a national test is sat in; of which year a pupil's year group says, where the sheet has it. */
function statutoryWindow({ scale }: Result, knowsYearGroup: boolean): WindowUse | null {
  if (scale === null || !Object.hasOwn(statutoryWindows, scale)) return null;
  const { term, half, yearGroup } = statutoryWindows[scale];
  return { term, half, academicYear: null, yearGroup: knowsYearGroup ? yearGroup : null };
}
