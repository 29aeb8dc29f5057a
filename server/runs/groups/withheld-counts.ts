import { policyOfRun } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';

const byManifest = new WeakMap<LoadedRun['manifest'], number>();

/** Readers of totals are shown no count of pupils below this, but none: a pupil could be found by it. The policy's, of the run. */
export function fewestShown({ manifest }: Pick<LoadedRun, 'manifest'>): number {
  const fewest = byManifest.get(manifest) ?? policyOfRun(manifest.policy).suppression.minimum;
  byManifest.set(manifest, fewest);
  return fewest;
}

/** Whether a count could give a pupil away. */
export function isSmallCount(count: number, fewest: number): boolean {
  return count > 0 && count < fewest;
}

/**
 * Places of the counts that are withheld from readers of totals: those that are small, and with them the next smallest until
 * what is withheld cannot be found by taking what is shown from a total: two counts, and `fewest` pupils between them.
 *
 * @param counts of groups that add up to a total somebody may know; NaN for one that is not known
 */
export function withheldCounts(counts: readonly number[], fewest: number): ReadonlySet<number> {
  const withheld = new Set(counts.flatMap((count, place) => (isSmallCount(count, fewest) ? [place] : [])));
  if (withheld.size === 0) return withheld;
  const others = counts.flatMap((count, place) => (count >= fewest ? [place] : []));
  for (const place of others.toSorted((a, b) => counts[a] - counts[b])) {
    const pupils = [...withheld].reduce((sum, one) => sum + counts[one], 0);
    if (withheld.size >= 2 && pupils >= fewest) break;
    withheld.add(place);
  }
  return withheld;
}
