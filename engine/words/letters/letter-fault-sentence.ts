import { slotsOfLetter, type LetterKind } from './letter-kinds.ts';
import type { LetterFault } from './read-letter.ts';

/** What is wrong with the words of a letter, and what to do. */
export function letterFaultSentence(kind: LetterKind, { code, line, slot }: LetterFault): string {
  const names = slotsOfLetter(kind)
    .map(({ name }) => `{${name}}`)
    .join(', ');
  const sentences: Readonly<Record<LetterFault['code'], string>> = {
    'no-words': 'Write the words of the letter, or go back to the ones above.',
    'unknown-slot': `Line ${line}: there is no slot {${slot}}. This letter has ${names}.`,
    'other-kind': `Line ${line}: {${slot}} belongs to another letter. This one has ${names}.`,
    'lone-brace': `Line ${line}: a curly bracket stands alone. A slot is written {pupil}; elsewhere leave curly brackets out.`,
    'room-in-sentence': `{${slot}} leaves lines to write on, so it stands in a paragraph of its own.`,
    'no-pupil': 'The letter does not name the pupil. Put {pupil} or {full-name} in it.',
  };
  return sentences[code];
}
