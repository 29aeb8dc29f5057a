import type { Guess, Mapping, WindowUse } from '../mapping/mapping.ts';
import { academicYearOf, firstDayOf, yearText } from '../mapping/school-terms.ts';
import { useOfHeading, columnOfField } from '../mapping/columns-of-fields.ts';
import { whyNoDay } from '../mapping/why-no-day.ts';
import { yearOfName } from '../sheet/sheet-years.ts';
import type { ProposedSheet } from './ask-terms.ts';
import { sampleOf } from './sample-of.ts';

/**
 * The year that file names or results speak of; else today's, as a question: the year before where a term that holds results
 * would still be to come.
 *
 * @param today days since 1970-01-01
 */
export function guessAcademicYear(
  sheets: readonly ProposedSheet[],
  mapping: Mapping,
  today: number,
): Guess & { readonly year: number } {
  const { year, reason, confidence } = spoken(sheets, today);
  const needed = sheets
    .filter(({ grid }) => (yearOfName(grid) ?? year) === year)
    .flatMap((sheet) => windowsOf(sheet, mapping))
    .filter(({ academicYear }) => academicYear === null);
  const isAhead = ({ term }: WindowUse, academicYear: number): boolean => firstDayOf({ academicYear, term }) > today;
  // A year group's own term may lie years back.
  const ahead = (year: number): boolean =>
    needed.some((window) => window.yearGroup === null && isAhead(window, year)) ||
    (needed.length > 0 && needed.every((window) => isAhead(window, year)));
  const last = ahead(year);
  const stands = last ? year - 1 : year;
  return {
    year: stands,
    file: sheets[0]?.grid.name ?? '',
    of: 'academicYear',
    as: yearText(stands),
    reason: last ? `results of the terms named would still be to come in ${yearText(year)}` : reason,
    confidence: needed.length === 0 ? 0.9 : last ? 0.5 : confidence,
    at: ['academicYear'],
  };
}

/** The year that names, else dates, else the calendar speak of. */
function spoken(sheets: readonly ProposedSheet[], today: number): { year: number; reason: string; confidence: number } {
  // Of files of several years each keeps its own (see `sheetYears`); the newest is this year's.
  const named = sheets.map(({ grid }) => yearOfName(grid)).filter((year) => year !== null);
  if (named.length > 0) return { year: Math.max(...named), reason: 'the name of the file says so', confidence: 0.9 };
  const newest = sheets.map(({ dates }) => dates.newest).filter((day) => !Number.isNaN(day));
  if (newest.length > 0)
    return { year: academicYearOf(Math.max(...newest)), reason: 'the newest result is of that year', confidence: 0.9 };
  const entered = sheets
    .flatMap(({ dates }) => [...dates.entryDays])
    .filter((day) => whyNoDay(day, { today, birth: NaN }) === null);
  if (entered.length > 0)
    return { year: academicYearOf(Math.max(...entered)), reason: 'the results were entered in it', confidence: 0.6 };
  return { year: academicYearOf(today), reason: 'today lies in it', confidence: 0.5 };
}

/** Windows that headings and result sets with results name. */
function windowsOf({ grid, layout }: ProposedSheet, mapping: Mapping): WindowUse[] {
  const columns = layout.headings.flatMap((heading, at) => {
    const use = useOfHeading(mapping, heading);
    const window = use && 'result' in use ? use.result.window : null;
    return window !== null && sampleOf(grid, layout, at).length > 0 ? [window] : [];
  });
  const at = columnOfField(layout.headings, mapping, 'window');
  const texts = at < 0 ? [] : [...new Set(grid.rows.slice(layout.firstRow).map((row) => row[at] ?? ''))];
  const { terms } = mapping.sheets![grid.name];
  const sets = texts.flatMap((text) => {
    const use =
      text !== '' && Object.hasOwn(terms, text)
        ? terms[text]
        : Object.hasOwn(mapping.windows, text)
          ? mapping.windows[text]
          : null;
    return use && 'term' in use ? [use] : [];
  });
  return [...columns, ...sets];
}
