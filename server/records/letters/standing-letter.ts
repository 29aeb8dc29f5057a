import {
  letterFaultSentence,
  readLetter,
  usualLetters,
  type LetterKind,
  type LetterTemplateBlock,
} from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import { letterWordsFor } from './letter-words.ts';

export interface StandingLetter {
  readonly words: string;
  readonly blocks: readonly LetterTemplateBlock[];
  /** Whose words stand: the school's own, the trust's, or those that come with the program. */
  readonly whose: 'school' | 'trust' | 'usual';
  /** Why the words cannot be used as they stand; empty where they can. */
  readonly problems: readonly string[];
}

/** The words of a kind of letter as they stand for a school, read. */
export async function standingLetter(
  record: SchoolRecord,
  { school, kind }: { readonly school: string; readonly kind: LetterKind },
): Promise<StandingLetter> {
  const own = await letterWordsFor(record, { school, kind });
  const words = own?.words ?? usualLetters[kind];
  const { blocks, faults } = readLetter(kind, words);
  return {
    words,
    blocks,
    whose: own === null ? 'usual' : own.school === '' ? 'trust' : 'school',
    problems: faults.map((fault) => letterFaultSentence(kind, fault)),
  };
}
