import { fieldOfHeading, findLayout } from '../sheet/find-layout.ts';
import type { Guess, Mapping, WindowUse } from '../mapping/mapping.ts';
import { parseLocalDay } from '../mapping/parse-local-day.ts';
import type { Grid } from '../../files/grid.ts';
import { sampleOf } from './sample-of.ts';
import { academicYearOf } from '../mapping/school-terms.ts';
import { yearOfName } from '../sheet/sheet-years.ts';

/** The year that most dated headings, file names or results speak of; else today's, as a question. */
export function guessAcademicYear(grids: readonly Grid[], mapping: Mapping, guesses: Guess[], today: string): number {
  // Of files of several years each keeps its own (see `sheetYears`); the newest is this year's.
  const named = grids
    .map(yearOfName)
    .filter((year) => year !== null)
    .sort((a, b) => b - a)
    .at(0);
  const days: number[] = [];
  for (const grid of grids) {
    const layout = findLayout(grid);
    const at = layout?.headings.findIndex((heading) => fieldOfHeading(heading) === 'date') ?? -1;
    if (layout && at >= 0)
      days.push(
        ...sampleOf(grid, layout, at)
          .map((cell) => parseLocalDay(cell, mapping.dayOrder))
          .filter((day) => !Number.isNaN(day)),
      );
  }
  const needed = [
    ...Object.values(mapping.columns).map((use) => ('result' in use ? use.result.window : null)),
    ...Object.values(mapping.windows).map((use) => ('term' in use ? use : null)),
  ];
  const undated = needed.filter((window) => window !== null).filter(({ academicYear }) => academicYear === null);
  const present = academicYearOf(parseLocalDay(today));
  // Results of a term that is still to come are last year's.
  const ahead = undated.length > 0 && undated.every((window) => firstDay(window, present) > today);
  const year = named ?? (days.length > 0 ? academicYearOf(Math.max(...days)) : ahead ? present - 1 : present);
  guesses.push({
    file: grids[0]?.name ?? '',
    of: 'academicYear',
    as: `${year}/${String((year + 1) % 100).padStart(2, '0')}`,
    reason:
      named !== undefined
        ? 'the name of the file says so'
        : days.length > 0
          ? 'the newest result is of that year'
          : ahead
            ? 'the terms named are still to come in the present year'
            : 'today lies in it',
    confidence: named !== undefined || days.length > 0 || undated.length === 0 ? 0.9 : 0.5,
    at: ['academicYear'],
  });
  return year;
}

/** ISO day before which no result of a term can be. */
function firstDay({ term }: WindowUse, academicYear: number): string {
  const starts = {
    autumn: `${academicYear}-09-01`,
    spring: `${academicYear + 1}-01-01`,
    summer: `${academicYear + 1}-04-01`,
  };
  return starts[term];
}
