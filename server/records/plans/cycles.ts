import type { SupportPlanRow } from '../record-tables.ts';

/** The how-manieth plan of its pupil each is, from 1, by plan: the turns of the graduated approach. */
export function cycles(plans: readonly SupportPlanRow[]): ReadonlyMap<string, number> {
  const inTurn = plans.toSorted(
    (a, b) =>
      a.start_on.localeCompare(b.start_on) || a.made_at.localeCompare(b.made_at) || a.plan_id.localeCompare(b.plan_id),
  );
  return new Map(inTurn.map(({ plan_id }, at) => [plan_id, at + 1]));
}
