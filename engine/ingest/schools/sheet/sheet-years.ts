import { dayOf } from '../../../tables/days.ts';
import type { Grid } from '../../files/grid.ts';
import type { Term } from '../mapping/aliases.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseHeading, type Heading } from '../mapping/parse-heading.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { termOf, type SchoolWindow } from '../mapping/school-terms.ts';
import { findLayout } from '../layout/find-layout.ts';
import { answersOfSheet } from './sheet-answers.ts';

/** The academic year that a sheet's name, its title or the name of its file says, by its first calendar year; null where none does. */
export function yearOfName(grid: Grid): number | null {
  const { file, tab, title } = namesOf(grid);
  return (
    parseHeading(tab).academicYear ??
    dateInName(tab)?.academicYear ??
    parseHeading(title).academicYear ??
    dateInName(file)?.academicYear ??
    parseHeading(file).academicYear
  );
}

/** The term that the name of a sheet, else its title, else the name of its file says; a year it does not say is null. */
export function termOfName(grid: Grid): {
  readonly term: Term;
  readonly half: 0 | 1 | 2;
  readonly academicYear: number | null;
  /** “Y3 Summer” on the tab of a sheet: that of each pupil's Year 3. */
  readonly yearGroup: string | null;
  readonly said: string;
} | null {
  const { file, tab, title } = namesOf(grid);
  const year = yearOfName(grid);
  for (const [text, said] of [
    [tab, 'the name of the sheet says so'],
    [title, 'the title of the sheet says so'],
    [file, 'the name of the file says so'],
  ] as const) {
    const date = text === title ? null : dateInName(text);
    if (date) return { ...date, academicYear: date.academicYear ?? year, yearGroup: null, said };
    const { term, half, yearGroup }: Heading = parseHeading(text);
    if (term)
      return { term, half, academicYear: year, yearGroup: text === tab && year === null ? yearGroup : null, said };
  }
  return null;
}

/** The subject, and the test, that the name of a sheet, else its title, else the name of its file says. */
export function subjectOfName(grid: Grid): Pick<Heading, 'subject' | 'scale'> & { readonly said: string } {
  const { file, tab, title } = namesOf(grid);
  const found = [
    { ...parseHeading(tab), said: 'the name of the sheet' },
    { ...parseHeading(title), said: 'the title of the sheet' },
    { ...parseHeading(file), said: 'the name of the file' },
  ];
  return found.find(({ subject }) => subject !== null) ?? found[2];
}

/** Name of a workbook without its sheet's; that of any other file as it is. */
export function fileOfName(name: string): string {
  return name.replace(/(\.[a-z]+) \(.*\)$/i, '$1');
}

/**
 * The academic year of each sheet's headings that name none: what was said of the sheet; else, where files of several years are
 * converted together (last year's sheet beside this year's, with the same headings), that of its name. Sheets that are not in
 * it are of the mapping's year.
 */
export function sheetYears(grids: readonly Grid[], mapping: Mapping): Map<Grid, number> {
  const named = grids.flatMap((grid) => {
    const year = yearOfName(grid);
    return year === null ? [] : [[grid, year] as const];
  });
  const years = new Map(new Set(named.map(([, year]) => year)).size < 2 ? [] : named);
  for (const grid of grids) {
    const year = answersOfSheet(grid, mapping)?.academicYear;
    if (year !== undefined) years.set(grid, year);
  }
  return years;
}

/** The names a sheet goes by; of a workbook with one sheet its tab is not a part of the name. */
function namesOf(grid: Grid): { file: string; tab: string; title: string } {
  const [, file = grid.name, tab = ''] = /^(.*?)\.[a-z]+(?: \((.*)\))?$/i.exec(grid.name) ?? [];
  const plain = (text: string): string => text.replace(/[_()]/g, ' ').trim();
  return { file: plain(file), tab: plain(tab || (grid.tab ?? '')), title: plain(findLayout(grid)?.title ?? '') };
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** “2025-11-20”, “20-11-2025” or “November 2025” in a name; of a month alone the year is null. */
function dateInName(text: string): { term: Term; half: 0; academicYear: number | null } | null {
  const iso = /(?<!\d)(20\d\d)[-. ]?(\d\d)[-. ]?(\d\d)(?!\d)/.exec(text);
  const local = /(?<!\d)(\d{1,2})[-. ](\d{1,2})[-. ](20\d\d)(?!\d)/.exec(text);
  const day = parseLocalDay(iso ? iso.slice(1).join('-') : local ? local.slice(1).join('/') : '');
  if (!Number.isNaN(day)) return { ...termOf(day), half: 0 };
  const month = new RegExp(`(?<![a-z])(${months.join('|')})[a-z]*[ -]*((?:20)?\\d\\d)?(?!\\d)`, 'i').exec(text);
  return month && isMonth(month[0]) ? termOfMonth(months.indexOf(month[1].toLowerCase()) + 1, month[2] ?? '') : null;
}

const monthNames = 'january february march april may june july august september october november december'.split(' ');

/** “Mark” and “Mayfield” begin like months and are none. */
function isMonth(text: string): boolean {
  const word = /^[a-z]+/i.exec(text)![0].toLowerCase();
  return monthNames.some(
    (name) => name === word || name.slice(0, 3) === word || (name === 'september' && word === 'sept'),
  );
}

function termOfMonth(month: number, year: string): { term: Term; half: 0; academicYear: number | null } {
  const calendarYear = year === '' ? 2000 : (Number(year) % 100) + 2000;
  const window: SchoolWindow = termOf(parseLocalDay(`15/${month}/${calendarYear}`));
  return { term: window.term, half: 0, academicYear: year === '' ? null : window.academicYear };
}

/** Day that a sheet without results is a roll of: the end of the year its name says, Infinity for today. */
export function dayOfRoll(grid: Grid, presentYear: number): number {
  const academicYear = yearOfName(grid);
  return academicYear === null || academicYear >= presentYear ? Infinity : dayOf(academicYear + 1, 8, 31);
}
