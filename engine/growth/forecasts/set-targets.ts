import { quantileType7 } from '../../stats/distributions/quantile-type-7.ts';
import { skewedTCdf } from '../../stats/distributions/skewed-t.ts';
import { laterScores, type LaterScore, type LaterScoresInput } from './later-scores.ts';
import { needPeers } from './need-peers.ts';
import { defaultTargetSettings, type TargetSettings } from './target-settings.ts';
import { wholeAtLeast } from './whole-at-least.ts';

export interface TargetInput extends LaterScoresInput {
  /** Date of the targets, whole days since 1970-01-01. */
  readonly day: number;
}

/** Levels of the three targets among pupils who had the same start, 0–1. */
export const targetLevels = [0.5, 0.8, 0.95] as const;

/** One row a pupil and subject that can have targets, in order of `Comparisons`. Points of the file, chances 0–1. */
export interface Targets {
  readonly count: number;
  /** Row of `Comparisons`. */
  readonly comparison: Int32Array;
  readonly day: number;
  /** typical, aspirational, exceptional. */
  readonly points: readonly [Float64Array, Float64Array, Float64Array];
  /** Chance of a score at least as good, given all that is known of the pupil. */
  readonly chance: readonly [Float64Array, Float64Array, Float64Array];
  readonly peers: Int32Array;
  readonly needMatched: Uint8Array;
}

/**
 * Targets for a date: quantiles of the score a pupil will then have, given all that is known now. For a pupil at SEN Support
 * or with a plan they are taken where the peers with the same start and similar need in other schools came out, if there are
 * enough; else from all with the same start. No target lies below the middle of all with the same start: a label lowers
 * nothing. On whole-number scales targets are whole.
 */
export function setTargets(input: TargetInput, settings: TargetSettings = defaultTargetSettings): Targets {
  const { data, measurements, comparisons, growth } = input;
  const laterOf = laterScores(input, settings);
  const peersOf = needPeers(data, measurements, comparisons, growth, settings);
  const rows: TargetRow[] = [];
  for (let i = 0; i < comparisons.count; i++) {
    const later = laterOf(i);
    if (later === null) continue;
    const alike = peersOf(i);
    const matched = alike.length >= settings.minimumPeers;
    rows.push({
      i,
      ...targetsOf(later, matched ? alike : null),
      peers: matched ? alike.length : later.peers,
      matched,
    });
  }
  return columns(rows, input.day);
}

interface TargetRow {
  readonly i: number;
  readonly points: number[];
  readonly chance: number[];
  readonly peers: number;
  readonly matched: boolean;
}

/** @param alike growth percentiles of peers with similar need, 0–100; null for all with the same start */
function targetsOf({ mean, spread, shape, scale, quantileAt }: LaterScore, alike: Float64Array | null) {
  const levels = alike ? [...quantileType7(alike, targetLevels)].map((percentile) => percentile / 100) : targetLevels;
  const points: number[] = [];
  const chance: number[] = [];
  for (const level of levels) {
    const exact = scale.pointsAt(mean + spread * quantileAt(Math.max(level, 0.5)));
    const target = scale.unit > 0 ? wholeAtLeast(exact, scale) : exact;
    points.push(target);
    const reached = scale.positionAt(target - (scale.direction * scale.unit) / 2);
    chance.push(1 - skewedTCdf((reached - mean) / spread, shape));
  }
  return { points, chance };
}

function columns(rows: readonly TargetRow[], day: number): Targets {
  const of = (value: (row: TargetRow) => number) => Float64Array.from(rows, value);
  return {
    count: rows.length,
    comparison: Int32Array.from(rows, ({ i }) => i),
    day,
    points: [of(({ points }) => points[0]), of(({ points }) => points[1]), of(({ points }) => points[2])],
    chance: [of(({ chance }) => chance[0]), of(({ chance }) => chance[1]), of(({ chance }) => chance[2])],
    peers: Int32Array.from(rows, ({ peers }) => peers),
    needMatched: Uint8Array.from(rows, ({ matched }) => Number(matched)),
  };
}
