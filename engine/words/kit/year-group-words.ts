/** “Year 4” for `4`, “Reception” for `R`, “Nursery” for `N`; other codes as they are. */
export function yearGroupWords(code: string): string {
  if (code === 'R') return 'Reception';
  if (code === 'N') return 'Nursery';
  return /^\d+$/.test(code) ? `Year ${Number(code)}` : code;
}
