import type { TableOf } from '../../tables/run-table.ts';
import type { ListDoubts } from '../../agenda/measure-lists.ts';
import { integers, numbers, table, texts } from './columns.ts';

/** The `lists` table: of each list how many, how many probably ordinary, how many by luck. */
export function listsTable(lists: readonly ListDoubts[]): TableOf<'lists'> {
  return table('lists', lists.length, {
    grouping: texts(lists.map(({ grouping }) => grouping)),
    group: texts(lists.map(({ group }) => group)),
    on_roll: integers(lists.map(({ onRoll }) => onRoll)),
    measured: integers(lists.map(({ measured }) => measured)),
    listed: integers(lists.map(({ listed }) => listed)),
    probably_ordinary: numbers(lists.map(({ probablyOrdinary }) => probablyOrdinary)),
    by_luck: numbers(lists.map(({ byLuck }) => byLuck)),
  });
}
