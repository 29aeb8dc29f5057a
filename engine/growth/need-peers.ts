import type { Measurements } from '../scales/measurements.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import { textAt } from '../tables/text-column.ts';
import type { Comparisons } from './comparisons.ts';
import type { MeasuredGrowth } from './measured-growth.ts';

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

/** Starting positions this far apart count as the same start, observed SD. */
const sameStart = 0.5;

/** Growth percentiles, 0–100, of pupils in other schools with similar need and the same start as a pupil has now. */
export type NeedPeers = (comparison: number) => Float64Array;

/**
 * Finds them among the run’s own comparisons: the same subject, the same status (K or E: severity), the same broad area of
 * need, another school, a baseline position within half an SD of where the pupil is now. Empty for a pupil without need.
 */
export function needPeers(
  data: AssessmentData,
  measurements: Measurements,
  comparisons: Comparisons,
  growth: MeasuredGrowth,
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
  const { school } = data.pupils;
  return (comparison) => {
    const pupil = comparisons.pupil[comparison];
    const need = needOf(pupil);
    const now = measurements.observed[comparisons.currentRow[comparison]];
    const others = need === null ? [] : (alike.get(`${comparisons.subject[comparison]} ${need}`) ?? []);
    const peers = others.filter(
      (i) =>
        school.codes[comparisons.pupil[i]] !== school.codes[pupil] &&
        Math.abs(measurements.observed[comparisons.baselineRow[i]] - now) <= sameStart,
    );
    return Float64Array.from(peers, (i) => growth.percentile[i]);
  };
}
