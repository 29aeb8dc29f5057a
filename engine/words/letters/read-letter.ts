import { letterSlots, slotsOfLetter, type LetterKind } from './letter-kinds.ts';

/** A part of a paragraph: words, or the name of a slot. */
export type LetterPart = { readonly words: string } | { readonly slot: string };

/** A heading or a paragraph of a letter, with its slots. */
export interface LetterTemplateBlock {
  readonly kind: 'heading' | 'paragraph';
  readonly parts: readonly LetterPart[];
}

/** What is wrong with the words of a letter: a code, where it stands, and what it is about. */
export interface LetterFault {
  readonly code: 'no-words' | 'unknown-slot' | 'other-kind' | 'lone-brace' | 'room-in-sentence' | 'no-pupil';
  /** Counted from 1; 0 for the letter as a whole. */
  readonly line: number;
  /** Name of the slot as it was written; '' where it is about none. */
  readonly slot: string;
}

/**
 * Reads the words of a letter: an empty line begins a new paragraph, a line that begins with `# ` is a heading, `{name}` is a slot.
 * Everything that is wrong is said at once.
 */
export function readLetter(
  kind: LetterKind,
  text: string,
): { readonly blocks: readonly LetterTemplateBlock[]; readonly faults: readonly LetterFault[] } {
  const blocks: LetterTemplateBlock[] = [];
  const faults: LetterFault[] = [];
  let open = false;
  for (const [index, raw] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    const line = raw.trim();
    if (line === '') {
      open = false;
      continue;
    }
    const heading = line.startsWith('# ');
    const parts = partsOf(heading ? line.slice(2).trim() : line);
    faults.push(...faultsOf(kind, parts, index + 1));
    const last = blocks.at(-1);
    if (open && !heading && last)
      blocks[blocks.length - 1] = { kind: 'paragraph', parts: [...last.parts, { words: ' ' }, ...parts] };
    else blocks.push({ kind: heading ? 'heading' : 'paragraph', parts });
    open = !heading;
  }
  if (blocks.length === 0) faults.push({ code: 'no-words', line: 0, slot: '' });
  else if (!blocks.some(({ parts }) => parts.some(namesPupil))) faults.push({ code: 'no-pupil', line: 0, slot: '' });
  for (const { parts } of blocks)
    if (parts.length > 1)
      for (const part of parts)
        if ('slot' in part && isRoom(part.slot)) faults.push({ code: 'room-in-sentence', line: 0, slot: part.slot });
  return { blocks, faults };
}

function partsOf(line: string): LetterPart[] {
  // Split on a captured group: words at even places, names of slots at odd ones.
  return line.split(/\{([^{}]*)\}/).flatMap((part, place): LetterPart[] => {
    if (place % 2 === 1) return [{ slot: part.trim() }];
    return part === '' ? [] : [{ words: part }];
  });
}

function faultsOf(kind: LetterKind, parts: readonly LetterPart[], line: number): LetterFault[] {
  const own = new Set(slotsOfLetter(kind).map(({ name }) => name));
  return parts.flatMap((part): LetterFault[] => {
    if ('words' in part) return /[{}]/.test(part.words) ? [{ code: 'lone-brace', line, slot: '' }] : [];
    if (own.has(part.slot)) return [];
    const known = letterSlots.some(({ name }) => name === part.slot);
    return [{ code: known ? 'other-kind' : 'unknown-slot', line, slot: part.slot }];
  });
}

function namesPupil(part: LetterPart): boolean {
  return 'slot' in part && (part.slot === 'pupil' || part.slot === 'full-name');
}

function isRoom(slot: string): boolean {
  return letterSlots.some(({ name, source }) => name === slot && source === 'room');
}
