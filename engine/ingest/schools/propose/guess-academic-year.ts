import type { Guess, Mapping, WindowUse } from '../mapping/mapping.ts';
import { academicYearOf, firstDayOf, yearText } from '../mapping/school-terms.ts';
import { useOfHeading, columnOfField } from '../mapping/columns-of-fields.ts';
import { parseYearGroup } from '../../values/parse-year-group.ts';
import { yearOfClass } from '../mapping/year-of-class.ts';
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
  const present = new Set(sheets.flatMap((sheet) => yearGroupsOf(sheet, mapping)));
  // A year group's own term lies years back, unless its pupils are in that year group now.
  const isOfNow = ({ yearGroup }: WindowUse): boolean => yearGroup === null || present.has(yearGroup);
  const last = needed.some((window) => isOfNow(window) && isAhead(window, year));
  const stands = last ? year - 1 : year;
  return {
    year: stands,
    file: sheets[0]?.grid.name ?? '',
    of: 'academicYear',
    as: yearText(stands),
    reason: last ? `results of the terms named would still be to come in ${yearText(year)}` : reason,
    confidence: last ? 0.5 : needed.every((window) => !isOfNow(window)) ? 0.9 : confidence,
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

/** Year groups that pupils of a sheet are in now, as its columns of year groups and classes say. */
function yearGroupsOf({ grid, layout }: ProposedSheet, mapping: Mapping): string[] {
  return ['year_group', 'class'].flatMap((field) => {
    const at = columnOfField(layout.headings, mapping, field);
    const cells = at < 0 ? [] : [...new Set(sampleOf(grid, layout, at))];
    return cells.flatMap((cell) => (field === 'class' ? yearOfClass(cell) : parseYearGroup(cell)) ?? []);
  });
}

/** Windows that headings and result sets with results name. */
function windowsOf({ grid, layout }: ProposedSheet, mapping: Mapping): WindowUse[] {
  const columns = layout.headings.flatMap((heading, at) => {
    const use = useOfHeading(mapping, heading);
    const window = use && 'result' in use ? use.result.window : null;
    return window !== null && sampleOf(grid, layout, at).length > 0 ? [window] : [];
  });
  // Where each row names its academic year, no result set needs one.
  const at =
    columnOfField(layout.headings, mapping, 'academic_year') >= 0
      ? -1
      : columnOfField(layout.headings, mapping, 'window');
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
