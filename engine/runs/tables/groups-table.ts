import type { TableOf } from '../../tables/run-table.ts';
import type { GroupGrowth } from '../../agenda/measure-groups.ts';
import { flags, integers, numbers, table, texts } from './columns.ts';

/** The `groups` table: one row a subject and group, withheld counts as NaN. */
export function groupsTable(groups: readonly GroupGrowth[]): TableOf<'groups'> {
  return table('groups', groups.length, {
    subject: texts(groups.map(({ subject }) => subject)),
    grouping: texts(groups.map(({ grouping }) => grouping)),
    group: texts(groups.map(({ group }) => group)),
    n: integers(groups.map(({ n }) => n)),
    median_growth: numbers(groups.map(({ median }) => median)),
    median_growth_low: numbers(groups.map(({ low }) => low)),
    median_growth_high: numbers(groups.map(({ high }) => high)),
    suppressed: flags(groups.map(({ reason }) => reason !== null)),
    reason: texts(groups.map(({ reason }) => reason)),
    mean_position: numbers(groups.map(({ meanPosition }) => meanPosition)),
  });
}
