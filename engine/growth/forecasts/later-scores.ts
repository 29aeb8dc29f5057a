import type { Measurements } from '../../scales/measurements.ts';
import { skewedTQuantile, type SkewedT } from '../../stats/distributions/skewed-t.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import type { MeasuredGrowth } from '../percentiles/measured-growth.ts';
import type { CohortDifferences } from './cohort-differences.ts';
import type { PositionForecast } from './forecast-positions.ts';
import { targetScale, type TargetScale } from './target-scale.ts';
import type { TargetSettings } from './target-settings.ts';
import type { TargetSpread } from './target-spread.ts';

export interface LaterScoresInput {
  readonly data: AssessmentData;
  readonly measurements: Measurements;
  readonly comparisons: Comparisons;
  readonly growth: MeasuredGrowth;
  /** Of the true position on the date (`forecastPositions`); NaN where it is not asked for. */
  readonly forecast: Pick<PositionForecast, 'mean' | 'sd'>;
  readonly differences: CohortDifferences;
  readonly spread: TargetSpread;
  /** By row of the results: reliability of its score as the model has it, 0–1 (`positionPoints`). */
  readonly reliability: ArrayLike<number>;
  /** The date, whole days since 1970-01-01; by comparison where it is not one for all (then the same within a cohort). */
  readonly day: number | Float64Array;
}

/** The observed position a pupil will have: mean + spread · t of that shape, and how it reads in points. */
export interface LaterScore {
  readonly mean: number;
  readonly spread: number;
  readonly shape: SkewedT;
  readonly scale: TargetScale;
  /** Pupils it rests on. */
  readonly peers: number;
  readonly quantileAt: (level: number) => number;
}

/**
 * How each pupil’s score at a later date is spread, given all that is known now. Null where there is no current score, where
 * points of then cannot be told, or where there are too few peers.
 */
export function laterScores(
  input: LaterScoresInput,
  settings: TargetSettings,
): (comparison: number) => LaterScore | null {
  const { data, measurements, comparisons, growth, forecast } = input;
  const dayOf =
    typeof input.day === 'number' ? () => input.day as number : (i: number) => (input.day as Float64Array)[i];
  const scaleOf = scalesByCell(input, settings);
  const quantileAt = remembered((level: number) => skewedTQuantile(level, input.spread));
  return (i) => {
    const row = comparisons.currentRow[i];
    if (row < 0 || Number.isNaN(forecast.mean[i])) return null;
    const cell = measurements.cell[row];
    const peers = Math.max(growth.peers[i], measurements.cells[cell].count - 1);
    const scale = peers < settings.minimumPeers ? null : scaleOf(cell, dayOf(i));
    if (scale === null) return null;
    const reliability = input.reliability[row];
    const sd = Math.sqrt(reliability * forecast.sd[i] ** 2 + 1 - reliability);
    return {
      mean: Math.sqrt(reliability) * forecast.mean[i],
      spread: Math.hypot(input.spread.scale[scoresOf(data, measurements, i, comparisons) - 1] * sd, scale.cohortSd),
      shape: input.spread,
      scale,
      peers,
      quantileAt,
    };
  };
}

/** Scores of the comparison’s pupil in its subject that the forecast rests on: 1, 2, or 3 for three or more. */
function scoresOf({ results, pupils }: AssessmentData, { usable }: Measurements, i: number, comparisons: Comparisons) {
  let count = 0;
  const from = results.firstRow[comparisons.subject[i] * pupils.count + comparisons.pupil[i]];
  for (let row = comparisons.currentRow[i]; row >= from && count < 3; row--) count += usable[row];
  return count;
}

function scalesByCell({ data, measurements, differences }: LaterScoresInput, { minimumPeers }: TargetSettings) {
  const known = new Map<string, TargetScale | null>();
  return (cell: number, day: number): TargetScale | null => {
    const key = `${cell} ${day}`;
    let scale = known.get(key);
    if (scale === undefined) {
      scale = targetScale(data, measurements, measurements.cells[cell], { day, differences, minimumPeers });
      known.set(key, scale);
    }
    return scale;
  };
}

/** All pupils but those with peers of similar need ask for the same levels. */
function remembered(value: (of: number) => number): (of: number) => number {
  const known = new Map<number, number>();
  return (of) => {
    let found = known.get(of);
    if (found === undefined) known.set(of, (found = value(of)));
    return found;
  };
}
