import type { GaussianSummary } from './gaussian-summary.ts';

/** Weight of the centre among the nodes. */
const centreWeight = 0.2;

/**
 * Points that stand for a Gaussian in sums: the centre and two along every direction at least `narrowest` wide, with the
 * same mean and covariance along these. The k-th point of every summary with as many directions has the same weight.
 *
 * @returns 1 + 2 · directions points; weights sum to 1
 * Source: Julier & Uhlmann 2004 (sigma points).
 */
export function gaussianNodes(summary: GaussianSummary, directions: number): { points: number[][]; weights: number[] } {
  if (directions === 0) return { points: [summary.mean], weights: [1] };
  const radius = Math.sqrt(directions / (1 - centreWeight));
  const points = [summary.mean];
  for (let k = 0; k < directions; k++) {
    for (const side of [-1, 1]) {
      points.push(summary.mean.map((entry, p) => entry + side * radius * summary.sd[k] * summary.directions[k][p]));
    }
  }
  const outer = (1 - centreWeight) / (2 * directions);
  return { points, weights: points.map((_, at) => (at === 0 ? centreWeight : outer)) };
}
