import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import type { WindowPair } from './growth-pairs.ts';
import { pairScores } from './growth-pairs.ts';
import { daysAYear } from '../../tables/days.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';

/** Windows of one term lie within this many days of the same date in another year. */
const sameTermDays = 45;

export interface EarlierPeers {
  /** Index into the pupils of the data, one a score. */
  readonly pupil: readonly number[];
  readonly priors: readonly Float64Array[];
  readonly outcome: Float64Array;
}

/**
 * Scores of earlier academic years’ pupils in the same year group at the same two times of the year on the same tests: the
 * further peers of the reference `pooled`.
 *
 * @param years how many earlier years to look at
 */
export function earlierPeers(
  data: AssessmentData,
  measurements: Measurements,
  pair: WindowPair,
  members: readonly (readonly number[])[],
  years = 3,
): EarlierPeers {
  const pupil: number[] = [];
  const priors: number[] = [];
  const outcome: number[] = [];
  const reception = receptionYearOf(measurements.cohorts[pair.cohort]);
  for (let back = 1; back <= years; back++) {
    const cohort = measurements.cohorts.findIndex((name) => receptionYearOf(name) === reception - back);
    const baselineWindow = windowYearsBefore(data, pair.baselineWindow, back);
    const window = windowYearsBefore(data, pair.window, back);
    if (cohort < 0 || baselineWindow < 0 || window < 0) continue;
    const earlier = { ...pair, cohort, baselineWindow, window };
    const scores = pairScores(data, measurements, earlier, members[cohort]);
    pupil.push(...scores.pupil);
    priors.push(...scores.baseline);
    outcome.push(...scores.current);
  }
  return { pupil, priors: [Float64Array.from(priors)], outcome: Float64Array.from(outcome) };
}

function windowYearsBefore({ windows }: AssessmentData, window: number, back: number): number {
  const aim = windows.day[window] - back * daysAYear;
  let nearest = -1;
  for (let index = 0; index < windows.count; index++) {
    const distance = Math.abs(windows.day[index] - aim);
    if (distance > sameTermDays) continue;
    if (nearest < 0 || distance < Math.abs(windows.day[nearest] - aim)) nearest = index;
  }
  return nearest;
}
