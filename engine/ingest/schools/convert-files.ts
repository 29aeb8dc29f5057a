import { basename } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { parseDay } from '../values/parse-day.ts';
import { MappedSheet } from './sheet/mapped-sheet.ts';
import { Conversion, type UnusedCell } from './conversion/conversion.ts';
import type { FileCounts, ResultCounts } from './conversion/file-counts.ts';
import { convertCtf } from './ctf/convert-ctf.ts';
import { convertOneRoster } from './one-roster/convert-one-roster.ts';
import { oneRosterKind } from './one-roster/one-roster-files.ts';
import { findLayout } from './layout/find-layout.ts';
import { folderTables } from './folder-tables.ts';
import { sureEnough, type Mapping, type Proposal } from './mapping/mapping.ts';
import { putMendedRows, rowsToMend } from './mended-rows.ts';
import { suggestCodes } from './settle/suggest-codes.ts';
import { suggestEnds } from './settle/suggest-ends.ts';
import { suggestFew } from './settle/suggest-few.ts';
import { proposeMapping } from './propose/propose-mapping.ts';
import { readGrids } from './sheet/read-grids.ts';
import type { Grid, SourceFile } from '../files/grid.ts';
import { suggestMatches, type Person, type SuggestedMatch } from './conversion/suggest-matches.ts';
import { askKinds, keepKindsApart } from './settle/kinds-of-result.ts';
import { ofFollowed } from './settle/of-followed.ts';
import { noteMoves, rollChanges, type RollChanges } from './settle/roll-changes.ts';
import { splitTables } from './layout/split-tables.ts';
import { sheetYears } from './sheet/sheet-years.ts';
import { daysOfWindows, settleSpells } from './settle/settle-spells.ts';
import { joinHalves } from './settle/join-halves.ts';
import { joinWithoutZeros } from './settle/join-without-zeros.ts';
import { suggestIdentifiers, suggestShared } from './settle/suggest-identifiers.ts';
import { suggestPeople } from './settle/suggest-people.ts';
import { areTwoChildren } from './settle/are-two-children.ts';

/** A school's files, read and understood as far as guesses go; nothing is written yet. */
export interface ConversionPlan {
  readonly sources: readonly SourceFile[];
  /** Days since 1970-01-01: nothing can have been measured later. */
  readonly today: number;
  readonly proposal: Proposal;
  /** The pupils the files name, for questions of identity; in memory only. */
  readonly people: readonly Person[];
}

/** What became of every cell of a school’s own files. */
export interface ConversionReport {
  readonly files: readonly string[];
  readonly pupils: number;
  /** Who came, went and moved, as far as the files say. */
  readonly roll: RollChanges;
  readonly windows: readonly string[];
  readonly subjects: readonly string[];
  /** Cells of results: seen = used + empty + notUsed. */
  readonly results: Readonly<ResultCounts>;
  /** Results that are not used, by reason, most first; together `results.notUsed`. */
  readonly notUsedFor: readonly { readonly reason: string; readonly count: number }[];
  /** The same by file, and its rows: rows = rowsRead + rowsLeftOut. */
  readonly byFile: readonly Readonly<FileCounts>[];
  readonly unused: readonly UnusedCell[];
  /** Results of other kinds than those followed, kept beside the data folder; they are among `notUsed`. */
  readonly apart: number;
  /** Identifiers that may be one child; nothing was merged. Names are not repeated here. */
  readonly possibleMatches: readonly SuggestedMatch[];
  readonly notes: readonly { readonly text: string; readonly count: number }[];
}

/** Reads files and proposes a mapping; `saved` is a mapping kept from an earlier term. `today` (ISO) settles the academic year where nothing else does. */
export async function planConversion(
  paths: readonly string[],
  saved: Mapping | null,
  today: string,
  progress: (what: string) => void = () => undefined,
): Promise<ConversionPlan> {
  const read: SourceFile[] = [];
  for (const [at, path] of paths.entries()) {
    progress(`reading ${basename(path)}, file ${at + 1} of ${paths.length}`);
    read.push(splitTables(await readGrids(path)));
  }
  progress('recognising columns');
  const sources = putMendedRows(read);
  const grids = mappedGrids(sources);
  const { mapping, guesses } = proposeMapping(grids, saved, today);
  const day = parseDay(today);
  const known = fill(sources, mapping, day);
  const file = grids[0]?.name ?? sources[0]?.file ?? '';
  const settled = [...guesses, ...askKinds(known, mapping, file)];
  const roll = peopleOf(known);
  const isKnown = (number: string, school: string): boolean =>
    known.idOfAdmissionNumber(number, school) !== null || known.withoutNumber.has(`${school} ${number}`.trim());
  const people = suggestPeople(grids, mapping, roll, isKnown);
  const all = [
    ...ofFollowed(settled, known),
    ...suggestFew(known, mapping),
    ...suggestEnds(known, mapping),
    ...suggestCodes(known),
    ...people,
    ...suggestIdentifiers(roll, mapping),
    ...suggestShared(known.holders, mapping),
  ];
  const questions = all.filter(({ confidence }) => confidence < sureEnough);
  return { sources, today: day, proposal: { mapping, guesses: all, questions }, people: roll };
}

