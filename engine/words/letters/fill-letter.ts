import { letterSlots, type LetterSlot } from './letter-kinds.ts';
import type { LetterTemplateBlock } from './read-letter.ts';

/** A paragraph of a letter as it is read; `lines` is room to write in. */
export interface LetterBlock {
  readonly kind: 'heading' | 'paragraph' | 'lines';
  readonly text: string;
}

/** A letter with its slots filled, and the slots that had nothing to fill them. */
export interface FilledLetter {
  /** Empty where anything is missing: a letter is whole or is not made. */
  readonly blocks: readonly LetterBlock[];
  /** Slots of the letter without a value, each once, in the order in which they are met. */
  readonly missing: readonly LetterSlot[];
}

/**
 * Fills the slots of a letter. A slot without a value is never a gap: it is told, and no letter is made. Slots that leave room
 * become lines to write on.
 *
 * @param values by name of the slot; '' or left out = none
 */
export function fillLetter(
  template: readonly LetterTemplateBlock[],
  values: Readonly<Record<string, string | undefined>>,
): FilledLetter {
  const missing = new Map<string, LetterSlot>();
  const blocks = template.map(({ kind, parts }): LetterBlock => {
    let text = '';
    for (const part of parts) {
      if ('words' in part) {
        text += part.words;
        continue;
      }
      const value = (values[part.slot] ?? '').trim();
      const slot = letterSlots.find(({ name }) => name === part.slot);
      if (value === '' && slot?.source === 'room') return { kind: 'lines', text: '' };
      if (value === '' && slot) missing.set(slot.name, slot);
      text = joined(text, value);
    }
    return { kind, text };
  });
  return { blocks: missing.size > 0 ? [] : blocks, missing: [...missing.values()] };
}

/** “your child” at the beginning of a paragraph or sentence becomes “Your child”. */
function joined(before: string, value: string): string {
  const begins = before === '' || /[.?!]\s+$/.test(before);
  return before + (begins ? value.charAt(0).toUpperCase() + value.slice(1) : value);
}
