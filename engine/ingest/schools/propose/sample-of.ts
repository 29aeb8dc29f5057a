import { notCalculated } from '../../values/not-calculated.ts';
import type { Layout } from '../layout/find-layout.ts';
import type { Grid } from '../../files/grid.ts';

/** Entries of a column's first 500 rows of data, blanks and formulas without a result left out. */
export function sampleOf(grid: Grid, layout: Layout, column: number): string[] {
  return grid.rows
    .slice(layout.firstRow, layout.firstRow + 500)
    .map((row) => row[column] ?? '')
    .filter((cell) => cell !== '' && cell !== notCalculated);
}
