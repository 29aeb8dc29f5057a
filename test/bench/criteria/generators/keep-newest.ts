import { pickResults } from '../../../../engine/tables/pick-results.ts';
import type { UnlikeWorld } from './unlike-world.ts';

/** The same pupils and papers with all but the newest `windows` cut away, as a school has them that began later. */
export function keepNewest(world: UnlikeWorld, windows: number): UnlikeWorld {
  const { settings, calendar, data, truth } = world;
  const cut = Math.max(0, calendar.count - windows);
  if (cut === 0) return world;
  const { results } = data;
  const rows = Int32Array.from({ length: results.count }, (_, row) => row).filter((row) => results.window[row] >= cut);
  const firstRow = new Int32Array(results.firstRow.length);
  for (const row of rows) firstRow[results.subject[row] * truth.pupils + results.pupil[row] + 1]++;
  for (let series = 1; series < firstRow.length; series++) firstRow[series] += firstRow[series - 1];
  const picked = pickResults(results, rows, firstRow);
  const late = (column: Float64Array) => column.filter((_, at) => at % truth.times >= cut);
  const since = (year: number) => year - calendar.year[cut];
  const earlier = (window: number) => window - cut;
  return {
    settings,
    calendar: {
      count: calendar.count - cut,
      names: calendar.names.slice(cut),
      term: calendar.term.slice(cut),
      day: calendar.day.slice(cut),
      year: calendar.year.slice(cut).map(since),
      schoolYear: calendar.schoolYear.slice(cut),
      taught: calendar.taught.slice(cut),
    },
    data: {
      ...data,
      windows: {
        count: calendar.count - cut,
        window: data.windows.window.slice(cut),
        day: data.windows.day.slice(cut),
        term: data.windows.term.slice(cut),
        label: data.windows.label.slice(cut),
      },
      results: { ...picked, window: picked.window.map(earlier) },
    },
    truth: {
      ...truth,
      times: truth.times - cut,
      level: late(truth.level),
      position: late(truth.position),
      shown: late(truth.shown),
      shortfall: late(truth.shortfall),
      fromYear: truth.fromYear.map(since),
      awayFrom: truth.awayFrom.map(earlier),
      eventWindow: earlier(truth.eventWindow),
    },
  };
}
