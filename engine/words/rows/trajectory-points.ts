import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import type { RunWindow } from './criterion-facts-of-row.ts';
import type { TrajectoryRow } from './report-rows.ts';

/** One window of a pupil's picture, in the test's own points, or in places in 100 where the test has none. */
export interface TrajectoryPoint {
  readonly window: string;
  /** ISO 8601. */
  readonly date: string;
  /** Result as written and its state; null where there was none. */
  readonly score: string | null;
  readonly status: string | null;
  /** The result itself; null in places in 100 (a band has no place of its own). */
  readonly value: number | null;
  /** With good and bad days on a test allowed for, and its 90 % range. */
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Middle of the year group. */
  readonly middle: number | null;
}

/**
 * The windows of one pupil in one subject, by date. `places` turns positions into places in 100 of the year group
 * (100·Φ), for scales without points.
 */
export function trajectoryPoints(
  rows: readonly TrajectoryRow[],
  windows: readonly RunWindow[],
  measure: 'points' | 'places',
): TrajectoryPoint[] {
  const dateOf = new Map(windows.map(({ window, date }) => [window, date]));
  return rows
    .flatMap((row) => {
      const date = dateOf.get(row.window);
      return date === undefined ? [] : [point(row, date, measure)];
    })
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function point(row: TrajectoryRow, date: string, measure: 'points' | 'places'): TrajectoryPoint {
  const { window, score, status } = row;
  if (measure === 'places') {
    const [estimate, low, high] = [row.position, row.position_low, row.position_high].map(inHundred);
    return { window, date, score, status, value: null, estimate, low, high, middle: 50 };
  }
  return {
    window,
    date,
    score,
    status,
    value: row.score_value,
    estimate: row.points,
    low: row.points_low,
    high: row.points_high,
    middle: row.middle_points,
  };
}

function inHundred(position: number | null): number | null {
  return position === null ? null : 100 * normalCdf(position);
}
