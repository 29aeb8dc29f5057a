import type { Guess } from '../mapping/mapping.ts';

/** A guess that stands because it stood before. */
export function reused(about: Pick<Guess, 'file' | 'of' | 'as' | 'at'>): Guess {
  return { ...about, reason: 'as it was answered or understood before', confidence: 1, reused: true };
}
