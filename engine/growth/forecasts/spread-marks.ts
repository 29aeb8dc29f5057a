/** Points by the share of marks below them, and back. */
export interface SpreadMarks {
  /** @param share 0–1 */
  pointsAt(share: number): number;
  /** Never nearer to 0 or 1 than half a pupil. */
  shareBelow(points: number): number;
}

/**
 * A cell’s marks as a continuous scale: a whole mark stands for everything that rounds to it, so that pupils with one mark lie
 * evenly over the half point on either side; other marks are joined by lines. Nothing lies beyond the best and the worst mark.
 *
 * @param sorted ascending, at least one
 * @param unit 1 where marks are whole numbers, else 0
 */
export function spreadMarks(sorted: Float64Array, unit: number): SpreadMarks {
  const n = sorted.length;
  const last = sorted[n - 1];
  // Between two knots shares grow evenly.
  const points: number[] = [];
  const shares: number[] = [];
  let at = 0;
  while (at < n) {
    let end = at;
    while (end < n && sorted[end] === sorted[at]) end++;
    if (unit > 0) {
      points.push(sorted[at] - unit / 2, sorted[at] + unit / 2);
      shares.push(at / n, end / n);
    } else {
      points.push(sorted[at]);
      shares.push((at + end) / (2 * n));
    }
    at = end;
  }
  return {
    pointsAt: (share) => Math.min(Math.max(between(shares, points, share), sorted[0]), last),
    shareBelow: (value) => Math.min(Math.max(between(points, shares, value), 0.5 / n), 1 - 0.5 / n),
  };
}

/** Linear between knots (ascending, equal ones allowed), constant beyond the ends. */
function between(knots: readonly number[], values: readonly number[], at: number): number {
  const end = knots.length - 1;
  if (!(at > knots[0])) return values[0];
  if (!(at < knots[end])) return values[end];
  let below = 0;
  let above = end;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (knots[middle] < at) below = middle;
    else above = middle;
  }
  const width = knots[above] - knots[below];
  return width > 0 ? values[below] + ((at - knots[below]) / width) * (values[above] - values[below]) : values[above];
}
