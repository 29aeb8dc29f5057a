/** Readers of totals are shown no count of pupils below this, but none: a pupil could be found by it. */
export const fewestShown = 6;

/** Whether a count could give a pupil away. */
export function isSmallCount(count: number): boolean {
  return count > 0 && count < fewestShown;
}

/**
 * Places of the counts that are withheld from readers of totals: those that are small, and with them the next smallest until
 * what is withheld cannot be found by taking what is shown from a total: two counts, and `fewestShown` pupils between them.
 *
 * @param counts of groups that add up to a total somebody may know; NaN for one that is not known
 */
export function withheldCounts(counts: readonly number[]): ReadonlySet<number> {
  const withheld = new Set(counts.flatMap((count, place) => (isSmallCount(count) ? [place] : [])));
  if (withheld.size === 0) return withheld;
  const others = counts.flatMap((count, place) => (count >= fewestShown ? [place] : []));
  for (const place of others.toSorted((a, b) => counts[a] - counts[b])) {
    const pupils = [...withheld].reduce((sum, one) => sum + counts[one], 0);
    if (withheld.size >= 2 && pupils >= fewestShown) break;
    withheld.add(place);
  }
  return withheld;
}
