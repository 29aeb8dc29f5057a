import type { ProvisionRow } from '../../../records/plans/plan-tables.ts';

/** Hours a week that a pupil has of a provision, to a hundredth: 20 minutes three times a week are 1. */
export function hoursAWeek({ minutes, times_a_week }: Pick<ProvisionRow, 'minutes' | 'times_a_week'>): number {
  return Math.round((minutes * times_a_week * 100) / 60) / 100;
}
