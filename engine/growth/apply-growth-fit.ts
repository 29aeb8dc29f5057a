import { SameStartError } from '../errors.ts';
import type { Warning } from '../warnings.ts';
import { conditionalDistribution } from './conditional-distribution.ts';
import type { GrowthFit, GrowthPercentiles } from './growth-fit.ts';

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
    const distribution = conditionalDistribution(fit, order);
    let before = -1;
    for (let i = 0; i < n; i++) {
      if (used[i] !== k + 1) continue;
      if (before < 0 || !samePriors(priors, k, before, i)) {
        distribution.at(priors, i);
        result.expected[i] = distribution.quantile(0.5);
        result.peersNear[i] = 1 / distribution.leverage();
      } else {
        result.expected[i] = result.expected[before];
        result.peersNear[i] = result.peersNear[before];
      }
      before = i;
      if (order.curves.some((curve, c) => curve && (priors[c][i] < curve.range[0] || priors[c][i] > curve.range[1]))) {
        beyond++;
      }
      if (Number.isFinite(outcome[i])) result.percentile[i] = distribution.percentile(outcome[i]);
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

function samePriors(priors: readonly Float64Array[], last: number, a: number, b: number): boolean {
  for (let k = 0; k <= last; k++) if (priors[k][a] !== priors[k][b]) return false;
  return true;
}
