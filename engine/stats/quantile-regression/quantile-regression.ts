import { SameStartError } from '../../errors.ts';
import type { Warning } from '../../warnings.ts';
import { canonicalRows } from './canonical-rows.ts';
import { orthonormalCombinations, orthonormalRows } from './orthonormal-rows.ts';
import { quantileProcess } from './quantile-process.ts';

export interface QuantileRegressionSettings {
  /** n positive finite numbers; 1 each by default. A row of weight 2 is the same as two rows. */
  readonly weights?: Float64Array;
  /** Most vertices one search for a τ may walk over. Default: by size, more than any search should need. */
  readonly pivotLimit?: number;
}

export interface QuantileRegression {
  /** One vector of p coefficients a τ, in the order of `taus`. */
  readonly coefficients: Float64Array[];
  /** Σ w (y − Xb)(τ − [y < Xb]) at the solution, one a τ. */
  readonly checkLoss: Float64Array;
  /** How far at most the check loss lies above the optimum, by weak duality, one a τ: the proof of optimality. */
  readonly dualityGap: Float64Array;
  /** Distinct rows the problem was solved on. */
  readonly distinctRows: number;
  readonly rank: number;
  /** `rank` vectors v of p coefficients: the Xv are orthogonal with weighted mean square 1. Leverage of x = Σ (x′v)² / Σw. */
  readonly orthonormal: Float64Array[];
  /** Work done, all τ together: vertices walked over, passes over all rows, times the band had to be mended. */
  readonly counts: { readonly pivots: number; readonly passes: number; readonly repairs: number };
  readonly warnings: Warning[];
}

/**
 * Linear quantile regression at every τ of a grid, exactly: argmin_b Σ w ρ_τ(y − Xb), ρ_τ(u) = u(τ − [u < 0]).
 *
 * The solution is a vertex (it passes through as many rows as the design has rank). Where several vertices are optimal any
 * may be given, the same one whatever the order of the rows. Identical rows cost one. Columns that are combinations of
 * earlier ones get coefficient 0 and the warning `rank-deficient`; fewer rows than columns is a case of it. A τ that meets
 * the iteration limit gives its best solution so far and the warning `iteration-limit`.
 *
 * @param design p ≥ 1 columns of n ≥ 1 finite numbers; an intercept is a column of ones
 * @param response n finite numbers
 * @param taus quantile levels in (0, 1), any order
 * @throws `design-empty`, `lengths-differ`, `not-finite`, `tau-outside`, `weight-not-positive`
 * @see Koenker & Bassett (1978); Portnoy & Koenker (1997); Chernozhukov, Fernández-Val & Melly (2020)
 */
export function quantileRegression(
  design: readonly Float64Array[],
  response: Float64Array,
  taus: Float64Array,
  settings: QuantileRegressionSettings = {},
): QuantileRegression {
  checkInput(design, response, taus, settings.weights);
  const distinct = canonicalRows(design, response, settings.weights ?? null);
  const orthonormal = orthonormalRows(distinct.columns, distinct.weights);
  const path = quantileProcess({ ...orthonormal, ...distinct }, taus, settings.pivotLimit);
  const warnings: Warning[] = [];
  if (orthonormal.dropped > 0) warnings.push({ code: 'rank-deficient', count: orthonormal.dropped });
  const limited = path.solved.filter((one) => one.limited).length;
  if (limited > 0) warnings.push({ code: 'iteration-limit', count: limited });
  const rounding = 1e-14 * magnitude(distinct);
  const loose = path.solved.filter((one) => one.dualityGap > 1e-9 * one.checkLoss + rounding && !one.limited).length;
  if (loose > 0) warnings.push({ code: 'not-certified', count: loose });
  return {
    coefficients: path.solved.map((one) => orthonormal.toCoefficients(one.point)),
    checkLoss: Float64Array.from(path.solved, (one) => one.checkLoss),
    dualityGap: Float64Array.from(path.solved, (one) => one.dualityGap),
    distinctRows: distinct.response.length,
    rank: orthonormal.rank,
    orthonormal: orthonormalCombinations(orthonormal),
    counts: path.counts,
    warnings,
  };
}

/** Σ w |y|: a loss of 1e-14 of it is 0 to the last digit, as where a curve goes through every row. */
function magnitude({ response, weights }: { response: Float64Array; weights: Float64Array }): number {
  return response.reduce((sum, value, i) => sum + weights[i] * Math.abs(value), 0);
}

function checkInput(
  design: readonly Float64Array[],
  response: Float64Array,
  taus: Float64Array,
  weights: Float64Array | undefined,
): void {
  const n = response.length;
  if (design.length === 0) throw new SameStartError('design-empty', { why: 'the design has no columns' });
  if (n === 0) throw new SameStartError('design-empty', { why: 'there are no rows' });
  design.forEach((column, j) => checkColumn(column, `design column ${j + 1}`, n));
  checkColumn(response, 'the response', n);
  for (const tau of taus) if (!(tau > 0 && tau < 1)) throw new SameStartError('tau-outside', { tau });
  if (!weights) return;
  checkColumn(weights, 'the weights', n);
  const bad = weights.findIndex((weight) => !(weight > 0));
  if (bad >= 0) throw new SameStartError('weight-not-positive', { row: bad + 1, weight: weights[bad] });
}

function checkColumn(column: Float64Array, what: string, expected: number): void {
  if (column.length !== expected) throw new SameStartError('lengths-differ', { what, length: column.length, expected });
  for (let i = 0; i < expected; i++) {
    if (!Number.isFinite(column[i])) throw new SameStartError('not-finite', { what, row: i + 1 });
  }
}
