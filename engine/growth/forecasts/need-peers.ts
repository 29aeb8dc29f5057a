import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { textAt } from '../../tables/text-column.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import type { MeasuredGrowth } from '../percentiles/measured-growth.ts';
import type { TargetSettings } from './target-settings.ts';

/** The four broad areas of the SEND Code of Practice 2015 (6.28–6.35); other codes stand for themselves. */
const broadAreas: Readonly<Record<string, string>> = {
  SPLD: 'cognition and learning',
  MLD: 'cognition and learning',
  SLD: 'cognition and learning',
  PMLD: 'cognition and learning',
  SLCN: 'communication and interaction',
  ASD: 'communication and interaction',
  SEMH: 'social, emotional and mental health',
  HI: 'sensory or physical',
  VI: 'sensory or physical',
  MSI: 'sensory or physical',
  PD: 'sensory or physical',
};

/** Growth percentiles, 0–100, of pupils in other schools with similar need and the same start as a pupil has now. */
export type NeedPeers = (comparison: number) => Float64Array;

/**
 * Finds them among the run’s own comparisons: the same subject, the same status (K or E: severity), the same broad area of
 * need, another school, a baseline position within `sameStart` of where the pupil is now. Empty for a pupil without need.
 */
export function needPeers(
  data: AssessmentData,
  measurements: Measurements,
  comparisons: Comparisons,
  growth: MeasuredGrowth,
  { sameStart, mostPeers }: Pick<TargetSettings, 'sameStart' | 'mostPeers'>,
): NeedPeers {
  const needOf = (pupil: number): string | null => {
    const status = textAt(data.pupils.senStatus, pupil);
    if (status !== 'K' && status !== 'E') return null;
    const need = textAt(data.pupils.primaryNeed, pupil) ?? 'not stated';
    return `${status} ${broadAreas[need] ?? need}`;
  };
  const alike = new Map<string, number[]>();
  for (let i = 0; i < comparisons.count; i++) {
    const need = needOf(comparisons.pupil[i]);
    if (need === null || Number.isNaN(growth.percentile[i])) continue;
    const key = `${comparisons.subject[i]} ${need}`;
    const others = alike.get(key);
    if (others) others.push(i);
    else alike.set(key, [i]);
  }
  const start = (i: number) => measurements.observed[comparisons.baselineRow[i]];
  for (const others of alike.values()) others.sort((a, b) => start(a) - start(b) || a - b);
  const { school } = data.pupils;
  return (comparison) => {
    const pupil = comparisons.pupil[comparison];
    const need = needOf(pupil);
    const others = need === null ? [] : (alike.get(`${comparisons.subject[comparison]} ${need}`) ?? []);
    const now = measurements.observed[comparisons.currentRow[comparison]];
    const peers: number[] = [];
    let above = firstAtLeast(others, start, now);
    let below = above - 1;
    while (peers.length < mostPeers) {
      const up = above < others.length ? start(others[above]) - now : Infinity;
      const down = below >= 0 ? now - start(others[below]) : Infinity;
      if (Math.min(up, down) > sameStart) break;
      const i = up <= down ? others[above++] : others[below--];
      if (school.codes[comparisons.pupil[i]] !== school.codes[pupil]) peers.push(growth.percentile[i]);
    }
    return Float64Array.from(peers);
  };
}

function firstAtLeast(others: readonly number[], start: (i: number) => number, value: number): number {
  let low = 0;
  let high = others.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start(others[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
