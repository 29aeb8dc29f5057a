import type { ProvisionRow } from '../../records/plans/plan-tables.ts';

/** “20 minutes, 3 times a week, by Ms Khan, in a group of 4”. */
export function provisionLine(one: ProvisionRow): string {
  const alone = one.group_size === 1 ? 'alone' : `in a group of ${one.group_size}`;
  return `${one.minutes} minutes, ${timesAWeekWords(one.times_a_week)}, by ${one.by_whom}, ${alone}${one.times ? ` (${one.times})` : ''}`;
}

export function timesAWeekWords(times: number): string {
  if (times === 1) return 'once a week';
  if (times === 2) return 'twice a week';
  if (times === 0.5) return 'once a fortnight';
  return times < 1 ? `once every ${Math.round(1 / times)} weeks` : `${times} times a week`;
}
