import { bsplineBasis } from '../../stats/splines/bspline-basis.ts';
import { canonicalRows, type CanonicalRows } from '../../stats/quantile-regression/canonical-rows.ts';
import { orthonormalCombinations, orthonormalRows } from '../../stats/quantile-regression/orthonormal-rows.ts';
import { quantileRegression } from '../../stats/quantile-regression/quantile-regression.ts';
import { weightedQuantileType7 } from '../../stats/distributions/quantile-type-7.ts';
import { sortOrder } from '../../stats/quantile-regression/sort-order.ts';
import type { Warning } from '../../warnings.ts';
import type { GrowthOrder, GrowthRule, PriorCurve } from './growth-fit.ts';

/** Fewest peers for each rung of the ladder. */
export interface GrowthLadder {
  /** The full curve. Default 500. */
  readonly full: number;
  /** A cubic without knots: four columns for one earlier score. Default 200. */
  readonly cubic: number;
  /** A straight line. Default 60. */
  readonly line: number;
  /** The Gaussian conditional; below it, no percentile. Default 11. */
  readonly gaussian: number;
}

export interface CurveSettings {
  readonly rule: GrowthRule;
  readonly ladder: GrowthLadder;
  /** Interior knots at these quantiles of the earlier score. */
  readonly knotProbabilities: readonly number[];
  /** The boundaries lie this share of the range outside it. */
  readonly boundaryShare: number;
}

/**
 * Fits the conditional distribution of the outcome given some earlier scores.
 *
 * @param priors one column an earlier score, latest first; finite
 * @param outcome finite
 */
export function fitGrowthOrder(
  priors: readonly Float64Array[],
  outcome: Float64Array,
  taus: Float64Array,
  settings: CurveSettings,
): { order: GrowthOrder; warnings: Warning[] } {
  const peers = outcome.length;
  const none = { method: 'none', peers, curves: [], coefficients: [], orthonormal: [], squaredResiduals: NaN } as const;
  if (peers < settings.ladder.gaussian || peers < priors.length + 3) return { order: none, warnings: [] };
  const distinct = canonicalRows(priors, outcome, null);
  const curves = distinct.columns.map((column) => priorCurve(column, distinct.weights, peers, settings));
  const design = designColumns(distinct, curves);
  if (peers < settings.ladder.line) return { order: gaussianOrder(distinct, curves, design, peers), warnings: [] };
  const fitted = quantileRegression(design, distinct.response, taus, { weights: distinct.weights });
  const order: GrowthOrder = {
    method: 'quantile',
    peers,
    curves,
    coefficients: fitted.coefficients.map((row) => [...row]),
    orthonormal: fitted.orthonormal.map((row) => [...row]),
    squaredResiduals: NaN,
  };
  return { order, warnings: fitted.warnings };
}

/** As many bends as the number of peers, and of different scores among them, can carry. */
function priorCurve(
  values: Float64Array,
  weights: Float64Array,
  peers: number,
  { ladder, rule, knotProbabilities, boundaryShare }: CurveSettings,
): PriorCurve | null {
  const { sorted, counts } = countedValues(values, weights);
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  if (!(low < high)) return null;
  const round = (value: number): number => (rule === 'sgp' ? Math.round(value * 1000) / 1000 : value);
  const pad = boundaryShare * (high - low);
  const boundary = [round(low - pad), round(high + pad)] as const;
  const range = [low, high] as const;
  const different = sorted.length;
  if (peers < ladder.cubic || different < 5) return { knots: [], boundary, degree: 1, range };
  if (peers < ladder.full || different < 10) return { knots: [], boundary, degree: 3, range };
  const quantiles = [...weightedQuantileType7(sorted, counts, knotProbabilities)].map(round);
  const knots = [...new Set(quantiles)].filter((knot) => knot > boundary[0] && knot < boundary[1]);
  return { knots, boundary, degree: 3, range };
}

/** The different values ascending, each with the sum of its weights. */
function countedValues(values: Float64Array, weights: Float64Array): { sorted: Float64Array; counts: Float64Array } {
  const order = sortOrder(values);
  const sorted = new Float64Array(values.length);
  const counts = new Float64Array(values.length);
  let different = 0;
  for (const row of order) {
    if (different === 0 || sorted[different - 1] !== values[row]) sorted[different++] = values[row];
    counts[different - 1] += weights[row];
  }
  return { sorted: sorted.slice(0, different), counts: counts.slice(0, different) };
}

function designColumns({ columns, response }: CanonicalRows, curves: readonly (PriorCurve | null)[]): Float64Array[] {
  const intercept = new Float64Array(response.length).fill(1);
  return [intercept, ...curves.flatMap((curve, k) => (curve ? bsplineBasis(columns[k], curve) : []))];
}

/** Least squares in orthonormal coordinates. */
function gaussianOrder(
  { response, weights }: CanonicalRows,
  curves: readonly (PriorCurve | null)[],
  design: readonly Float64Array[],
  peers: number,
): GrowthOrder {
  const orthonormal = orthonormalRows(design, weights);
  const { rows, stride, rank } = orthonormal;
  // Centred first: sums of squares of large scores lose the digits that matter.
  const centre = response.reduce((sum, value, i) => sum + weights[i] * value, 0) / peers;
  const point = new Float64Array(stride);
  response.forEach((value, i) => {
    for (let j = 0; j < rank; j++) point[j] += (weights[i] * rows[i * stride + j] * (value - centre)) / peers;
  });
  let squaredResiduals = 0;
  response.forEach((value, i) => {
    let residual = value - centre;
    for (let j = 0; j < rank; j++) residual -= rows[i * stride + j] * point[j];
    squaredResiduals += weights[i] * residual * residual;
  });
  const mean = orthonormal.toCoefficients(point);
  mean[0] += centre;
  return {
    method: 'gaussian',
    peers,
    curves,
    coefficients: [[...mean]],
    orthonormal: orthonormalCombinations(orthonormal).map((row) => [...row]),
    squaredResiduals,
  };
}
