import type { Chart } from '../../../engine/index.ts';

/** Whether every row of a chart is withheld, so that there is nothing to draw; true where it has none. */
export function nothingShown({ table }: Pick<Chart, 'table'>): boolean {
  return table.rows.every((_row, place) => table.withheld?.[place] === true);
}
