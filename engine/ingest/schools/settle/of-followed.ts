import type { Conversion } from '../conversion/conversion.ts';
import type { Guess } from '../mapping/mapping.ts';

/** Guesses without questions about the grades of results that are kept apart. */
export function ofFollowed(guesses: readonly Guess[], { results, unused, apart }: Conversion): Guess[] {
  const open = unused.flatMap((cell) => (cell.apart ? [] : (cell.sitting ?? [])));
  const used = new Set([...results, ...open].map(({ scale }) => scale));
  const isApart = (scale: string): boolean => !used.has(scale) && apart.some((result) => result.scale === scale);
  return guesses.filter(({ at: [part, scale] }) => part !== 'scales' || !isApart(scale));
}
