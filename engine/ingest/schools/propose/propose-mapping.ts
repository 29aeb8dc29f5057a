import { askWindows } from './ask-windows.ts';
import { noResultWords, resultCodes } from '../mapping/aliases.ts';
import { describeWindow } from '../mapping/describe-window.ts';
import { fieldOfHeading, findLayout, type Layout } from '../sheet/find-layout.ts';
import { guessColumn, windowOf } from './guess-column.ts';
import { sureEnough, type ColumnUse, type Guess, type Mapping, type Proposal } from '../mapping/mapping.ts';
import { nearSubject } from './near-subject.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { guessAcademicYear } from './guess-academic-year.ts';
import { guessDayOrder } from '../sheet/guess-day-order.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import { proposeGrades } from './propose-grades.ts';
import { preferColumns } from './prefer-columns.ts';
import type { Grid } from '../../files/grid.ts';
import { sampleOf } from './sample-of.ts';
import { academicYearOf } from '../mapping/school-terms.ts';
import { proposeNumbersPerSchool, proposeSchools } from '../sheet/sheet-school.ts';
import { columnOfField, useOfHeading } from '../mapping/columns-of-fields.ts';

/**
 * Proposes what each column, aspect and result set is, by the alias table and by content, each guess with its reason and
 * confidence. What `saved` already says is taken as it is and asks nothing.
 */
export function proposeMapping(grids: readonly Grid[], saved: Mapping | null, today: string): Proposal {
  const guesses: Guess[] = [];
  const mapping: Mapping = {
    format: 1,
    academicYear: saved?.academicYear ?? 0,
    settledOn: saved?.settledOn ?? today,
    dayOrder: saved?.dayOrder ?? guessDayOrder(grids, guesses),
    identifier: saved?.identifier ?? 'upn',
    ...(saved?.numbersPerSchool === undefined ? {} : { numbersPerSchool: saved.numbersPerSchool }),
    school: saved?.school ?? '',
    ...(saved?.schools ? { schools: { ...saved.schools } } : {}),
    columns: { ...saved?.columns },
    aspects: { ...saved?.aspects },
    windows: { ...saved?.windows },
    people: { ...saved?.people },
    ...(saved?.identifiers ? { identifiers: { ...saved.identifiers } } : {}),
    ...(saved?.scales ? { scales: { ...saved.scales } } : {}),
    ...(saved?.ends ? { ends: { ...saved.ends } } : {}),
    codes: { ...resultCodes, ...saved?.codes },
  };
  for (const grid of grids) {
    const layout = findLayout(grid);
    if (!layout) continue;
    const fresh = proposeColumns(grid, layout, mapping, guesses);
    proposeTexts(grid, layout, mapping, guesses);
    preferColumns(mapping, layout.headings, fresh, scoredSubjects(grid, layout, mapping), guesses);
    askWindows(grid.name, layout.headings, fresh, mapping, guesses);
  }
  proposeGrades(grids, mapping, saved, guesses);
  const fields = new Set(Object.values(mapping.columns).flatMap((use) => ('field' in use ? [use.field] : [])));
  const first = grids[0]?.name ?? '';
  if (!saved) mapping.identifier = fields.has('upn') || !fields.has('admission_number') ? 'upn' : 'admission_number';
  proposeSchools(grids, mapping, guesses);
  if (!saved && mapping.identifier === 'admission_number') proposeNumbersPerSchool(grids, mapping, guesses);
  if (!saved) {
    if (grids.length > 0 && !fields.has('school') && !mapping.schools) {
      mapping.school = 'School';
      guesses.push({
        file: first,
        of: 'school',
        as: mapping.school,
        reason: 'no column names the school',
        confidence: 0.3,
        at: ['school'],
      });
    }
  }
  if (!saved || academicYearOf(parseLocalDay(mapping.settledOn)) !== academicYearOf(parseLocalDay(today))) {
    mapping.academicYear = guessAcademicYear(grids, mapping, guesses, today);
    mapping.settledOn = today;
  }
  return { mapping, guesses, questions: guesses.filter(({ confidence }) => confidence < sureEnough) };
}

/** Proposes what the headings that no mapping knows yet are, and returns those. */
function proposeColumns(grid: Grid, layout: Layout, mapping: Mapping, guesses: Guess[]): Set<string> {
  const fresh = new Set<string>();
  const scoreColumns: string[] = [];
  const isLong = layout.headings.some((heading) => fieldOfHeading(heading) === 'score');
  for (const [at, heading] of layout.headings.entries()) {
    const field = useOfHeading(mapping, heading);
    if (field && 'field' in field && field.field === 'score') scoreColumns.push(heading);
    if (heading === '' || field) continue;
    fresh.add(heading);
    const cells = sampleOf(grid, layout, at);
    const { use, ...why } = guessColumn(heading, cells, isLong);
    // What an empty column will hold is not known yet: next term it is looked at again.
    if (cells.length === 0 && 'ignore' in use) continue;
    mapping.columns[heading] = use;
    guesses.push({ file: grid.name, of: heading, as: describe(use), ...why, at: ['columns', heading] });
    if ('field' in use && use.field === 'score' && scoreColumns.push(heading) > 1) {
      mapping.columns[heading] = { ignore: true };
      guesses[guesses.length - 1] = {
        file: grid.name,
        of: heading,
        at: ['columns', heading],
        as: 'left out',
        reason: `“${scoreColumns[0]}” is the column of scores already`,
        confidence: 0.6,
      };
    }
  }
  return fresh;
}

