import type { RunRow } from '../../engine/index.ts';

/** Section headings, with what each asks of the meeting. */
export const sectionWords: Readonly<Record<string, readonly [heading: string, asks: string]>> = {
  'discuss-first': ['Discuss first', 'First look (no SEN status): what is going on, and what shall we try?'],
  'discuss-if-time': ['Discuss if time allows', 'First look (no SEN status): listed too, after the first ones.'],
  supported: ['Already supported', 'On SEN Support or with an EHC plan: is the plan working?'],
  monitoring: ['Monitoring', 'Left SEN Support: is progress keeping up?'],
  'not-measured': ['Not tested', 'No result this time. This is not a low score.'],
  eased: ['No longer listed', 'Progress is back in line. Say well done; keep what worked.'],
  'not-listed': ['Everyone else', 'Not listed by the numbers. Anyone may be added.'],
};

export const questionWords: Readonly<Record<string, string>> = {
  'slower-than-peers': 'slower than same start?',
  'below-own-rate': 'slower than before?',
  'gap-not-closing': 'gap still there?',
  'gap-widening': 'gap growing?',
};

export const senWords: Readonly<Record<string, string>> = { K: 'SEN Support', E: 'EHC plan' };

export const stateWords: Readonly<Record<string, string>> = { new: 'new', persisting: 'again', eased: 'eased' };

/** A value of a row as text; missing as ''. */
export function textOf(row: RunRow | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

/** A value of a row as a number; missing as NaN. */
export function numberOf(row: RunRow | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : Number.NaN;
}

/** The address of a page with its query; empty values are left out. */
export function address(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const parts = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return parts.length === 0
    ? path
    : `${path}?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}
