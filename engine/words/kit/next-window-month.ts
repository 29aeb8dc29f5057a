import { windowMonth } from './window-month.ts';
import { daysAYear } from '../../tables/days.ts';

/**
 * Month in which the next tests are likely to be sat, without the year (“March”): the month of the window that followed
 * the same window a year ago. Null where no window lies about a year back or none followed it.
 *
 * @param windowDays days since 1970-01-01, ascending
 * @param current index of the current window
 */
export function nextWindowMonth(windowDays: ArrayLike<number>, current: number): string | null {
  const yearAgo = windowDays[current] - daysAYear;
  for (let window = 0; window < current; window++) {
    // Six weeks either way: a spring window moves with Easter, and never as far as the next term's.
    if (Math.abs(windowDays[window] - yearAgo) > 42) continue;
    return windowMonth(windowDays[window + 1]).split(' ')[0] || null;
  }
  return null;
}
