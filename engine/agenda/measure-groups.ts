import { medianGrowth } from '../growth/percentiles/median-growth.ts';
import type { GroupingName, WithheldReason } from '../tables/run-schema.ts';
import type { AgendaInput } from './agenda-input.ts';
import type { Grouping } from './pupil-groups.ts';
import { cellDivisions, newestGrowth, partitionsOf } from './cell-divisions.ts';
import { comparisonGroupings } from './comparison-groupings.ts';
import { membersByGroup, tellsGroupsApart } from './pupil-groups.ts';
import type { SuppressionReason } from './suppress-groups.ts';
import { suppressTogether } from './suppress-together.ts';

export interface GroupSettings {
  /** Figures of smaller groups are withheld altogether, pupils. */
  readonly minimum: number;
  /** Medians of smaller groups are withheld, pupils. */
  readonly statisticsMinimum: number;
  /** Share of its own peers over which the median of a school or year group says nothing of it. */
  readonly ownReferenceShare: number;
  /**
   * The same of a class: it is mostly one of a few of its year group, and told apart from the others; in a school of one form
   * it is the year group.
   */
  readonly ownReferenceClassShare: number;
}

export const defaultGroupSettings: GroupSettings = {
  minimum: 6,
  statisticsMinimum: 11,
  ownReferenceShare: 0.5,
  ownReferenceClassShare: 0.75,
};

/** Growth of one group in one subject. NaN where withheld. */
export interface GroupGrowth {
  readonly subject: string;
  readonly grouping: GroupingName;
  readonly group: string;
  /** Pupils with a growth percentile. */
  readonly n: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly meanPosition: number;
  /** `own-reference`: the group is most of those it is compared with (`ownReferenceShare`), and average by design. */
  readonly reason: WithheldReason | null;
}

/**
 * Median growth of schools, classes, year groups, sexes … by subject, each with n and a 90 % interval, over the pupils who
 * have a growth percentile. School and class are those the pupil had at the current result. No group stands for a teacher.
 */
export function measureGroups(input: AgendaInput, settings: Partial<GroupSettings> = {}): GroupGrowth[] {
  const { comparisons, growth, data } = input;
  const resolved = { ...defaultGroupSettings, ...settings };
  const groupings = comparisonGroupings(input);
  // The table of cells tells of the same pupils, by school: the two are withheld together.
  const cells = cellDivisions(input, newestGrowth(input));
  const groups: GroupGrowth[] = [];
  for (let subject = 0; subject < data.subjects.length; subject++) {
    const kept = (i: number) => comparisons.subject[i] === subject && !Number.isNaN(growth.percentile[i]);
    const tables = groupings.map((grouping) => membersByGroup(grouping, kept).filter(tellsGroupsApart));
    const reasons = suppressTogether(
      [...tables, ...cells.map((division) => partitionsOf(division, kept))],
      resolved.minimum,
    );
    groupings.forEach((grouping, g) =>
      tables[g].forEach((partition, p) =>
        partition.groups.forEach(({ group, members }, at) => {
          const head = { subject: data.subjects[subject], grouping: grouping.grouping, group };
          groups.push({ ...head, ...growthOf(input, grouping, members, reasons[g][p][at], resolved) });
        }),
      ),
    );
  }
  return groups;
}

function growthOf(
  input: AgendaInput,
  { grouping }: Grouping<GroupingName>,
  members: readonly number[],
  suppression: SuppressionReason | null,
  settings: GroupSettings,
): Omit<GroupGrowth, 'subject' | 'grouping' | 'group'> {
  const withheld = { median: NaN, low: NaN, high: NaN, meanPosition: NaN };
  const n = members.length;
  if (suppression !== null) return { n: NaN, ...withheld, reason: suppression };
  if (n < settings.statisticsMinimum) return { n, ...withheld, reason: 'too-few' };
  const meanPosition = members.reduce((sum, i) => sum + input.position[input.comparisons.currentRow[i]], 0) / n;
  if (shareOfReference(input, members) > mostOfReference(grouping, settings)) {
    return { n, ...withheld, meanPosition, reason: 'own-reference' };
  }
  const { median, low, high } = medianGrowth(Float64Array.from(members, (i) => input.growth.percentile[i]));
  return { n, median, low, high, meanPosition, reason: null };
}

function mostOfReference(grouping: GroupingName, settings: GroupSettings): number {
  if (grouping === 'class') return settings.ownReferenceClassShare;
  return grouping === 'school' || grouping === 'year group' ? settings.ownReferenceShare : Infinity;
}

/** Mean over the members of the share of their reference that the group makes up; a frozen one may hold none of them. */
function shareOfReference({ growth }: AgendaInput, members: readonly number[]): number {
  const peersOf = (i: number) => growth.reference.pairs[growth.pair[i]].peers;
  const inPair = new Map<number, number>();
  for (const i of members) {
    // Who is in the reference is not counted as a peer of their own.
    const own = peersOf(i) - growth.peers[i];
    inPair.set(growth.pair[i], (inPair.get(growth.pair[i]) ?? 0) + own);
  }
  let share = 0;
  for (const i of members) share += inPair.get(growth.pair[i])! / peersOf(i);
  return share / members.length;
}
