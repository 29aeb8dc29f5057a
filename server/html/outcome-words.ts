import { outcomes, type OutcomeCode } from '../../engine/index.ts';

const words: ReadonlyMap<string, string> = new Map(outcomes.map((one) => [one.code, one.words]));

/** What a page shows of an outcome; '' where none is agreed yet. */
export function outcomeWords(code: OutcomeCode | null | undefined): string {
  return code ? (words.get(code) ?? code) : '';
}
