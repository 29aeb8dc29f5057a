import { academicYearOf } from '../../tables/academic-year-of.ts';
import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { applyGrowthFit } from './apply-growth-fit.ts';
import { conditionalGrowthPercentiles } from './conditional-growth-percentiles.ts';
import { earlierPeers } from './earlier-peers.ts';
import { fitFansBetween, savedFansBetween } from './fans-between.ts';
import type { GrowthPercentiles } from './growth-fit.ts';
import type { PairScores, WindowPair } from './growth-pairs.ts';
import { leaveOneOutGrowth } from './leave-one-out-growth.ts';
import type { GrowthPair, GrowthReference } from './measured-growth.ts';
import { isMarkedPeer, peerMarks } from './peer-marks.ts';
import { savedPair } from './saved-pair.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';

/** One pair of windows and who is in it. */
export interface PairToFit {
  readonly pair: WindowPair;
  readonly scores: PairScores;
  /** Pupils of each cohort. */
  readonly members: readonly (readonly number[])[];
}

export interface FittedPair {
  readonly pair: GrowthPair;
  /** Null for grades, and where a frozen reference has no such pair. */
  readonly growth: GrowthPercentiles | null;
  /** Whether the pupil at a place of the pair's scores is one of `pair.peers`. */
  readonly isPeer: (place: number) => boolean;
  /** A frozen reference should have had the pair and does not. */
  readonly lacking: boolean;
}

const everyone = (): boolean => true;

/**
 * The distribution of the later score given the earlier one, fitted on the peers or taken from a frozen reference, and every
 * pupil's place in it.
 */
export function fitPair(
  data: AssessmentData,
  measurements: Measurements,
  toFit: PairToFit,
  settings: { readonly peers: 'cohort' | 'pooled'; readonly reference: GrowthReference | null },
): FittedPair {
  const { pair, scores } = toFit;
  const head = describePair(data, measurements, pair, scores);
  if (hasGrades(data, pair)) return gradesOf(data, scores, head, settings.reference);
  if (settings.reference !== null) return frozenPair(data, scores, head, settings.reference);
  const { baseline, current } = scores;
  const also = settings.peers === 'pooled' ? earlierPeers(data, measurements, pair, toFit.members) : null;
  const growth = conditionalGrowthPercentiles([baseline], current, also ? { alsoPeers: also } : {});
  const earlier = also ? [{ pupil: also.pupil, baseline: also.priors[0], current: also.outcome }] : [];
  const members = peerMarks(data, [scores, ...earlier]);
  const between =
    growth.method === 'none'
      ? []
      : fitFansBetween(data, measurements, { pair, days: head, unit: growth.fit.unit }, toFit.members[pair.cohort]);
  const fitted = { ...head, fit: growth.fit, peers: growth.peers, members, between };
  return { pair: fitted, growth, isPeer: everyone, lacking: false };
}

/** Those who are in the reference themselves are left out of their peers where the run that made it did so. */
function frozenPair(
  data: AssessmentData,
  scores: PairScores,
  head: Omit<GrowthPair, 'fit'>,
  reference: GrowthReference,
): FittedPair {
  const saved = savedPair(reference, head);
  if (saved === null || saved.fit === null) {
    return { pair: { ...head, fit: null }, growth: null, isPeer: everyone, lacking: true };
  }
  const { fit, peers, baselineRange, members = '' } = saved;
  const { baseline, current } = scores;
  const isPeer = isMarkedPeer(data, members, scores);
  const growth = applyGrowthFit(fit, [baseline], current);
  if (growth.method === 'gaussian') leaveOneOutGrowth(fit, 0, [baseline], current, growth, isPeer);
  const between = savedFansBetween(data, saved, head);
  return { pair: { ...head, fit, peers, baselineRange, members, between }, growth, isPeer, lacking: false };
}

/** Grades have no percentile; who the peers are is still the reference's to say. */
function gradesOf(
  data: AssessmentData,
  scores: PairScores,
  head: Omit<GrowthPair, 'fit'>,
  reference: GrowthReference | null,
): FittedPair {
  const saved = reference && savedPair(reference, head);
  if (!saved) {
    const members = peerMarks(data, [scores]);
    return { pair: { ...head, members, fit: null }, growth: null, isPeer: everyone, lacking: false };
  }
  const { peers, members = '' } = saved;
  const isPeer = isMarkedPeer(data, members, scores);
  return { pair: { ...head, peers, members, fit: null }, growth: null, isPeer, lacking: false };
}

function hasGrades({ scales }: AssessmentData, pair: WindowPair): boolean {
  return scales[pair.scale].class === 'ordinal' || scales[pair.baselineScale].class === 'ordinal';
}

function describePair(
  data: AssessmentData,
  { cohorts }: Measurements,
  pair: WindowPair,
  scores: PairScores,
): Omit<GrowthPair, 'fit'> {
  const { subjects, windows, scales } = data;
  const { baseline } = scores;
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
    yearGroup: academicYearOf(windows.day[pair.window]) - receptionYearOf(cohorts[pair.cohort]),
    baselineDay: windows.day[pair.baselineWindow],
    day: windows.day[pair.window],
    peers: baseline.length,
    baselineRange: baseline.length > 0 ? [low, high] : [0, 0],
  };
}
