import type { Measurements } from '../../scales/measurements.ts';
import { quantileType7 } from '../../stats/distributions/quantile-type-7.ts';
import { skewedTCdf, skewedTQuantile, type SkewedT } from '../../stats/distributions/skewed-t.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import type { CohortDifferences } from './cohort-differences.ts';
import type { PositionForecast } from './forecast-positions.ts';
import type { MeasuredGrowth } from '../percentiles/measured-growth.ts';
import { needPeers } from './need-peers.ts';
import type { TargetScale } from './target-scale.ts';
import { targetScale } from './target-scale.ts';
import { defaultTargetSettings, type TargetSettings } from './target-settings.ts';
import type { TargetSpread } from './target-spread.ts';

export interface TargetInput {
  readonly data: AssessmentData;
  readonly measurements: Measurements;
  readonly comparisons: Comparisons;
  readonly growth: MeasuredGrowth;
  /** Of the true position on the target’s date (`forecastPositions`). */
  readonly forecast: Pick<PositionForecast, 'mean' | 'sd'>;
  readonly differences: CohortDifferences;
  readonly spread: TargetSpread;
  /** By row of the results: reliability of its score as the model has it, 0–1 (`positionPoints`). */
  readonly reliability: ArrayLike<number>;
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
  const { data, measurements, comparisons, growth, forecast } = input;
  const scaleOf = scalesByCell(input, settings);
  const peersOf = needPeers(data, measurements, comparisons, growth, settings);
  const quantileAt = remembered((level: number) => skewedTQuantile(level, input.spread));
  const rows: TargetRow[] = [];
  for (let i = 0; i < comparisons.count; i++) {
    const row = comparisons.currentRow[i];
    if (row < 0 || Number.isNaN(forecast.mean[i])) continue;
    const cell = measurements.cell[row];
    const peers = Math.max(growth.peers[i], measurements.cells[cell].count - 1);
    const scale = peers < settings.minimumPeers ? null : scaleOf(cell);
    if (scale === null) continue;
    const reliability = input.reliability[row];
    const sd = Math.sqrt(reliability * forecast.sd[i] ** 2 + 1 - reliability);
    const later = {
      mean: Math.sqrt(reliability) * forecast.mean[i],
      scale: Math.hypot(input.spread.scale[scoresOf(data, measurements, i, comparisons) - 1] * sd, scale.cohortSd),
      shape: input.spread,
      quantileAt,
    };
    const alike = peersOf(i);
    const matched = alike.length >= settings.minimumPeers;
    rows.push({
      i,
      ...targetsOf(later, scale, matched ? alike : null),
      peers: matched ? alike.length : peers,
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

/** Scores of the comparison’s pupil in its subject that the forecast rests on: 1, 2, or 3 for three or more. */
function scoresOf({ results, pupils }: AssessmentData, { usable }: Measurements, i: number, comparisons: Comparisons) {
  let count = 0;
  const from = results.firstRow[comparisons.subject[i] * pupils.count + comparisons.pupil[i]];
  for (let row = comparisons.currentRow[i]; row >= from && count < 3; row--) count += usable[row];
  return count;
}

function scalesByCell({ data, measurements, day, differences }: TargetInput, { minimumPeers }: TargetSettings) {
  const known = new Map<number, TargetScale | null>();
  return (cell: number): TargetScale | null => {
    let scale = known.get(cell);
    if (scale === undefined) {
      scale = targetScale(data, measurements, measurements.cells[cell], { day, differences, minimumPeers });
      known.set(cell, scale);
    }
    return scale;
  };
}

/** The observed position to come: mean + scale · t of that shape. */
interface LaterScore {
  readonly mean: number;
  readonly scale: number;
  readonly shape: SkewedT;
  readonly quantileAt: (level: number) => number;
}

/** All pupils but those with peers of similar need ask for the same three levels. */
function remembered(value: (of: number) => number): (of: number) => number {
  const known = new Map<number, number>();
  return (of) => {
    let found = known.get(of);
    if (found === undefined) known.set(of, (found = value(of)));
    return found;
  };
}

/** @param alike growth percentiles of peers with similar need, 0–100; null for all with the same start */
function targetsOf({ mean, scale: sd, shape, quantileAt }: LaterScore, scale: TargetScale, alike: Float64Array | null) {
  const levels = alike ? [...quantileType7(alike, targetLevels)].map((percentile) => percentile / 100) : targetLevels;
  const points: number[] = [];
  const chance: number[] = [];
  for (const level of levels) {
    const exact = scale.pointsAt(mean + sd * quantileAt(Math.max(level, 0.5)));
    const target = scale.unit > 0 ? wholeAtLeast(exact, scale) : exact;
    points.push(target);
    const reached = scale.positionAt(target - (scale.direction * scale.unit) / 2);
    chance.push(1 - skewedTCdf((reached - mean) / sd, shape));
  }
  return { points, chance };
}

/**
 * The next whole score on the better side: a whole score counts as reached from half a point before it, so that on average
 * the chance is the level’s own.
 */
function wholeAtLeast(points: number, { unit, direction }: TargetScale): number {
  return direction * Math.ceil((direction * points) / unit - 1e-9) * unit;
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
