import type { Grid } from '../../files/grid.ts';
import { findLayout } from './find-layout.ts';

const years = /^(.*\bage\b.*?)[\s(_-]*(?:years?|yrs?|y)\)?$/i;
const months = /^(.*\bage\b.*?)[\s(_-]*(?:months?|mths?|m)\)?$/i;

/** An age in two columns, its years and its months, is one: “Reading Age Years” and “Reading Age Months” become 8:05. */
export function joinAges(grid: Grid): Grid {
  const layout = findLayout(grid);
  if (!layout) return grid;
  const { headings, firstRow } = layout;
  const header = grid.rows[firstRow - 1];
  const below = grid.rows.slice(firstRow);
  const pairs = headings.flatMap((heading, at) => {
    const base = years.exec(heading)?.[1];
    const partner = base === undefined ? -1 : headings.findIndex((other) => months.exec(other)?.[1] === base);
    const isPair = partner >= 0 && header[at] === heading && header[partner] === headings[partner];
    return isPair && areWhole(below, at, 3, 25) && areWhole(below, partner, 0, 11)
      ? [{ at, partner, base: base! }]
      : [];
  });
  if (pairs.length === 0) return grid;
  const rows = grid.rows.map((row, index) => {
    if (index < firstRow - 1) return row;
    const cells = [...row];
    for (const { at, partner, base } of pairs) {
      if (index === firstRow - 1) cells[at] = base;
      else if (cells[at]) cells[at] = `${cells[at]}:${(cells[partner] || '0').padStart(2, '0')}`;
      cells[partner] = '';
    }
    return cells;
  });
  return { ...grid, rows };
}

function areWhole(rows: Grid['rows'], at: number, least: number, most: number): boolean {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  return (
    cells.length > 0 && cells.every((cell) => /^\d{1,2}$/.test(cell) && Number(cell) >= least && Number(cell) <= most)
  );
}
