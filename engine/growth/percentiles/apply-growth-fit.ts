import { SameStartError } from '../../errors.ts';
import { canonicalRows } from '../../stats/quantile-regression/canonical-rows.ts';
import type { Warning } from '../../warnings.ts';
import { conditionalDistribution } from './conditional-distribution.ts';
import type { GrowthFit, GrowthOrder, GrowthPercentiles } from './growth-fit.ts';

/**
 * Growth percentiles of any pupils under a frozen reference. Each pupil's numbers depend on that pupil's scores and the fit
 * alone, to the bit.
 *
 * Several orders: a pupil gets the one with the most of the latest earlier scores present.
 *
 * @param priors columns of n earlier scores, latest first, at least one and at most as many as the fit has orders are used
 * @param outcome n later scores; NaN = missing: `percentile` NaN, `expected` still given
 * @throws `lengths-differ`, `design-empty`
 */
export function applyGrowthFit(
  fit: GrowthFit,
  priors: readonly Float64Array[],
  outcome: Float64Array,
): GrowthPercentiles {
  const n = checkScores(priors, outcome);
  const used = orderForEachPupil(priors, n, fit);
  const result = {
    percentile: new Float64Array(n).fill(NaN),
    expected: new Float64Array(n).fill(NaN),
    peersNear: new Float64Array(n).fill(NaN),
  };
  let beyond = 0;
  fit.orders.forEach((order, k) => {
    if (order.method === 'none') return;
    for (const measured of [true, false]) {
      const rows = rowsWhere(n, (i) => used[i] === k + 1 && Number.isFinite(outcome[i]) === measured);
      beyond += applyOrder(fit, order, { priors: priors.slice(0, k + 1), outcome, rows, measured }, result);
    }
  });
  const warnings: Warning[] = [];
  if (beyond > 0) warnings.push({ code: 'beyond-baselines', count: beyond });
  return {
    ...result,
    peers: fit.orders[0]?.peers ?? 0,
    method: fit.orders[0]?.method ?? 'none',
    priorsUsed: used,
    fit,
    warnings,
  };
}

/** How many of the latest earlier scores each pupil has without a gap, as far as the fit has an order for them. */
export function orderForEachPupil(priors: readonly Float64Array[], n: number, fit: GrowthFit): Uint8Array {
  const used = new Uint8Array(n);
  const usable = fit.orders.map((order) => order.method !== 'none');
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < priors.length && k < usable.length && Number.isFinite(priors[k][i]); k++) {
      if (usable[k]) used[i] = k + 1;
    }
  }
  return used;
}

/** @returns n */
export function checkScores(priors: readonly Float64Array[], outcome: Float64Array): number {
  if (priors.length === 0) throw new SameStartError('design-empty', { why: 'there is no earlier score' });
  priors.forEach((prior, k) => {
    if (prior.length === outcome.length) return;
    const values = { what: `earlier score ${k + 1}`, length: prior.length, expected: outcome.length };
    throw new SameStartError('lengths-differ', values);
  });
  return outcome.length;
}

interface Applied {
  readonly priors: readonly Float64Array[];
  readonly outcome: Float64Array;
  readonly rows: Uint32Array;
  /** The outcome is there in all of these rows, or in none. */
  readonly measured: boolean;
}

/**
 * Fills in the result of some rows, each different combination of scores once.
 *
 * @returns how many earlier scores lie beyond those of the peers
 */
function applyOrder(
  fit: GrowthFit,
  order: GrowthOrder,
  { priors, outcome, rows, measured }: Applied,
  result: Pick<GrowthPercentiles, 'percentile' | 'expected' | 'peersNear'>,
): number {
  const pick = (column: Float64Array): Float64Array =>
    rows.length === column.length ? column : Float64Array.from(rows, (row) => column[row]);
  const distinct = canonicalRows(priors.map(pick), measured ? pick(outcome) : new Float64Array(rows.length), null);
  const distribution = conditionalDistribution(fit, order);
  const count = distinct.response.length;
  const percentile = new Float64Array(count).fill(NaN);
  const expected = new Float64Array(count);
  const peersNear = new Float64Array(count);
  let beyond = 0;
  for (let d = 0; d < count; d++) {
    if (d > 0 && distinct.columns.every((column) => column[d] === column[d - 1])) {
      expected[d] = expected[d - 1];
      peersNear[d] = peersNear[d - 1];
    } else {
      distribution.at(distinct.columns, d);
      expected[d] = distribution.quantile(0.5);
      peersNear[d] = 1 / distribution.leverage();
    }
    if (measured) percentile[d] = distribution.percentile(distinct.response[d]);
    const outside = order.curves.some((curve, k) => {
      return curve !== null && (distinct.columns[k][d] < curve.range[0] || distinct.columns[k][d] > curve.range[1]);
    });
    if (outside) beyond += distinct.weights[d];
  }
  rows.forEach((row, r) => {
    const d = distinct.distinctRow[r];
    result.percentile[row] = percentile[d];
    result.expected[row] = expected[d];
    result.peersNear[row] = peersNear[d];
  });
  return beyond;
}

function rowsWhere(n: number, holds: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (holds(i)) rows[count++] = i;
  return rows.subarray(0, count);
}