/**
 * Carries a plan out with the mapping as it stands: the text of a data folder's files, what was not used, and the rows it stands
 * in, to be mended (`mend`, by name of file; they hold what the school's file holds). Errors: `nothing-to-convert`.
 */
export function carryOut(
  { sources, today }: ConversionPlan,
  mapping: Mapping,
): { files: Record<string, string>; report: ConversionReport; mend: Record<string, string> } {
  const conversion = fill(sources, mapping, today);
  keepKindsApart(conversion, mapping);
  if (conversion.results.length === 0 && conversion.pupils.size === 0) {
    const why = conversion.unused[0]?.reason ?? 'They hold no rows.';
    throw new SameStartError('nothing-to-convert', { files: sources.map(({ file }) => file).join(', '), why });
  }
  const settled = settleSpells(conversion, daysOfWindows(conversion));
  const present = [...conversion.pupils.keys()].filter((id) => conversion.presentId(id) === id);
  const schoolless = present.filter((id) => !settled.present.has(id)).length;
  const school = mapping.school || 'School';
  noteMoves(conversion, settled);
  noteYearGroups(conversion, present);
  if (schoolless > 0)
    conversion.notes.set(`Pupils of whom no file names the school: put under “${school}”.`, schoolless);
  return {
    files: folderTables(conversion, { ...mapping, school }, settled),
    mend: rowsToMend(sources, conversion.unused),
    report: {
      files: sources.map(({ file }) => file),
      pupils: present.length,
      roll: rollChanges(conversion, settled),
      windows: [...conversion.windows.keys()].sort(),
      subjects: [...new Set(conversion.results.map(({ subject }) => subject))].sort(),
      results: conversion.counts.results(),
      notUsedFor: [...conversion.lost]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
      byFile: conversion.counts.all(),
      apart: conversion.apart.length,
      unused: conversion.unused.filter(({ apart }) => apart !== true),
      possibleMatches: suggestMatches(peopleOf(conversion))
        .filter(({ id, otherId }) => !areTwoChildren(mapping, id, otherId))
        .slice(0, 200),
      notes: [...conversion.notes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, count]) => ({ text, count })),
    },
  };
}

/** What the files add up to under a mapping as it stands. */
function fill(sources: readonly SourceFile[], mapping: Mapping, today: number): Conversion {
  const conversion = new Conversion(today);
  for (const { assumptions } of sources) for (const text of assumptions) conversion.note(text);
  for (const [order, { xml, file }] of sources.entries()) if (xml !== null) convertCtf(xml, file, conversion, order);
  for (const { grids, longCells = [] } of sources)
    for (const { row, column, characters } of longCells)
      conversion.leaveOut({
        file: grids[0].name,
        row: row + 1,
        column: findLayout(grids[0])?.headings[column] || `column ${column + 1}`,
        reason: 'The cell is longer than 10,000 characters, so only its beginning is read. Shorten it.',
        value: `${characters} characters`,
      });
  convertOneRoster(
    sources.flatMap(({ grids }) => grids),
    conversion,
  );
  const orderOf = new Map(sources.flatMap(({ grids }, order) => grids.map((grid) => [grid, order] as const)));
  const grids = mappedGrids(sources);
  const years = sheetYears(grids, mapping);
  const sheets = grids.map(
    (grid) => new MappedSheet(grid, mapping, conversion, { order: orderOf.get(grid)!, year: years.get(grid) }),
  );
  for (const sheet of sheets) sheet.collectNumbers();
  for (const sheet of sheets) sheet.read();
  joinHalves(conversion);
  if (mapping.identifier === 'admission_number') joinWithoutZeros(conversion);
  for (const [id, { id: present, same }] of Object.entries(mapping.identifiers ?? {}))
    if (same === true && !conversion.hasFormerId(id)) conversion.addFormerId(id, present);
  return conversion;
}

/** Says whose year group is worked out, and of whom nothing says it. */
function noteYearGroups({ pupils, yearSaid, notes }: Conversion, present: readonly string[]): void {
  const year = (id: string): string => pupils.get(id)?.get('year_group') ?? '';
  const workedOut = present.filter((id) => year(id) !== '' && !yearSaid.has(id)).length;
  const unknown = present.filter((id) => year(id) === '').length;
  if (workedOut > 0)
    notes.set('Pupils whose year group is worked out from class or date of birth: no column says it.', workedOut);
  if (unknown > 0)
    notes.set('Pupils of whom nothing says the year group: they cannot be used until it is added.', unknown);
}

/** Pupils under the number they have now. */
function peopleOf(conversion: Conversion): Person[] {
  const pupils = [...conversion.pupils].filter(([id]) => conversion.presentId(id) === id);
  return pupils.map(([id, facts]) => ({
    id,
    surname: facts.get('surname') ?? '',
    forename: facts.get('forename') ?? '',
    birth: facts.get('date_of_birth') ?? '',
  }));
}

/** Sheets that need a mapping: those of OneRoster speak for themselves. */
function mappedGrids(sources: readonly SourceFile[]): Grid[] {
  return sources.flatMap(({ grids }) => grids).filter((grid) => oneRosterKind(grid) === null);
}
