import type { AssessmentData } from '../tables/assessment-data.ts';
import type { GroupingName, ListGrouping } from '../tables/run-schema.ts';
import type { TextColumn } from '../tables/text-column.ts';
import { byCodeUnit, textAt } from '../tables/text-column.ts';

export const notKnown = 'not known';

/** A way of dividing pupils: `groupOf[i]` is the group of item i, `partition` what its groups add up to. */
export interface Grouping<Name extends GroupingName | ListGrouping> {
  readonly grouping: Name;
  readonly groupOf: readonly string[];
  /** Classes add up to their school; everything else to the whole run. */
  readonly partitionOf: readonly string[];
}

/** “school / class”: a class carries its school before it. */
export function classGroup(school: string | null, name: string | null): string {
  return `${school ?? notKnown} / ${name ?? notKnown}`;
}

/** Groupings by what a pupil is: sex, pupil premium, English as an additional language, SEN status. One entry a pupil. */
export function personGroupings({ pupils }: AssessmentData): Grouping<GroupingName>[] {
  const yesNo = (flag: number) => (flag < 0 ? notKnown : flag === 1 ? 'yes' : 'no');
  const rows = Array.from({ length: pupils.count }, (_, pupil) => pupil);
  const text = (column: TextColumn) => rows.map((pupil) => textAt(column, pupil) ?? notKnown);
  const wholeRun = (grouping: GroupingName, groupOf: string[]): Grouping<GroupingName> => ({
    grouping,
    groupOf,
    partitionOf: groupOf.map(() => ''),
  });
  return [
    wholeRun('sex', text(pupils.sex)),
    wholeRun('pupil premium', Array.from(pupils.pupilPremium, yesNo)),
    wholeRun('english additional', Array.from(pupils.englishAdditional, yesNo)),
    wholeRun('sen status', text(pupils.senStatus)),
  ];
}

/** Present schools, and classes within them. */
export function placeGroupings({ pupils }: AssessmentData): Grouping<'school' | 'class'>[] {
  const schools = Array.from({ length: pupils.count }, (_, pupil) => textAt(pupils.school, pupil) ?? notKnown);
  return [
    { grouping: 'school', groupOf: schools, partitionOf: schools.map(() => '') },
    {
      grouping: 'class',
      groupOf: schools.map((school, pupil) => classGroup(school, textAt(pupils.class, pupil))),
      partitionOf: schools,
    },
  ];
}

export interface Partition {
  readonly partition: string;
  readonly groups: readonly { readonly group: string; readonly members: readonly number[] }[];
}

/** Items by group, in order of partition and group; items for which `kept` is false are left out. */
export function membersByGroup(
  { groupOf, partitionOf }: Pick<Grouping<GroupingName>, 'groupOf' | 'partitionOf'>,
  kept: (item: number) => boolean,
): Partition[] {
  const partitions = new Map<string, Map<string, number[]>>();
  for (let item = 0; item < groupOf.length; item++) {
    if (!kept(item)) continue;
    let groups = partitions.get(partitionOf[item]);
    if (!groups) partitions.set(partitionOf[item], (groups = new Map()));
    const members = groups.get(groupOf[item]);
    if (members) members.push(item);
    else groups.set(groupOf[item], [item]);
  }
  return [...partitions]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([partition, groups]) => ({
      partition,
      groups: [...groups].sort(([a], [b]) => byCodeUnit(a, b)).map(([group, members]) => ({ group, members })),
    }));
}

/** False for a partition of which nothing is known: no birth dates in the file, a school without classes. */
export function tellsGroupsApart({ groups }: Partition): boolean {
  return groups.some(({ group }) => group !== notKnown && !group.endsWith(` / ${notKnown}`));
}
