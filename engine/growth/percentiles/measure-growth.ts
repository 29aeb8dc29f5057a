import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { resultStatuses } from '../../tables/assessment-data.ts';
import type { Warning } from '../../warnings.ts';
import { mergeWarnings } from '../../warnings.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import { fanCollector } from './fan-rows.ts';
import { fitPair, type FittedPair } from './fit-pair.ts';
import type { MeasuredGrowth, GrowthPair, GrowthReference } from './measured-growth.ts';
import { growthMethods } from '../../tables/run-schema.ts';
import type { PairScores, WindowPair } from './growth-pairs.ts';
import { cohortMembers, growthPairs, pairScores } from './growth-pairs.ts';

export type { MeasuredGrowth } from './measured-growth.ts';

export interface MeasureGrowthSettings {
  /** `cohort`: this run’s year group. `pooled`: with the same term and year group of up to three earlier years. */
  readonly peers: 'cohort' | 'pooled';
  /** A frozen reference (`norms`): its fits are applied as they are and nothing is fitted. */
  readonly reference: GrowthReference | null;
  /** Fewer peers than this are warned of, pupils. */
  readonly warnUnder: number;
  /** Fewer have no comparison with peers, pupils. */
  readonly minimum: number;
}

export const defaultMeasureGrowthSettings: MeasureGrowthSettings = {
  peers: 'cohort',
  reference: null,
  warnUnder: 30,
  minimum: 11,
};

const quantile = growthMethods.indexOf('quantile');
const gaussian = growthMethods.indexOf('gaussian');
const ordinal = growthMethods.indexOf('ordinal');
const none = growthMethods.indexOf('none');
const floor = resultStatuses.indexOf('floor');
const ceiling = resultStatuses.indexOf('ceiling');

/**
 * Observed growth of every comparison against cohort peers who had the same earlier score, the fits to freeze and the fan.
 *
 *   comparisons → pairs of windows of a subject and cohort → one fit a pair, on all who have both scores → percentiles, fan
 *
 * A score at floor or ceiling counts among the peers, because quantiles ask only for its order; the pupil who has it gets no
 * percentile. On a scale where more is worse the percentile is turned, so that a high one is good; `expected` and the fan
 * stay in points of the file.
 *
 * Under a frozen reference a pupil who is in it is left out of their own peers as in the run that made it, so the same pupils
 * with the same scores get the same numbers to the bit, and the same fan, whoever else is there.
 */
export function measureGrowth(...given: Parameters<typeof measureGrowthSteps>): MeasuredGrowth {
  const steps = measureGrowthSteps(...given);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same, a pair of windows at a time, for a thread that others wait for. */
export function* measureGrowthSteps(
  data: AssessmentData,
  measurements: Measurements,
  comparisons: Comparisons,
  settings: Partial<MeasureGrowthSettings> = {},
): Generator<void, MeasuredGrowth> {
  const resolved = { ...defaultMeasureGrowthSettings, ...settings };
  const members = cohortMembers(measurements);
  const fan = fanCollector();
  const pairs: GrowthPair[] = [];
  const warnings: Warning[] = [];
  const columns = emptyColumns(comparisons.count);
  for (const pair of growthPairs(data, measurements, comparisons)) {
    const scores = pairScores(data, measurements, pair, members[pair.cohort]);
    const fitted = fitPair(data, measurements, { pair, scores, members }, resolved);
    warnings.push(...(fitted.growth?.warnings ?? []).filter(({ code }) => !countedHere.has(code)));
    if (fitted.lacking) {
      warnings.push({ code: 'reference-lacks-pair', count: pair.comparisons.length });
    }
    writePair(data, comparisons, pair, scores, fitted, pairs.length, columns);
    fan.add(fitted.pair);
    pairs.push(fitted.pair);
    yield;
  }
  warnings.push(...peerWarnings(columns, resolved));
  return {
    count: comparisons.count,
    ...columns,
    reference: { version: 1, pairs },
    fan: fan.finish(),
    warnings: mergeWarnings(warnings),
  };
}

/** Counted by comparison here, not by pupil of the reference. */
const countedHere = new Set<string>(['too-few-peers', 'small-reference']);

function emptyColumns(count: number) {
  return {
    percentile: new Float64Array(count).fill(NaN),
    expected: new Float64Array(count).fill(NaN),
    method: new Uint8Array(count).fill(none),
    peers: new Int32Array(count),
    peersNear: new Float64Array(count).fill(NaN),
    pair: new Int32Array(count).fill(-1),
  };
}
type Columns = ReturnType<typeof emptyColumns>;

function writePair(
  { results, scales }: AssessmentData,
  comparisons: Comparisons,
  pair: WindowPair,
  scores: PairScores,
  { pair: described, growth, isPeer }: FittedPair,
  index: number,
  columns: Columns,
): void {
  const placeOf = new Map<number, number>();
  scores.pupil.forEach((pupil, place) => placeOf.set(pupil, place));
  const turned = !scales[pair.scale].higherIsBetter;
  const atEnd = (row: number) => results.status[row] === floor || results.status[row] === ceiling;
  for (const i of pair.comparisons) {
    const place = placeOf.get(comparisons.pupil[i])!;
    columns.pair[i] = index;
    columns.peers[i] = Math.max(described.peers - (isPeer(place) ? 1 : 0), 0);
    if (growth === null) {
      columns.method[i] = described.fit === null && scales[pair.scale].class === 'ordinal' ? ordinal : none;
      continue;
    }
    columns.expected[i] = growth.expected[place];
    columns.peersNear[i] = growth.peersNear[place];
    if (atEnd(comparisons.currentRow[i]) || atEnd(comparisons.baselineRow[i])) continue;
    const percentile = growth.percentile[place];
    if (Number.isNaN(percentile)) continue;
    columns.percentile[i] = turned ? 100 - percentile : percentile;
    columns.method[i] = growth.method === 'quantile' ? quantile : gaussian;
  }
}

function peerWarnings({ pair, peers }: Columns, { minimum, warnUnder }: MeasureGrowthSettings): Warning[] {
  let few = 0;
  let tooFew = 0;
  for (let i = 0; i < pair.length; i++) {
    if (pair[i] < 0) continue;
    if (peers[i] < minimum) tooFew++;
    else if (peers[i] < warnUnder) few++;
  }
  const warnings: Warning[] = [];
  if (few > 0) warnings.push({ code: 'few-peers', count: few, values: { usual: warnUnder } });
  if (tooFew > 0) warnings.push({ code: 'too-few-peers', count: tooFew, values: { fewest: minimum } });
  return warnings;
}
