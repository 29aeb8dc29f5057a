import type { GrowthCell } from '../../agenda/measure-cells.ts';
import type { TableOf } from '../../tables/run-table.ts';
import { flags, integers, numbers, table, texts } from './columns.ts';

/** The `cells` table: one row a window, subject, school and group, withheld counts as NaN. */
export function cellsTable(cells: readonly GrowthCell[], windows: readonly string[]): TableOf<'cells'> {
  return table('cells', cells.length, {
    school: texts(cells.map(({ school }) => school)),
    subject: texts(cells.map(({ subject }) => subject)),
    window: texts(cells.map(({ window }) => windows[window])),
    grouping: texts(cells.map(({ grouping }) => grouping)),
    group: texts(cells.map(({ group }) => group)),
    cohort: texts(cells.map(({ cohort }) => cohort)),
    n: integers(cells.map(({ n }) => n)),
    median_growth: numbers(cells.map(({ median }) => median)),
    median_growth_low: numbers(cells.map(({ low }) => low)),
    median_growth_high: numbers(cells.map(({ high }) => high)),
    suppressed: flags(cells.map(({ reason }) => reason !== null)),
    reason: texts(cells.map(({ reason }) => reason)),
  });
}
