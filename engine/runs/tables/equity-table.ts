import type { TableOf } from '../../tables/run-table.ts';
import type { EquityOfGroup } from '../../agenda/measure-equity.ts';
import { flags, integers, numbers, table, texts } from './columns.ts';

/** The `equity` table: how many of each group are listed, beside what the run’s overall rate would list. */
export function equityTable(groups: readonly EquityOfGroup[]): TableOf<'equity'> {
  return table('equity', groups.length, {
    grouping: texts(groups.map(({ grouping }) => grouping)),
    group: texts(groups.map(({ group }) => group)),
    n: integers(groups.map(({ n }) => n)),
    listed: integers(groups.map(({ listed }) => listed)),
    expected: numbers(groups.map(({ expected }) => expected)),
    ratio: numbers(groups.map(({ ratio }) => ratio)),
    ratio_low: numbers(groups.map(({ low }) => low)),
    ratio_high: numbers(groups.map(({ high }) => high)),
    suppressed: flags(groups.map(({ reason }) => reason !== null)),
  });
}
