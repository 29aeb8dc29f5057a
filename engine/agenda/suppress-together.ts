import type { Partition } from './pupil-groups.ts';
import type { SuppressionReason } from './suppress-groups.ts';

/** A sum that a reader of the tables can form: the members of `whole` (or a total known anyway) are those of `parts`. */
interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
}

const knownAnyway = -1;

/**
 * Withholds small groups in several tables at once. A school withheld to hide another would be given away by its one class,
 * and a class by its year group: so wherever the groups of one table make up a group of another, that sum too must leave at
 * least two figures open, with `minimum` pupils between those that are parts.
 *
 *   groups under the minimum ─► sums with too little open: the next smallest is withheld ─► until none is left
 *
 * @param groupings the partitions of every table, over the same items
 * @returns by grouping, partition and group; null where shown
 */
export function suppressTogether(
  groupings: readonly (readonly Partition[])[],
  minimum: number,
): (SuppressionReason | null)[][][] {
  const groups = groupings.flatMap((partitions, grouping) =>
    partitions.flatMap(({ groups: own }, partition) =>
      own.map(({ members }) => ({ grouping, partition, members, size: members.length })),
    ),
  );
  const size = (group: number) => groups[group].size;
  const reasons = groups.map((group): SuppressionReason | null =>
    group.size > 0 && group.size < minimum ? 'too-few' : null,
  );
  if (!reasons.includes('too-few'))
    return groupings.map((partitions) => partitions.map(({ groups: own }) => own.map(() => null)));
  const sums = [...partitionSums(groups), ...nestedSums(groups, groupings.length)];
  for (let settled = false; !settled;) {
    settled = true;
    for (const sum of sums) {
      const next = nextToWithhold(sum, reasons, size, minimum);
      if (next === null) continue;
      reasons[next] = 'complement';
      settled = false;
    }
  }
  let at = 0;
  return groupings.map((partitions) => partitions.map(({ groups: own }) => own.map(() => reasons[at++])));
}

/** The group to withhold besides, so that the sum gives nothing away; null where it does not. */
function nextToWithhold(
  { whole, parts }: Sum,
  reasons: readonly (SuppressionReason | null)[],
  size: (group: number) => number,
  minimum: number,
): number | null {
  const open = parts.filter((group) => reasons[group] !== null);
  const wholeIsOpen = whole !== knownAnyway && reasons[whole] !== null;
  if (open.length === 0 && !wholeIsOpen) return null;
  const enough = wholeIsOpen
    ? open.length > 0
    : open.length > 1 && open.reduce((sum, group) => sum + size(group), 0) >= minimum;
  if (enough) return null;
  const shown = parts.filter((group) => reasons[group] === null && size(group) > 0);
  const smallest = shown.sort((a, b) => size(a) - size(b) || a - b)[0];
  if (smallest !== undefined) return smallest;
  return whole === knownAnyway || wholeIsOpen ? null : whole;
}

interface Group {
  readonly grouping: number;
  readonly partition: number;
  readonly members: readonly number[];
  readonly size: number;
}

function partitionSums(groups: readonly Group[]): Sum[] {
  const parts = new Map<string, number[]>();
  groups.forEach(({ grouping, partition }, group) => {
    const key = `${grouping} ${partition}`;
    parts.set(key, [...(parts.get(key) ?? []), group]);
  });
  return [...parts.values()].map((own) => ({ whole: knownAnyway, parts: own }));
}

/** Every group that the groups of another table, or the largest groups of several, make up exactly. */
function nestedSums(groups: readonly Group[], tables: number): Sum[] {
  const items = 1 + groups.reduce((most, { members }) => members.reduce((a, b) => Math.max(a, b), most), -1);
  const groupOf = Array.from({ length: tables }, () => new Int32Array(items).fill(-1));
  groups.forEach(({ grouping, members }, group) => {
    for (const item of members) groupOf[grouping][item] = group;
  });
  const counts = new Int32Array(groups.length);
  const takenBy = new Int32Array(items).fill(-1);
  const sums: Sum[] = [];
  groups.forEach(({ grouping, members, size }, whole) => {
    const inside = groupOf.map((of, table) => (table === grouping ? [] : groupsInside(groups, members, of, counts)));
    const largestFirst = inside.flat().sort((a, b) => groups[b].size - groups[a].size || a - b);
    for (const parts of [...inside, apart(groups, largestFirst, whole, takenBy)]) {
      const together = parts.reduce((sum, group) => sum + groups[group].size, 0);
      if (size > 0 && together === size) sums.push({ whole, parts });
    }
  });
  return sums;
}

/** Groups of one table with no member outside. @param counts zeros, one a group; left as zeros */
function groupsInside(
  groups: readonly Group[],
  members: readonly number[],
  groupOf: Int32Array,
  counts: Int32Array,
): number[] {
  const met: number[] = [];
  for (const item of members) {
    const group = groupOf[item];
    if (group >= 0 && counts[group]++ === 0) met.push(group);
  }
  const whole = met.filter((group) => counts[group] === groups[group].size);
  for (const group of met) counts[group] = 0;
  return whole;
}

/** The candidates, one after another, that share nobody with those before. @param takenBy of each item, overwritten */
function apart(groups: readonly Group[], candidates: readonly number[], whole: number, takenBy: Int32Array): number[] {
  return candidates.filter((group) => {
    const { members } = groups[group];
    if (members.some((item) => takenBy[item] === whole)) return false;
    for (const item of members) takenBy[item] = whole;
    return true;
  });
}
