import type { Mapping } from './mapping.ts';
import type { Grid } from './read-grids.ts';

/** Month first where that alone reads every date, day first otherwise. */
export function guessDayOrder(grids: readonly Grid[]): Mapping['dayOrder'] {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const grid of grids)
    for (const row of grid.rows.slice(0, 2000))
      for (const cell of row) {
        const match = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(cell);
        if (match && Number(match[1]) > 12) dayFirst++;
        if (match && Number(match[2]) > 12) monthFirst++;
      }
  return monthFirst > 0 && dayFirst === 0 ? 'month-first' : 'day-first';
}
