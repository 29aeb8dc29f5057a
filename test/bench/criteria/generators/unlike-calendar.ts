import type { UnlikeSettings } from './unlike-settings.ts';

/** The windows of a record, the newest in June 2026, and one a year after it that nobody has sat yet. */
export interface UnlikeCalendar {
  readonly count: number;
  readonly names: readonly string[];
  readonly term: readonly string[];
  /** Whole days since 1970-01-01; the last entry, beyond `count`, is a year after the newest window. */
  readonly day: Float64Array;
  /** Years since the first window, aligned with `day`. */
  readonly year: Float64Array;
  /** Academic years since that of the first window, and the share of its teaching that lies behind, 0–1; aligned with `day`. */
  readonly schoolYear: Int32Array;
  readonly taught: Float64Array;
}

const newestYear = 2026;
const termDates = {
  autumn: { month: 10, date: 20, before: 1, taught: 0.28 },
  spring: { month: 2, date: 12, before: 0, taught: 0.62 },
  summer: { month: 5, date: 16, before: 0, taught: 0.95 },
} as const;
const termsOf = {
  termly: ['summer', 'spring', 'autumn'],
  'half-yearly': ['summer', 'autumn'],
  yearly: ['summer'],
} as const;

export function unlikeCalendar({ calendar, windows }: Pick<UnlikeSettings, 'calendar' | 'windows'>): UnlikeCalendar {
  const terms = termsOf[calendar];
  const backwards = Array.from({ length: windows }, (_, back) => {
    const term = terms[back % terms.length];
    return { term, ends: newestYear - Math.floor(back / terms.length) };
  });
  const all = [...backwards.toReversed(), { term: 'summer' as const, ends: newestYear + 1 }];
  const day = Float64Array.from(all, ({ term, ends }) => {
    const { month, date, before } = termDates[term];
    return Date.UTC(ends - before, month, date) / 86_400_000;
  });
  return {
    count: windows,
    names: all.slice(0, windows).map(({ term, ends }) => `${term} ${ends - termDates[term].before}`),
    term: all.slice(0, windows).map(({ term }) => term),
    day,
    year: day.map((at) => (at - day[0]) / 365.25),
    schoolYear: Int32Array.from(all, ({ ends }) => ends - all[0].ends),
    taught: Float64Array.from(all, ({ term }) => termDates[term].taught),
  };
}
