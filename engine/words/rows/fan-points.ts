import type { RunWindow } from './criterion-facts-of-row.ts';
import type { FanRow } from './report-rows.ts';

/** Where pupils with the same start stood at one date: of 20 of them, 18 within low–high; half within quarter–threeQuarters. */
export interface FanPoint {
  readonly date: string;
  readonly low: number;
  readonly quarter: number;
  readonly middle: number;
  readonly threeQuarters: number;
  readonly high: number;
}

/**
 * The fan of one baseline score, opening at the baseline itself: from the rows of one subject and year group, those of
 * the baseline window whose baseline score lies nearest.
 *
 * @returns by date; empty where the fan does not reach beyond its start
 */
export function fanPoints(
  rows: readonly FanRow[],
  windows: readonly RunWindow[],
  baselineWindow: string,
  baselineValue: number,
): FanPoint[] {
  const dateOf = new Map(windows.map(({ window, date }) => [window, date]));
  const start = dateOf.get(baselineWindow);
  const nearest = new Map<string, FanRow>();
  for (const row of rows) {
    if (row.baseline_window !== baselineWindow || row.baseline_value === null) continue;
    const known = nearest.get(row.window)?.baseline_value ?? null;
    const nearer = known === null || Math.abs(row.baseline_value - baselineValue) < Math.abs(known - baselineValue);
    if (nearer) nearest.set(row.window, row);
  }
  const later = [...nearest.values()].flatMap((row) => fanPoint(row, dateOf.get(row.window)));
  if (start === undefined || later.length === 0) return [];
  const opening = pointAt(start, baselineValue);
  return [opening, ...later.filter(({ date }) => date > start).toSorted((a, b) => (a.date < b.date ? -1 : 1))];
}

function fanPoint(row: FanRow, date: string | undefined): FanPoint[] {
  const { q05, q25, q50, q75, q95 } = row;
  if (date === undefined || q05 === null || q25 === null || q50 === null || q75 === null || q95 === null) return [];
  return [{ date, low: q05, quarter: q25, middle: q50, threeQuarters: q75, high: q95 }];
}

function pointAt(date: string, value: number): FanPoint {
  return { date, low: value, quarter: value, middle: value, threeQuarters: value, high: value };
}
