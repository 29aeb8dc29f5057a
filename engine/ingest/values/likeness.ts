import { distance } from 'fastest-levenshtein';

/** Longer texts are no names. */
const longest = 60;

/** 1 − edit distance over the longer length; 0 where one is empty or longer than 60 characters. */
export function likeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  if (a === '' || b === '' || a.length > longest || b.length > longest) return 0;
  return 1 - distance(a, b) / Math.max(a.length, b.length);
}
