import { noResultWords } from './aliases.ts';

/** What a row of a long export says of its entry's standing. */
export interface RowStanding {
  /** Text of the column of kinds. */
  readonly said: string;
  /** Text of the result set. */
  readonly set?: string;
  /** Text under “Result Status”, where the sheet has such a column: R result, T target, E estimate, as in the common transfer file. */
  readonly status?: string;
}

const states: Readonly<Record<string, string>> = {
  t: 'a target',
  e: 'an estimate',
  target: 'a target',
  estimate: 'an estimate',
};

/** Why an entry is no result although it looks like one: a target, an estimate, a prediction. Null where nothing says so. */
export function whyNoResult({ said, set = '', status = '' }: RowStanding): string | null {
  const state = states[status.toLowerCase()];
  if (state !== undefined) return `It is ${state}, not a result. Nothing to do.`;
  const word = [said, set, status.length > 1 ? status : '']
    .flatMap((text) => text.toLowerCase().split(/[^a-z0-9]+/))
    .find((one) => isNoResult.has(one));
  return word === undefined ? null : `“${word}” says that it is not a result. Nothing to do if that is right.`;
}

/** Whether a kind says no more than that it is a result. */
export function isPlainResult(said: string): boolean {
  return /^(?:actual|actuals|achieved|attained|result|results|current|final|in[- ]year|working at)$/i.test(said.trim());
}

/** Of the words that make a column no result those that make a row none. */
const isNoResult: ReadonlySet<string> = new Set(
  [...noResultWords].filter((word) => /^(?:target|predict|forecast|estimate|aim|aspirational|fft)/.test(word)),
);
