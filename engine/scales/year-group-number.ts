/**
 * A year group as years since Reception: `N` −1, `R` 0, `1` 1 … `13` 13; NaN for anything else, so that two year groups can
 * be subtracted. `Y4` and `Year 4` are `ingest`’s to mend.
 */
export function yearGroupNumber(yearGroup: string | null): number {
  if (yearGroup === 'N') return -1;
  if (yearGroup === 'R') return 0;
  return yearGroup !== null && /^([1-9]|1[0-3])$/.test(yearGroup) ? Number(yearGroup) : NaN;
}
