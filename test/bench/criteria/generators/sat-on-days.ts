import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { UnlikeWorld } from './unlike-world.ts';
import { pointsOfSd } from './sit-papers.ts';

export interface SatOnDays {
  /** Every pupil sits within so many days about the window's. */
  readonly days: number;
  /** Whether the data say when, and how large the error is. */
  readonly dates: boolean;
  readonly errors: boolean;
}

/**
 * A world whose tests were sat on days of the pupils' own, uniform about the window's: what they show is what was true on that
 * day, on a straight line between windows. Its truth stays that of the windows' days.
 *
 * @param world of numbers without a ceiling
 */
export function satOnDays(world: UnlikeWorld, { days, dates, errors }: SatOnDays): UnlikeWorld {
  const { calendar, truth, settings } = world;
  const { results } = world.data;
  const stream = randomStream(settings.seed).sub('days');
  const value = results.value.slice();
  const day = results.day.slice();
  for (let row = 0; row < results.count; row++) {
    const off = days * (stream.uniform() - 0.5);
    const [subject, window] = [results.subject[row], results.window[row]];
    const other = Math.max(0, off < 0 ? window - 1 : window + 1);
    if (other === window) continue;
    const series = (subject * truth.pupils + results.pupil[row]) * truth.times;
    const away = (truth.level[series + other] - truth.level[series + window]) * Math.abs(off);
    const moved = (pointsOfSd[subject] * away) / Math.abs(calendar.day[other] - calendar.day[window]);
    if (Number.isNaN(moved)) continue;
    value[row] = Math.round(value[row] + moved);
    if (dates) day[row] += Math.round(off);
  }
  const sem = errors ? results.sem : results.sem.map(() => Number.NaN);
  return {
    ...world,
    data: { ...world.data, results: { ...results, value, score: Array.from(value, String), day, sem } },
  };
}
