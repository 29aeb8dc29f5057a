import { dayOfText, millisecondsADay } from '../tables/days.ts';

/** Milliseconds since 1970 of an ISO date, in UTC, so that a date is the same day everywhere. */
export function timeOf(date: string): number {
  return dayOfText(date) * millisecondsADay;
}

/**
 * The time axis of a chart: one tick a window, month over year. Times are plain numbers (`timeOf`) on a linear scale: a
 * temporal one would read them in the machine's own time zone.
 *
 * @param dates of the windows, ISO 8601; none gives an empty axis
 */
export function timeAxis(dates: readonly string[]) {
  const times = [...new Set(dates)].map(timeOf).toSorted((a, b) => a - b);
  const start = times.at(0) ?? 0;
  const end = times.at(-1) ?? 0;
  // Room on both sides, so that marks of the first and last window stand free of the edges.
  const room = Math.max(18 * millisecondsADay, 0.025 * (end - start));
  return {
    type: 'quantitative' as const,
    scale: { domain: [start - room, end + room], zero: false, nice: false },
    axis: {
      values: times,
      title: null,
      labelExpr: "[utcFormat(datum.value, '%b'), utcFormat(datum.value, '%Y')]",
      labelOverlap: 'greedy' as const,
      tickSize: 6,
    },
  };
}

/** A field of times on that axis. */
export type TimeField = { readonly field: string } & ReturnType<typeof timeAxis>;