/** Subjects that a sheet with one result a row is about. */
function scoredSubjects(grid: Grid, layout: Layout, mapping: Mapping): Set<string> {
  const at = columnOfField(layout.headings, mapping, 'subject');
  if (columnOfField(layout.headings, mapping, 'score') < 0) return new Set();
  const names = at < 0 ? [grid.name, ''] : distinct(grid, layout, at);
  return new Set(
    names.flatMap((name) => {
      const use = Object.hasOwn(mapping.aspects, name) ? mapping.aspects[name] : null;
      return use && 'subject' in use ? [use.subject] : [];
    }),
  );
}

/** Texts of subject and result set columns of long exports. */
function proposeTexts(grid: Grid, layout: Layout, mapping: Mapping, guesses: Guess[]): void {
  if (columnOfField(layout.headings, mapping, 'score') < 0) return;
  if (columnOfField(layout.headings, mapping, 'subject') < 0) proposeSubjectOfSheet(grid, mapping, guesses);
  for (const text of distinct(grid, layout, columnOfField(layout.headings, mapping, 'subject'))) {
    if (Object.hasOwn(mapping.aspects, text)) continue;
    const said = parseHeading(text);
    const near = said.subject ? null : nearSubject(said.rest);
    const subject = said.subject ?? near?.subject ?? text.toLowerCase();
    const other = said.rest.find((word) => noResultWords.has(word));
    mapping.aspects[text] = other === undefined ? { subject, scale: said.scale } : { ignore: true };
    if (other !== undefined) {
      const reason = `“${other}” says that it is no result`;
      guesses.push({ file: grid.name, of: text, as: 'left out', reason, confidence: 0.7, at: ['aspects', text] });
      continue;
    }
    guesses.push({
      file: grid.name,
      of: text,
      as: `subject ${subject}`,
      ...(said.subject ? {} : { unclear: true }),
      reason: said.subject
        ? 'a known name of the subject'
        : near
          ? `“${near.word}” is written like it`
          : 'no known subject; kept as it is written',
      confidence: !said.subject ? 0.6 : said.rest.length === 0 ? 0.95 : 0.8,
      at: ['aspects', text],
    });
  }
  for (const text of distinct(grid, layout, columnOfField(layout.headings, mapping, 'window'))) {
    if (Object.hasOwn(mapping.windows, text)) continue;
    const said = parseHeading(text);
    const window = windowOf(said);
    mapping.windows[text] = window ?? { ignore: true };
    guesses.push({
      file: grid.name,
      of: text,
      as: window ? describeWindow(window) : 'left out',
      reason: window ? 'names a term' : 'names no term',
      confidence: !window ? 0.3 : said.rest.length === 0 ? 0.95 : 0.8,
      at: ['windows', text],
    });
  }
}

/** A sheet of scores that names no subject is about one: the name of its file may say which. */
function proposeSubjectOfSheet({ name }: Grid, mapping: Mapping, guesses: Guess[]): void {
  if (Object.hasOwn(mapping.aspects, name)) return;
  const { subject, scale } = parseHeading(name.replace(/\.[a-z]+(?= |$)/i, '').replace(/[_()]/g, ' '));
  const settled = Object.hasOwn(mapping.aspects, '') ? mapping.aspects[''] : null;
  if (settled && (subject === null || ('subject' in settled && settled.subject === subject))) return;
  const key = settled === null ? '' : name;
  mapping.aspects[key] = subject ? { subject, scale } : { ignore: true };
  guesses.push({
    file: name,
    of: 'subject',
    as: subject ? `subject ${subject}` : 'left out',
    reason: subject
      ? 'no column names it; the name of the file does'
      : 'neither a column nor the name of the file names it',
    confidence: subject ? 0.7 : 0.3,
    at: ['aspects', key],
  });
}

function describe(use: ColumnUse): string {
  if ('ignore' in use) return 'left out';
  if ('field' in use) return use.field;
  const { subject, scale, window } = use.result;
  return `results in ${subject}${scale ? ` on ${scale}` : ''}${window ? `, ${describeWindow(window)}` : ''}`;
}

function distinct(grid: Grid, layout: Layout, column: number): string[] {
  if (column < 0) return [];
  const texts = new Set(grid.rows.slice(layout.firstRow).map((row) => row[column] ?? ''));
  texts.delete('');
  return [...texts].sort();
}
