import { parseAge, type AgeStyle } from '../../values/parse-age.ts';
import { scoreEndWords } from './aliases.ts';

/** Months of an age, and whether it is written as an end of the test; null where the text is no age. */
export interface AgeText {
  readonly score: string;
  readonly status: 'valid' | 'floor' | 'ceiling';
}

/** An age equivalent in any of the ways it is written, “17:00+” and “<5:00” with it. Where each test's ages end nobody publishes in one place, so a sign is believed. */
export function readAgeText(text: string, style: AgeStyle): AgeText | null {
  const cell = text.trim().toLowerCase();
  const months = parseAge(cell, style);
  if (!Number.isNaN(months)) return { score: String(months), status: 'valid' };
  for (const status of ['floor', 'ceiling'] as const) {
    const cores = [
      ...scoreEndWords.before[status].flatMap((word) => (cell.startsWith(word) ? [cell.slice(word.length)] : [])),
      ...scoreEndWords.after[status].flatMap((word) => (cell.endsWith(word) ? [cell.slice(0, -word.length)] : [])),
    ];
    const found = cores.map((core) => parseAge(core, style)).find((age) => !Number.isNaN(age));
    if (found !== undefined) return { score: String(found), status };
  }
  return null;
}
