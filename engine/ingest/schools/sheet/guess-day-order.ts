import type { Guess, Mapping } from '../mapping/mapping.ts';
import type { Grid } from '../../files/grid.ts';

type DayOrder = Mapping['dayOrder'];

/** Month first where that alone reads every date, day first otherwise; month first is asked, since here it is the exception. */
export function guessDayOrder(grids: readonly Grid[], guesses: Guess[]): DayOrder {
  const said = new Set(grids.map(dayOrderOf));
  if (!said.has('month-first') || said.has('day-first')) return 'day-first';
  guesses.push({
    file: grids.find((grid) => dayOrderOf(grid) === 'month-first')!.name,
    of: 'dates',
    as: 'month first, as 03/14/2026',
    reason: 'read the other way, some dates would not exist',
    confidence: 0.7,
    at: ['dayOrder'],
  });
  return 'month-first';
}

/** The order in which alone every date of a sheet is a day; null where its dates leave it open, or agree in none. */
export function dayOrderOf({ rows }: Pick<Grid, 'rows'>): DayOrder | null {
  let dayFirst = false;
  let monthFirst = false;
  for (const row of rows.slice(0, 2000))
    for (const cell of row) {
      const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(cell);
      if (match && Number(match[1]) > 12) dayFirst = true;
      if (match && Number(match[2]) > 12) monthFirst = true;
    }
  return dayFirst === monthFirst ? null : dayFirst ? 'day-first' : 'month-first';
}
