import type { TrajectoryPoint } from './trajectory-points.ts';

/** Distance to the middle of the year group at one date; negative = worse off than the middle. */
export interface GapPoint {
  readonly date: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Pupils a group's value rests on. */
  readonly n?: number;
}

/** A pupil's or a group's gap over time. */
export interface GapSeries {
  readonly name: string;
  readonly points: readonly GapPoint[];
}

/**
 * A pupil's gap over time, from the corrected values (good and bad days on a test allowed for) with their 90 % range.
 * Turned round where a higher score means more difficulty, so that below the line is always worse off.
 */
export function gapSeries(name: string, points: readonly TrajectoryPoint[], higherIsBetter = true): GapSeries {
  return {
    name,
    points: points.flatMap(({ date, estimate, low, high, middle }) => {
      if (estimate === null || middle === null) return [];
      const [value, ends] = [estimate - middle, [low, high].map((end) => (end === null ? null : end - middle))];
      return higherIsBetter
        ? [{ date, value, low: ends[0], high: ends[1] }]
        : [{ date, value: -value, low: negative(ends[1]), high: negative(ends[0]) }];
    }),
  };
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}
