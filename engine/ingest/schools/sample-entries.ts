import { findLayout } from './layout/find-layout.ts';
import type { ConversionPlan } from './convert-files.ts';
import type { Guess } from './mapping/mapping.ts';
import { sampleOf } from './propose/sample-of.ts';

/** The first few unlike entries of the column a question is about, so that whoever answers knows it again; none for other questions. */
export function sampleEntries({ sources }: ConversionPlan, { at: [part, heading], file }: Guess, most = 5): string[] {
  if (part !== 'columns') return [];
  for (const grid of sources.flatMap(({ grids }) => grids)) {
    const layout = grid.name === file ? findLayout(grid) : null;
    const column = layout?.headings.indexOf(heading) ?? -1;
    if (layout && column >= 0)
      return [...new Set(sampleOf(grid, layout, column))].slice(0, most).map((cell) => cell.slice(0, 40));
  }
  return [];
}
