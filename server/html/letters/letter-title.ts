import { letterKinds, letterKindWords } from '../../../engine/index.ts';

/** What a kind of letter is called; a kind that is no longer made keeps its code. */
export function letterTitle(kind: string): string {
  const known = letterKinds.find((one) => one === kind);
  return known ? letterKindWords[known].title : kind;
}
