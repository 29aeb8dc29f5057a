/** “primary_need” → “the column of primary need”; “results in reading, autumn 2” stays. */
export function plainly(as: string): string {
  return /^[a-z_]+$/.test(as) ? `the column of ${as.replaceAll('_', ' ')}` : as.replaceAll('_', ' ');
}
