import type { ProvisionRow } from '../plans/plan-tables.ts';

/** Weeks with school in a year, of 52 (the Education (School Day and School Year) Regulations 1999: 190 days, 38 weeks of pupils'). */
const schoolWeeksOfYear = 38;

/** Minutes a week of one who is in it. */
export function weeklyMinutes({ minutes, times_a_week }: Pick<ProvisionRow, 'minutes' | 'times_a_week'>): number {
  return minutes * times_a_week;
}

/** School weeks between two days (ISO, both included): calendar weeks times 38 of 52, since holidays are not in the record. */
export function schoolWeeks(from: string, to: string): number {
  const days = (Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000 + 1;
  return days <= 0 ? 0 : (days / 7) * (schoolWeeksOfYear / 52);
}

/** The part of one time that lies in another; null where none does. Days ISO, both ends included. */
export function commonTime(
  a: { readonly from: string; readonly to: string },
  b: { readonly from: string; readonly to: string },
): { readonly from: string; readonly to: string } | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}
