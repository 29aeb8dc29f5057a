import { parseHeading } from '../mapping/parse-heading.ts';
import type { Grid } from '../../files/grid.ts';

/** The academic year that the name of a sheet's file says, by its first calendar year; null where it says none. */
export function yearOfName({ name }: Pick<Grid, 'name'>): number | null {
  return parseHeading(name.replace(/\.[a-z]+(?= |$)/i, '').replace(/[_()]/g, ' ')).academicYear;
}

/**
 * Where files of several years are converted together (last year's sheet beside this year's, with the same headings), the year
 * each one's name says; empty where they say no more than one, since the mapping's year holds then.
 */
export function sheetYears(grids: readonly Grid[]): Map<Grid, number> {
  const named = grids.flatMap((grid) => {
    const year = yearOfName(grid);
    return year === null ? [] : [[grid, year] as const];
  });
  return new Set(named.map(([, year]) => year)).size < 2 ? new Map() : new Map(named);
}
