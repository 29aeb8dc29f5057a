import type { Grid } from '../../files/grid.ts';
import type { Layout } from '../layout/find-layout.ts';

/** Unlike entries of a column, by alphabet; none where there is no such column (−1). */
export function distinctTexts(grid: Grid, layout: Layout, column: number): string[] {
  if (column < 0) return [];
  const texts = new Set(grid.rows.slice(layout.firstRow).map((row) => row[column] ?? ''));
  texts.delete('');
  return [...texts].sort();
}
