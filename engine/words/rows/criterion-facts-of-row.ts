import type { CriterionFacts } from '../criteria/criterion-facts.ts';
import { nextWindowMonth } from '../kit/next-window-month.ts';
import type { CriterionRow } from './report-rows.ts';
import { windowMonth } from '../kit/window-month.ts';
import { dayOfText } from '../../tables/days.ts';

/** A window as the manifest lists it, ascending by date. */
export interface RunWindow {
  readonly window: string;
  /** ISO 8601. */
  readonly date: string;
}

/** Reads rows of a run's criteria table as facts, so that pages can say them again in other words (“in short”). */
export function criterionFactsOfRow(windows: readonly RunWindow[]): (row: CriterionRow) => CriterionFacts {
  const days = windows.map(({ date }) => dayOfText(date));
  const placeOf = new Map(windows.map(({ window }, place) => [window, place]));
  const place = (window: string | null) => (window === null ? -1 : (placeOf.get(window) ?? -1));
  return (row) => {
    const baseline = place(row.baseline_window);
    const current = place(row.window);
    return {
      criterion: row.criterion,
      verdict: row.verdict,
      reason: row.reason,
      probability: row.probability ?? Number.NaN,
      information: row.information ?? Number.NaN,
      effect: row.effect ?? Number.NaN,
      rateBeforePoints: row.rate_before_points ?? Number.NaN,
      rateSincePoints: row.rate_since_points ?? Number.NaN,
      gapBaselinePoints: row.gap_baseline_points ?? Number.NaN,
      gapPoints: row.gap_points ?? Number.NaN,
      settles: row.settles ?? Number.NaN,
      baselineMonth: baseline < 0 ? null : windowMonth(days[baseline]),
      currentMonth: current < 0 ? null : windowMonth(days[current]),
      nextMonth: current < 0 ? null : nextWindowMonth(days, current),
      because: null,
      weeksApart: Number.NaN,
      peers: Number.NaN,
    };
  };
}
