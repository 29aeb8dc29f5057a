import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { fitGrowthOrder } from './fit-growth.ts';
import { fanProbabilities } from './growth-fan.ts';
import type { GrowthFit } from './growth-fit.ts';
import type { WindowPair } from './growth-pairs.ts';
import { pairScores } from './growth-pairs.ts';
import type { FanBetween, GrowthPair } from './measured-growth.ts';
import { daysAYear } from '../../tables/days.ts';

const curveSettings = {
  rule: 'midpoint',
  ladder: { full: 500, cubic: 200, line: 60, gaussian: 11 },
  knotProbabilities: [0.2, 0.4, 0.6, 0.8],
  boundaryShare: 0.1,
} as const;
/** Windows of one term lie within this many days of the same date in another year. */
const sameTermDays = 45;

type PairOfDays = Pick<GrowthPair, 'cohort' | 'baselineDay' | 'day'>;

/** Where the pupils of a cohort with the same baseline stood at the windows on the way, as far as they sat the same test. */
export function fitFansBetween(
  data: AssessmentData,
  measurements: Measurements,
  { pair, days, unit }: { pair: WindowPair; days: PairOfDays; unit: number },
  members: readonly number[],
): FanBetween[] {
  const taus = Float64Array.from(fanProbabilities);
  return windowsBetween(data, days).flatMap((window) => {
    const scores = pairScores(data, measurements, { ...pair, window }, members);
    const { order } = fitGrowthOrder([scores.baseline], scores.current, taus, curveSettings);
    if (order.method === 'none') return [];
    const fit: GrowthFit = { version: 1, rule: 'midpoint', unit, taus: [...taus], orders: [order] };
    return [{ window: data.windows.window[window], day: data.windows.day[window], fit }];
  });
}

/** The saved ones at the days of this run's windows; those of earlier pupils at the same time of the year. */
export function savedFansBetween({ windows }: AssessmentData, saved: GrowthPair, days: PairOfDays): FanBetween[] {
  const years = Math.round((days.day - saved.day) / daysAYear);
  const same = saved.cohort === days.cohort && saved.day === days.day && saved.baselineDay === days.baselineDay;
  return windowsBetween({ windows }, days).flatMap((window) => {
    const day = windows.day[window];
    const off = (each: FanBetween) => Math.abs(day - each.day - years * daysAYear);
    const name = windows.window[window];
    const near = (saved.between ?? []).filter((each) =>
      same ? each.day === day && each.window === name : off(each) <= sameTermDays,
    );
    const nearest = near.toSorted((a, b) => off(a) - off(b)).at(0);
    return nearest ? [{ window: name, day, fit: nearest.fit }] : [];
  });
}

function windowsBetween({ windows }: Pick<AssessmentData, 'windows'>, { baselineDay, day }: PairOfDays): number[] {
  return Array.from(windows.day.keys()).filter((at) => windows.day[at] > baselineDay && windows.day[at] < day);
}
