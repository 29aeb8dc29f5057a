import { addDays, chanceOfScore, type ForecastRow } from '../../../engine/index.ts';
import { isOfSame, type PupilTargetRow } from '../../records/targets/pupil-targets.ts';
import type { LoadedRun } from '../loaded-run.ts';
import { subjectLabels } from './listed-pupils.ts';

/** A recorded target beside the results that are shown. */
export interface TargetStanding {
  readonly target: PupilTargetRow;
  /** `ahead`: its day is to come; the others: it has been tested, or nothing can be said. */
  readonly state: 'ahead' | 'reached' | 'not-reached' | 'no-result' | 'no-forecast';
  /** Chance of reaching it as these results have it, 0–1; null where they do not say. */
  readonly chance: number | null;
  /** The result it is measured by, as written; '' where there is none. */
  readonly result: string;
}

/** A window counts for a target within so many days of its day. */
const nearDays = 60;

/** How a target stands in a run: the engine’s chance while its day is to come, the result where it has been tested. */
export function targetStanding(run: LoadedRun, target: PupilTargetRow): TargetStanding {
  const tested = windowOf(run, target.date);
  if (tested === undefined) {
    const over = run.manifest.windowDate > addDays(target.date, nearDays);
    const chance = chanceNow(run, target);
    return { target, state: over ? 'no-result' : chance === null ? 'no-forecast' : 'ahead', chance, result: '' };
  }
  const row = run
    .pupilRows('trajectories', target.pupil_id)
    .find(({ subject, window }) => subject === target.subject && window === tested);
  const value = row?.score_value ?? null;
  if (value === null) return { target, state: 'no-result', chance: null, result: row?.score ?? '' };
  const better = subjectLabels(run).get(target.subject)?.higherIsBetter !== false ? 1 : -1;
  const reached = better * (value - target.score) >= 0;
  return { target, state: reached ? 'reached' : 'not-reached', chance: null, result: row?.score ?? '' };
}

/** Chance of a score, as a row of `forecasts` has it, 0–1; null where it does not say. */
export function chanceIn(run: LoadedRun, row: ForecastRow, score: number): number | null {
  const quantiles = [row.q05, row.q10, row.q25, row.q50, row.q65, row.q80, row.q90, row.q95].map(
    (value) => value ?? Number.NaN,
  );
  const higherIsBetter = subjectLabels(run).get(row.subject)?.higherIsBetter !== false;
  const chance = chanceOfScore({ quantiles, whole: row.whole, higherIsBetter }, score);
  return Number.isNaN(chance) ? null : chance;
}

function chanceNow(run: LoadedRun, target: PupilTargetRow): number | null {
  const row = run.pupilRows('forecasts', target.pupil_id).find((one) => isOfSame(one, target));
  return row === undefined ? null : chanceIn(run, row, target.score);
}

/** The window of the run that a day’s target is measured in; undefined where it is to come, or was none. */
function windowOf({ manifest }: LoadedRun, date: string): string | undefined {
  const near = manifest.windows.filter(
    (one) =>
      one.date <= manifest.windowDate && one.date >= addDays(date, -nearDays) && one.date <= addDays(date, nearDays),
  );
  const off = (one: { readonly date: string }) => Math.abs(Date.parse(one.date) - Date.parse(date));
  return near.toSorted((a, b) => off(a) - off(b))[0]?.window;
}
