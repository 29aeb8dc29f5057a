import type { ScoreEnd } from './score-end.ts';

/** Why a result of a file that needs no mapping cannot be read; `end`: the score it is written as an end of the test with. */
export function whyUnread({ end }: { readonly end?: ScoreEnd }): string {
  return end === undefined
    ? 'Not a number, a known grade or a known code.'
    : `It is written as an end of the test’s range, but ${end.score} is not known to be one. Write the score itself.`;
}
