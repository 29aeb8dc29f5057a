import type { GroupingName } from '../tables/run-schema.ts';
import { textAt } from '../tables/text-column.ts';
import type { AgendaInput } from './agenda-input.ts';
import { classGroup, notKnown, personGroupings, type Grouping } from './pupil-groups.ts';

/** What the table of groups divides comparisons by: one entry a comparison. */
export function comparisonGroupings({ data, comparisons }: AgendaInput): Grouping<GroupingName>[] {
  const { pupils, results } = data;
  const rows = Array.from({ length: comparisons.count }, (_, i) => i);
  const of = <T>(column: ArrayLike<T>) => rows.map((i) => column[comparisons.pupil[i]]);
  const current = (i: number) => comparisons.currentRow[i];
  const school = rows.map((i) => (current(i) < 0 ? notKnown : (textAt(results.school, current(i)) ?? notKnown)));
  const className = rows.map((i) => classGroup(school[i], current(i) < 0 ? null : textAt(results.class, current(i))));
  const year = Array.from({ length: pupils.count }, (_, pupil) => textAt(pupils.yearGroup, pupil) ?? notKnown);
  return [
    { grouping: 'school', groupOf: school, partitionOf: rows.map(() => '') },
    { grouping: 'class', groupOf: className, partitionOf: school },
    { grouping: 'year group', groupOf: of(year), partitionOf: rows.map(() => '') },
    ...personGroupings(data).map(({ grouping, groupOf, partitionOf }) => ({
      grouping,
      groupOf: of(groupOf),
      partitionOf: of(partitionOf),
    })),
  ];
}
