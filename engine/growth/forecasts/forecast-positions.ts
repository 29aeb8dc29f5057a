import type { TrajectoryFit } from '../trajectory/model/trajectory-fit.ts';
import type { TrajectoryPosterior } from '../trajectory/posterior/trajectory-posterior.ts';
import { positionCovariance, positionVariance, subjectProcess } from '../trajectory/model/trajectory-process.ts';
import type { TrajectoryScores } from '../trajectory/model/trajectory-scores.ts';

/** True positions at a later date, one entry a comparison; NaN where there is no current score. */
export interface PositionForecast {
  /** Hand this every posterior as it streams by. */
  readonly visit: (posterior: TrajectoryPosterior) => void;
  /** SD of true positions. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/**
 * What is known of each pupil’s true position at a later date, from the posterior of the first, baseline and current
 * position: their regression on the later one under the fitted process, so that level, rate and return to the level carry
 * on. A lasting slow-down does not: what it has taken stays taken, and its slope ends (real falls are mostly steps). All
 * scores, in all subjects, speak through those three.
 *
 * @param year of the later date, as `TrajectoryScores.year`; one for all, or one a comparison (NaN where none is wanted)
 */
export function forecastPositions(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  year: number | Float64Array,
): PositionForecast {
  const mean = new Float64Array(scores.comparisons).fill(NaN);
  const sd = new Float64Array(scores.comparisons).fill(NaN);
  const lineOf = linesByPattern(fit, scores);
  const yearOf = typeof year === 'number' ? () => year : (i: number) => year[i];
  const parts = { mean: new Float64Array(64), variance: new Float64Array(64) };

  function visit(posterior: TrajectoryPosterior): void {
    const i = posterior.comparison;
    if (Number.isNaN(yearOf(i))) return;
    const rows = [scores.firstScore[i], scores.baselineScore[i], scores.currentScore[i]];
    const { weights, left } = lineOf(rows, yearOf(i));
    readParts(posterior, rows, weights, parts);
    let centre = 0;
    let variance = left;
    for (let k = 0; k < posterior.components; k++) centre += posterior.weight[k] * parts.mean[k];
    for (let k = 0; k < posterior.components; k++)
      variance += posterior.weight[k] * (parts.variance[k] + (parts.mean[k] - centre) ** 2);
    mean[i] = centre;
    sd[i] = Math.sqrt(variance);
  }
  return { visit, mean, sd };
}

/** Place of (p, q) in the posterior’s order ff, fb, fn, bb, bn, nn. */
const placeOf = [0, 1, 2, 1, 3, 4, 2, 4, 5];

/**
 * Mean and variance of the later position under each component: what is left when a lasting slow-down is put back goes on as
 * the process does, and what the slow-down has taken is taken still.
 */
function readParts(
  { components, weight, mean, covariance, fallen }: TrajectoryPosterior,
  rows: readonly number[],
  line: readonly number[],
  into: { mean: Float64Array; variance: Float64Array },
): void {
  if (into.mean.length < components) [into.mean, into.variance] = [0, 0].map(() => new Float64Array(components));
  for (let k = 0; k < components; k++) {
    into.mean[k] = -fallen[3 * k + 2];
    into.variance[k] = 0;
    if (weight[k] === 0) into.mean[k] = 0;
    else
      for (let p = 0; p < 3; p++) {
        if (rows[p] < 0) continue;
        into.mean[k] += line[p] * (mean[3 * k + p] + fallen[3 * k + p]);
        for (let q = 0; q < 3; q++)
          if (rows[q] >= 0) into.variance[k] += line[p] * line[q] * covariance[6 * k + placeOf[3 * p + q]];
      }
  }
}

interface Line {
  /** Weights of first, baseline and current position; 0 where missing. */
  readonly weights: readonly number[];
  /** Variance that they leave. */
  readonly left: number;
}

/** The regression lines, worked out once for every subject and set of dates. */
function linesByPattern(fit: TrajectoryFit, scores: TrajectoryScores): (rows: readonly number[], year: number) => Line {
  const known = new Map<string, Line>();
  return (rows, year) => {
    const subject = scores.subject[rows[2]];
    const years = rows.map((row) => (row < 0 ? NaN : scores.year[row]));
    const key = [subject, ...years, year].join(' ');
    let line = known.get(key);
    if (line === undefined) known.set(key, (line = lineThrough(fit, scores, subject, years, year)));
    return line;
  };
}

/** Mean over the nodes of their correlations, then one regression: their lines hardly differ. */
function lineThrough(
  fit: TrajectoryFit,
  scores: TrajectoryScores,
  subject: number,
  years: readonly number[],
  year: number,
): Line {
  const present = [0, 1, 2].filter((p) => !Number.isNaN(years[p]));
  const times = [...present.map((p) => years[p]), year];
  const correlation = times.map(() => times.map(() => 0));
  for (const node of fit.nodes) {
    const components = node.components[scores.scaleClass[subject]] ?? Object.values(node.components)[0];
    const process = subjectProcess(components);
    const spread = times.map((time) => Math.sqrt(positionVariance(process, fit.frame, time)));
    times.forEach((a, p) =>
      times.forEach((b, q) => {
        const covariance = positionCovariance(process, a, process, b, fit.frame, node.links, true);
        correlation[p][q] += (node.weight * covariance) / (spread[p] * spread[q]);
      }),
    );
  }
  const target = present.map((_, p) => correlation[p][present.length]);
  const solved = solve(
    present.map((_, p) => present.map((_, q) => correlation[p][q] + (p === q ? 1e-9 : 0))),
    target,
  );
  const weights = [0, 0, 0];
  present.forEach((p, at) => (weights[p] = solved[at]));
  return { weights, left: Math.max(0, 1 - solved.reduce((sum, weight, at) => sum + weight * target[at], 0)) };
}

/** Gaussian elimination for a positive definite matrix of at most three rows. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const a = matrix.map((row, r) => [...row, right[r]]);
  for (let pivot = 0; pivot < n; pivot++) {
    for (let r = pivot + 1; r < n; r++) {
      const factor = a[r][pivot] / a[pivot][pivot];
      for (let c = pivot; c <= n; c++) a[r][c] -= factor * a[pivot][c];
    }
  }
  const solution = Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    let sum = a[r][n];
    for (let c = r + 1; c < n; c++) sum -= a[r][c] * solution[c];
    solution[r] = sum / a[r][r];
  }
  return solution;
}
