import { askTerms, type ProposedSheet } from './ask-terms.ts';
import { resultCodes } from '../mapping/aliases.ts';
import { describeUse } from '../mapping/describe-window.ts';
import { fieldOfHeading } from '../layout/field-of-heading.ts';
import { findLayout, type Layout } from '../layout/find-layout.ts';
import { guessColumn, isTermAlone } from './guess-column.ts';
import { sureEnough, type Guess, type Mapping, type Proposal } from '../mapping/mapping.ts';
import { guessDayOrder } from '../sheet/guess-day-order.ts';
import { parseDay } from '../../values/parse-day.ts';
import { preferIdentifiers } from './prefer-identifiers.ts';
import { sheetDates } from '../sheet/sheet-dates.ts';
import { answersOfSheet } from '../sheet/sheet-answers.ts';
import { sheetDigest } from '../sheet/sheet-digest.ts';
import { proposeGrades } from './propose-grades.ts';
import { preferColumns } from './prefer-columns.ts';
import type { Grid } from '../../files/grid.ts';
import { sampleOf } from './sample-of.ts';
import { proposeNumbersPerSchool, proposeSchools } from '../sheet/sheet-school.ts';
import { useOfHeading } from '../mapping/columns-of-fields.ts';
import { proposeTexts } from './propose-texts.ts';
import { askSchool } from './ask-school.ts';
import { settleYear } from './settle-year.ts';
import { reused } from './reused.ts';

/**
 * Proposes what each column, aspect and result set is, by the alias table and by content, each guess with its reason and
 * confidence. What `saved` says of the layout is taken as it is and asks nothing; what it says of a sheet (term, year, school) is
 * taken for that very sheet only, and asked of every other.
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
    ...(saved?.measures ? { measures: { ...saved.measures } } : {}),
    ...(saved?.retests ? { retests: saved.retests } : {}),
    sheets: sheetsKept(grids, saved),
    codes: { ...resultCodes, ...saved?.codes },
  };
  const day = parseDay(today);
  const sheets: ProposedSheet[] = [];
  for (const grid of grids) {
    const layout = findLayout(grid);
    if (!layout) continue;
    const fresh = proposeColumns(grid, layout, mapping, guesses);
    const dates = sheetDates(grid, layout, mapping, day);
    proposeTexts(grid, layout, mapping, guesses, { dates, today: day });
    preferColumns(mapping, layout.headings, fresh, guesses);
    sheets.push({ grid, layout, fresh, dates });
  }
  askTerms(sheets, mapping, day, guesses);
  proposeGrades(grids, mapping, saved, guesses);
  preferIdentifiers(sheets, mapping, saved, guesses);
  proposeSchools(grids, mapping, guesses);
  if (mapping.identifier === 'admission_number' && saved?.identifier !== 'admission_number')
    proposeNumbersPerSchool(grids, mapping, guesses);
  askSchool(sheets, mapping, saved, guesses);
  settleYear(sheets, mapping, saved, { today, guesses });
  return { mapping, guesses, questions: guesses.filter(({ confidence }) => confidence < sureEnough) };
}

const mostSheetsKept = 100;

/** What was said of sheets before, newest last, with an entry for each of these. */
function sheetsKept(grids: readonly Grid[], saved: Mapping | null): NonNullable<Mapping['sheets']> {
  const names = new Set(grids.map(({ name }) => name));
  const others = Object.entries(saved?.sheets ?? {}).filter(([name]) => !names.has(name));
  const these = grids.map((grid) => {
    const { terms = {}, few = {}, ...rest } = (saved && answersOfSheet(grid, saved)) ?? {};
    return [grid.name, { ...rest, of: sheetDigest(grid), terms: { ...terms }, few: { ...few } }] as const;
  });
  return Object.fromEntries([...others.slice(-mostSheetsKept), ...these]);
}

/** Proposes what the headings that no mapping knows yet are, and returns those. */
function proposeColumns(grid: Grid, layout: Layout, mapping: Mapping, guesses: Guess[]): Set<string> {
  const fresh = new Set<string>();
  const scoreColumns: string[] = [];
  const isLong = layout.headings.some((heading) => fieldOfHeading(heading) === 'score');
  const byTerm = !isLong && layout.headings.some(isTermAlone);
  for (const [at, heading] of layout.headings.entries()) {
    const field = useOfHeading(mapping, heading);
    if (field && 'field' in field && field.field === 'score') scoreColumns.push(heading);
    if (heading !== '' && field && !guesses.some(({ at: [part, key] }) => part === 'columns' && key === heading))
      guesses.push(reused({ file: grid.name, of: heading, as: describeUse(field), at: ['columns', heading] }));
    if (heading === '' || field) continue;
    fresh.add(heading);
    const cells = sampleOf(grid, layout, at);
    const { use, ...why } = guessColumn(heading, cells, { isLong, byTerm, headings: layout.headings });
    // What an empty column will hold is not known yet: next term it is looked at again.
    if (cells.length === 0 && 'ignore' in use) continue;
    mapping.columns[heading] = use;
    guesses.push({ file: grid.name, of: heading, as: describeUse(use), ...why, at: ['columns', heading] });
    if ('field' in use && use.field === 'score' && scoreColumns.push(heading) > 1) {
      mapping.columns[heading] = { measure: heading };
      guesses[guesses.length - 1] = {
        file: grid.name,
        of: heading,
        at: ['columns', heading],
        as: 'another kind of result',
        reason: `“${scoreColumns[0]}” is the column of scores already; both are kept, apart`,
        confidence: 0.9,
      };
    }
  }
  return fresh;
}
