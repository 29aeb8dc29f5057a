import { laterScores, type LaterScoresInput } from './later-scores.ts';
import { targetLevels } from './set-targets.ts';
import { defaultTargetSettings, type TargetSettings } from './target-settings.ts';
import { wholeAtLeast } from './whole-at-least.ts';

/** Levels at which the score to come is told, 0–1, from the worse end to the better. */
export const forecastLevels = [0.05, 0.1, 0.25, 0.5, 0.65, 0.8, 0.9, 0.95] as const;

/** One row a pupil and subject that can be forecast, in order of `Comparisons`; points of the file. */
export interface ScoreForecasts {
  readonly count: number;
  /** Row of `Comparisons`. */
  readonly comparison: Int32Array;
  /** Whole days since 1970-01-01. */
  readonly day: Float64Array;
  /** By level of `forecastLevels`: the score that this share of pupils like this come out at or worse. */
  readonly quantiles: readonly Float64Array[];
  /** typical, aspirational, exceptional: among pupils with the same start, whatever their needs. */
  readonly points: readonly Float64Array[];
  /** 1 where scores are whole numbers. */
  readonly whole: Uint8Array;
  readonly peers: Int32Array;
}

/**
 * How a pupil’s score may come out by a date, and the three targets of all who started alike. A need changes none of them: a
 * pupil at SEN Support is offered what every pupil with the same record is offered.
 */
export function forecastScores(
  input: LaterScoresInput,
  settings: TargetSettings = defaultTargetSettings,
): ScoreForecasts {
  const laterOf = laterScores(input, settings);
  const dayOf = (i: number) => (typeof input.day === 'number' ? input.day : input.day[i]);
  const rows = Array.from({ length: input.comparisons.count }, (_, i) => i).flatMap((i) => {
    const later = laterOf(i);
    if (later === null) return [];
    const { mean, spread, scale, quantileAt } = later;
    const at = (level: number) => scale.pointsAt(mean + spread * quantileAt(level));
    const target = (level: number) => (scale.unit > 0 ? wholeAtLeast(at(level), scale) : at(level));
    return [{ i, quantiles: forecastLevels.map(at), points: targetLevels.map(target), whole: scale.unit > 0, later }];
  });
  const column = (value: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, value);
  return {
    count: rows.length,
    comparison: Int32Array.from(rows, ({ i }) => i),
    day: column(({ i }) => dayOf(i)),
    quantiles: forecastLevels.map((_, level) => column(({ quantiles }) => quantiles[level])),
    points: targetLevels.map((_, level) => column(({ points }) => points[level])),
    whole: Uint8Array.from(rows, ({ whole }) => Number(whole)),
    peers: Int32Array.from(rows, ({ later }) => later.peers),
  };
}
