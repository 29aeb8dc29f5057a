import type { WithheldReason } from '../tables/run-schema.ts';

/** Why a group’s figures are withheld; null where they are shown. */
export type SuppressionReason = Exclude<WithheldReason, 'own-reference'>;

/**
 * Withholds groups of fewer than `minimum` pupils, and then as many of the next smallest as it takes that what is withheld
 * cannot be found by taking what is shown from the total: at least two groups, with `minimum` pupils between them. An empty
 * group gives nobody away and counts as none.
 *
 * @param sizes pupils of each group of one partition (groups that add up to a total somebody may know)
 * @param isSmall whether a group is withheld in any case
 */
export function suppressGroups(
  sizes: readonly number[],
  minimum: number,
  isSmall: (group: number) => boolean = (group) => sizes[group] > 0 && sizes[group] < minimum,
): (SuppressionReason | null)[] {
  const reasons = sizes.map((_, group): SuppressionReason | null => (isSmall(group) ? 'too-few' : null));
  if (!reasons.includes('too-few')) return reasons;
  const bySize = sizes.map((_, index) => index).sort((a, b) => sizes[a] - sizes[b] || a - b);
  for (const index of bySize) {
    const withheld = reasons.filter((reason) => reason !== null).length;
    const pupils = sizes.reduce((sum, size, at) => sum + (reasons[at] === null ? 0 : size), 0);
    if (withheld >= 2 && pupils >= minimum) break;
    if (reasons[index] === null && sizes[index] > 0) reasons[index] = 'complement';
  }
  return reasons;
}
