import type { UnlikeWorld } from '../generators/unlike-world.ts';
import { linearMixedModel, type Series } from './linear-mixed-model.ts';

/**
 * What schools and researchers rank by now, by subject × pupil: higher = of more concern; NaN where there is no newest score.
 * All from scores against the pupil's cohort in the window (mean 0, SD 1).
 */
export function rivalRankings(world: UnlikeWorld): Record<string, Float64Array> {
  const { truth, calendar, settings } = world;
  const { pupils } = truth;
  const rankings: Record<string, Float64Array> = {};
  for (let subject = 0; subject < settings.subjects; subject++) {
    const scores = scoresOf(world, subject);
    const newest = calendar.count - 1;
    const series = scores.map((own) => {
      const at = [...own.keys()].filter((window) => !Number.isNaN(own[window]));
      return { years: at.map((window) => calendar.year[window]), values: at.map((window) => own[window]) };
    });
    const baseline = scores.map((own) => nearest(own, calendar.year, newest));
    const before = scores.map((own) => lastBefore(own, newest));
    const mean = scores.map((own) => {
      const seen = own.slice(0, newest).filter((value) => !Number.isNaN(value));
      return seen.length === 0 ? NaN : seen.reduce((sum, value) => sum + value, 0) / seen.length;
    });
    const now = scores.map((own) => own[newest]);
    const mixed = linearMixedModel(series);
    add('value added over one baseline', residuals(baseline, now));
    add('value added over all baselines', residuals(mean, now));
    add('drop since last window', (pupil) => before[pupil] - now[pupil]);
    add('score minus baseline', (pupil) => baseline[pupil] - now[pupil]);
    add('lowest score', (pupil) => -now[pupil]);
    add('slope of a mixed model', (pupil) => -mixed.slope(series[pupil]));
    add('surprise to a mixed model', (pupil) => surprise(mixed, series[pupil], calendar.year[newest], now[pupil]));

    function add(name: string, score: (pupil: number) => number): void {
      const ranking = (rankings[name] ??= new Float64Array(settings.subjects * pupils).fill(NaN));
      for (let pupil = 0; pupil < pupils; pupil++) {
        if (Number.isNaN(now[pupil])) continue;
        const value = score(pupil);
        // Who has no earlier score cannot be flagged: last in the list.
        ranking[subject * pupils + pupil] = Number.isNaN(value) ? -99 : value;
      }
    }
  }
  return rankings;
}

/** By pupil: score against the cohort by window, NaN where there is none. */
function scoresOf({ truth, calendar, settings }: UnlikeWorld, subject: number): number[][] {
  const { pupils, times, cohort, shown } = truth;
  const scores = Array.from({ length: pupils }, () => Array.from({ length: calendar.count }, () => NaN));
  for (let window = 0; window < calendar.count; window++) {
    for (let own = 0; own < settings.yearGroups.length; own++) {
      const value = (pupil: number) => shown[(subject * pupils + pupil) * times + window];
      const here = [...cohort.keys()].filter((pupil) => cohort[pupil] === own && !Number.isNaN(value(pupil)));
      const mean = here.reduce((sum, pupil) => sum + value(pupil), 0) / here.length;
      const sd = Math.sqrt(here.reduce((sum, pupil) => sum + (value(pupil) - mean) ** 2, 0) / here.length);
      for (const pupil of here) scores[pupil][window] = (value(pupil) - mean) / sd;
    }
  }
  return scores;
}

/** The score nearest to a year before the newest window, at least ten weeks before it. */
function nearest(own: readonly number[], year: Float64Array, newest: number): number {
  let best = NaN;
  let distance = Infinity;
  for (let window = 0; window < newest; window++) {
    const gap = year[newest] - year[window];
    if (Number.isNaN(own[window]) || gap < 10 / 52 || Math.abs(gap - 1) >= distance) continue;
    [best, distance] = [own[window], Math.abs(gap - 1)];
  }
  return best;
}

function lastBefore(own: readonly number[], newest: number): number {
  for (let window = newest - 1; window >= 0; window--) if (!Number.isNaN(own[window])) return own[window];
  return NaN;
}

/** How far below the line of those who started alike. */
function residuals(x: readonly number[], y: readonly number[]): (pupil: number) => number {
  let [xx, xy] = [0, 0];
  x.forEach((value, pupil) => {
    if (Number.isNaN(value + y[pupil])) return;
    xx += value * value;
    xy += value * y[pupil];
  });
  return (pupil) => (xy / xx) * x[pupil] - y[pupil];
}

/** How far the newest score lies below what the earlier ones predict, in the predictive SD. */
function surprise(model: ReturnType<typeof linearMixedModel>, series: Series, year: number, now: number): number {
  const earlier = series.years.filter((one) => one < year - 1e-9).length;
  if (earlier === 0) return NaN;
  const past = { years: series.years.slice(0, earlier), values: series.values.slice(0, earlier) };
  const { mean, variance } = model.predict(past, year);
  return (mean - now) / Math.sqrt(variance);
}
