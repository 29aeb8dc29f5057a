import { parseFlag } from '../../values/parse-flag.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { flagWords, resultCodes, senWords } from '../mapping/aliases.ts';

/**
 * “Y”, “FSM6” and “Yes – since 2024” are a yes, “Not eligible” is a no; '' where the school wrote nothing or a word for nothing;
 * null where the entry says neither, so that nobody takes “Urdu” or “Service child” for a yes.
 */
export function flagText(text: string): '1' | '0' | '' | null {
  const word = text.toLowerCase().replace(/\s+/g, ' ').trim();
  if (word === '' || (Object.hasOwn(resultCodes, word) && resultCodes[word] === 'empty')) return '';
  const flag = parseFlag(word);
  if (!Number.isNaN(flag)) return flag === 1 ? '1' : '0';
  if (flagWords.yes.includes(word) || /^(?:y|yes)(?![\p{L}\p{N}])/u.test(word)) return '1';
  return flagWords.no.includes(word) || /^(?:n|no)(?![\p{L}\p{N}])/u.test(word) ? '0' : null;
}

/** Whether attendances are shares (0.93, as a workbook keeps 93 %) rather than percentages: one of them under 1 says so. */
export function areShares(attendances: Iterable<string>): boolean {
  let some = false;
  for (const text of attendances) {
    const value = parseNumber(text);
    if (value > 1) return false;
    if (value > 0 && value < 1) some = true;
  }
  return some;
}

/** A share as a percentage, to a tenth. */
export function percentOfShare(text: string): string {
  const value = parseNumber(text);
  return Number.isNaN(value) ? text : String(Math.round(value * 1000) / 10);
}

/** “SEN Support”, “K - SEN support” and “EHCP” by their census codes; what is neither of the three stays as it is written. */
export function senText(text: string): string {
  const word = text.toLowerCase().replace(/\s+/g, ' ').trim();
  if (Object.hasOwn(resultCodes, word) && resultCodes[word] === 'empty') return '';
  const coded = /^([nke])(?:$|[^\p{L}\p{N}])/u.exec(word);
  if (coded) return coded[1].toUpperCase();
  return Object.entries(senWords).find(([, words]) => words.includes(word))?.[0] ?? text;
}
