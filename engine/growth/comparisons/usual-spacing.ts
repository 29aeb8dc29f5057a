/** Windows nearer than this are one sitting under two names (a week for each subject). */
const oneSittingDays = 42;

/**
 * The usual time between windows: the median of the gaps between them, days.
 *
 * @param days of the windows, ascending
 * @returns NaN where there is only one sitting
 */
export function usualSpacing(days: readonly number[]): number {
  const gaps: number[] = [];
  let last = days[0];
  for (const day of days) {
    if (day - last < oneSittingDays) continue;
    gaps.push(day - last);
    last = day;
  }
  gaps.sort((a, b) => a - b);
  // The middle one, or the mean of the two in the middle.
  const middle = (gaps.length - 1) / 2;
  return gaps.length === 0 ? Number.NaN : (gaps[Math.floor(middle)] + gaps[Math.ceil(middle)]) / 2;
}
