import { academicYearOf } from '../scales/academic-year-of.ts';
import type { Measurements } from '../scales/measurements.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import type { Warning } from '../warnings.ts';
import { mergeWarnings } from '../warnings.ts';
import { applyGrowthFit } from './apply-growth-fit.ts';
import type { Comparisons } from './comparisons.ts';
import { conditionalGrowthPercentiles } from './conditional-growth-percentiles.ts';
import { earlierPeers } from './earlier-peers.ts';
import { fanCollector } from './fan-rows.ts';
import type { MeasuredGrowth, GrowthPair, GrowthReference } from './measured-growth.ts';
import { growthMethods } from './measured-growth.ts';
import type { PairScores, WindowPair } from './growth-pairs.ts';
import { cohortMembers, growthPairs, pairScores } from './growth-pairs.ts';
import type { GrowthPercentiles } from './growth-fit.ts';
import { savedPair } from './saved-pair.ts';

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
 */
export function measureGrowth(
  data: AssessmentData,
  measurements: Measurements,
  comparisons: Comparisons,
  settings: Partial<MeasureGrowthSettings> = {},
): MeasuredGrowth {
  const resolved = { ...defaultMeasureGrowthSettings, ...settings };
  const members = cohortMembers(measurements);
  const fan = fanCollector(data, measurements);
  const pairs: GrowthPair[] = [];
  const warnings: Warning[] = [];
  const columns = emptyColumns(comparisons.count);
  for (const pair of growthPairs(data, measurements, comparisons)) {
    const scores = pairScores(data, measurements, pair, members[pair.cohort]);
    const head = describePair(data, measurements, pair, scores);
    const fitted = hasGrades(data, pair)
      ? { pair: savedGrades(resolved.reference, head), growth: null }
      : percentilesOf(data, measurements, pair, scores, head, members, resolved);
    warnings.push(...(fitted.growth?.warnings ?? []).filter(({ code }) => !countedHere.has(code)));
    if (fitted.pair.fit === null && resolved.reference !== null && !hasGrades(data, pair)) {
      warnings.push({ code: 'reference-lacks-pair', count: pair.comparisons.length });
    }
    writePair(data, comparisons, pair, scores, fitted, pairs.length, columns);
    fan.add(pair, fitted.pair, members[pair.cohort]);
    pairs.push(fitted.pair);
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

/** Grades have no percentile; who the peers are is still the reference's to say. */
function savedGrades(reference: GrowthReference | null, head: Omit<GrowthPair, 'fit'>): GrowthPair {
  const saved = reference && savedPair(reference, head);
  return { ...head, peers: saved?.peers ?? head.peers, fit: null };
}

function hasGrades({ scales }: AssessmentData, pair: WindowPair): boolean {
  return scales[pair.scale].class === 'ordinal' || scales[pair.baselineScale].class === 'ordinal';
}

function describePair(
  { subjects, windows, scales }: AssessmentData,
  { cohorts }: Measurements,
  pair: WindowPair,
  { baseline }: PairScores,
): Omit<GrowthPair, 'fit'> {
  let low = Infinity;
  let high = -Infinity;
  for (const score of baseline) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  return {
    subject: subjects[pair.subject],
    cohort: cohorts[pair.cohort],
    baselineWindow: windows.window[pair.baselineWindow],
    window: windows.window[pair.window],
    baselineScale: scales[pair.baselineScale].scale,
    scale: scales[pair.scale].scale,
    higherIsBetter: scales[pair.scale].higherIsBetter,
    yearGroup: academicYearOf(windows.day[pair.window]) - Number(cohorts[pair.cohort].slice(0, 4)),
    baselineDay: windows.day[pair.baselineWindow],
    day: windows.day[pair.window],
    peers: baseline.length,
    baselineRange: baseline.length > 0 ? [low, high] : [0, 0],
  };
}

interface FittedPair {
  readonly pair: GrowthPair;
  readonly growth: GrowthPercentiles | null;
}

function percentilesOf(
  data: AssessmentData,
  measurements: Measurements,
  pair: WindowPair,
  { baseline, current }: PairScores,
  head: Omit<GrowthPair, 'fit'>,
  members: readonly (readonly number[])[],
  settings: MeasureGrowthSettings,
): FittedPair {
  if (settings.reference !== null) {
    const saved = savedPair(settings.reference, head);
    if (saved === null || saved.fit === null) return { pair: { ...head, fit: null }, growth: null };
    const growth = applyGrowthFit(saved.fit, [baseline], current);
    return { pair: { ...head, fit: saved.fit, peers: saved.peers, baselineRange: saved.baselineRange }, growth };
  }
  const alsoPeers = settings.peers === 'pooled' ? earlierPeers(data, measurements, pair, members) : null;
  const growth = conditionalGrowthPercentiles([baseline], current, alsoPeers ? { alsoPeers } : {});
  return { pair: { ...head, fit: growth.fit, peers: growth.peers }, growth };
}

function writePair(
  { results, scales }: AssessmentData,
  comparisons: Comparisons,
  pair: WindowPair,
  scores: PairScores,
  { pair: described, growth }: FittedPair,
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
    columns.peers[i] = Math.max(described.peers - 1, 0);
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
  if (few > 0) warnings.push({ code: 'few-peers', count: few });
  if (tooFew > 0) warnings.push({ code: 'too-few-peers', count: tooFew });
  return warnings;
}
