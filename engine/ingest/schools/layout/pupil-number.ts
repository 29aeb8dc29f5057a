import { lineWords, noNumberWords } from '../mapping/aliases.ts';
import { exactField } from './field-of-heading.ts';

const line = new RegExp(`^(?:${lineWords.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/**
 * The number that a cell of a column of numbers holds: '' where it holds a line of the sheet's own or a word for “none yet”,
 * since two pupils who are both “TBC” are not one child, and an average is no child's.
 */
export function numberIn(text: string): string {
  return isSheetLine(text) || noNumberWords.has(text.toLowerCase()) ? '' : text;
}

/** Whether a cell of a column of numbers says that its row is the sheet's own: a total, the day of printing, the headings again. */
export function isSheetLine(text: string): boolean {
  return line.test(text) || /^\d+ (?:pupils|students|children)$/i.test(text) || exactField(text) !== null;
}
