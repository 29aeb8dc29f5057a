import type { Grid } from '../../files/grid.ts';
import { ageStyle, type AgeStyle } from '../../values/parse-age.ts';
import type { Layout } from '../layout/find-layout.ts';

/** How each column of a sheet writes ages, looked up once it is asked for. */
export function agesByColumn({ rows }: Grid, layout: Layout | null): (column: number) => AgeStyle {
  const known = new Map<number, AgeStyle>();
  return (column) => {
    const style = known.get(column) ?? ageStyle(rows.slice(layout?.firstRow ?? 0).map((row) => row[column] ?? ''));
    known.set(column, style);
    return style;
  };
}
