import { SameStartError } from '../../errors.ts';
import { mergeWarnings, type Warning } from '../../warnings.ts';
import { applyGrowthFit, checkScores } from './apply-growth-fit.ts';
import { fitGrowthOrder, type CurveSettings, type GrowthLadder } from './fit-growth.ts';
import type { GrowthFit, GrowthOrder, GrowthPercentiles, GrowthRule } from './growth-fit.ts';
import { leaveOneOutGrowth } from './leave-one-out-growth.ts';
import { stepOfScores } from './step-of-scores.ts';

/** How growth percentiles are found: whom to compare with, weights, errors of the scores, rule of placing. */
export interface GrowthSettings {
  /** `midpoint` (default): 100·F̂ between the fitted quantiles. `sgp`: how many of 100 lie strictly below, 0 → 1, 100 → 99. */
  readonly rule?: GrowthRule;
  /** Size of one step of the outcome's scale, 0 = continuous. Default: `stepOfScores`. */
  readonly unit?: number;
  /** Further peers who are only compared with (pooled years); columns as `priors` and `outcome`. */
  readonly alsoPeers?: { readonly priors: readonly Float64Array[]; readonly outcome: Float64Array };
  /** Fewest peers for each rung; see `GrowthLadder`. */
  readonly ladder?: Partial<GrowthLadder>;
  /** Default 0.2, 0.4, 0.6, 0.8. */
  readonly knotProbabilities?: readonly number[];
  /** Default 0.1. */
  readonly boundaryShare?: number;
}

/** τ = (i − ½)/100, i = 1 … 100. */
export const growthTaus: Float64Array = new Float64Array(100).map((_, i) => (i + 0.5) / 100);

/**
 * "Of 100 pupils who had the same score, how many made less progress?" – for every pupil, with the fit to freeze.
 *
 * peers ─ fit one conditional distribution an order (1 … all earlier scores) ─ percentile of each pupil in it
 *
 * Quantile regression of the outcome on a cubic B-spline of each earlier score at 100 τ, in-sample; fewer bends under 500
 * peers, a line under 200; under 60 a Gaussian conditional with the pupil left out (closed form); under 11 nothing. With
 * several earlier scores every order is fitted on the pupils who have all of its scores, and a pupil gets the highest.
 *
 * @param priors one column of n earlier scores each, latest first; NaN = missing
 * @param outcome n later scores; NaN = missing. Infinite scores count as missing (warning `not-a-number`)
 * @throws `design-empty` (no earlier score), `lengths-differ`, `setting-invalid`
 * @see Betebenner (2009); Koenker & Bassett (1978); Chernozhukov, Fernández-Val & Galichon (2010)
 */
export function conditionalGrowthPercentiles(
  priors: readonly Float64Array[],
  outcome: Float64Array,
  settings: GrowthSettings = {},
): GrowthPercentiles {
  const n = checkScores(priors, outcome);
  const also = settings.alsoPeers;
  if (also) checkScores(also.priors, also.outcome);
  const sources = also ? [{ priors, outcome }, also] : [{ priors, outcome }];
  const curve = resolveSettings(settings);
  const warnings: Warning[] = [];
  const infinite = countInfinite([...priors, outcome]);
  if (infinite > 0) warnings.push({ code: 'not-a-number', count: infinite });
  const orders: GrowthOrder[] = [];
  for (let k = 1; k <= priors.length; k++) {
    const complete = completeScores(sources, k);
    const fitted = fitGrowthOrder(complete.priors, complete.outcome, growthTaus, curve);
    orders.push(fitted.order);
    warnings.push(...fitted.warnings);
  }
  const unit = settings.unit ?? stepOfScores(sources.map((source) => source.outcome));
  const fit: GrowthFit = { version: 1, rule: curve.rule, unit, taus: [...growthTaus], orders };
  const applied = applyGrowthFit(fit, priors, outcome);
  orders.forEach((order, k) => {
    if (order.method === 'gaussian') leaveOneOutGrowth(fit, k, priors, outcome, applied);
  });
  warnings.push(...applied.warnings, ...doubts(applied, curve.ladder, n));
  return { ...applied, warnings: mergeWarnings(warnings) };
}

function resolveSettings(settings: GrowthSettings): CurveSettings {
  const ladder = { full: 500, cubic: 200, line: 60, gaussian: 11, ...settings.ladder };
  const probabilities = settings.knotProbabilities ?? [0.2, 0.4, 0.6, 0.8];
  const boundaryShare = settings.boundaryShare ?? 0.1;
  const refuse = (setting: string, value: string | number, why: string): never => {
    throw new SameStartError('setting-invalid', { setting, value, why });
  };
  if (!probabilities.every((value, i) => value > (i > 0 ? probabilities[i - 1] : 0) && value < 1)) {
    refuse('knotProbabilities', probabilities.join(' '), 'they lie between 0 and 1 and increase');
  }
  if (!(boundaryShare > 0 && boundaryShare < Infinity)) refuse('boundaryShare', boundaryShare, 'it is over 0');
  if (settings.unit !== undefined && !(settings.unit >= 0 && settings.unit < Infinity)) {
    refuse('unit', settings.unit, 'it is 0 or more');
  }
  if (!Object.values(ladder).every((value) => value >= 1))
    refuse('ladder', JSON.stringify(ladder), 'each is 1 or more');
  return { rule: settings.rule ?? 'midpoint', ladder, knotProbabilities: probabilities, boundaryShare };
}

interface Scores {
  readonly priors: readonly Float64Array[];
  readonly outcome: Float64Array;
}

/** The rows with the outcome and the k latest earlier scores, of all sources together. */
function completeScores(sources: readonly Scores[], k: number): Scores {
  const kept = sources.map(({ priors, outcome }) => {
    const rows = new Uint32Array(outcome.length);
    let count = 0;
    for (let i = 0; i < outcome.length; i++) {
      let complete = Number.isFinite(outcome[i]);
      for (let j = 0; complete && j < k; j++) complete = Number.isFinite(priors[j]?.[i]);
      if (complete) rows[count++] = i;
    }
    return rows.subarray(0, count);
  });
  const total = kept.reduce((sum, rows) => sum + rows.length, 0);
  if (sources.length === 1 && total === sources[0].outcome.length) {
    return { priors: sources[0].priors.slice(0, k), outcome: sources[0].outcome };
  }
  const gather = (column: (source: Scores) => Float64Array): Float64Array => {
    const gathered = new Float64Array(total);
    let to = 0;
    sources.forEach((source, s) => {
      const values = column(source);
      for (const row of kept[s]) gathered[to++] = values[row];
    });
    return gathered;
  };
  return {
    priors: Array.from({ length: k }, (_, j) => gather((source) => source.priors[j])),
    outcome: gather((source) => source.outcome),
  };
}

function countInfinite(columns: readonly Float64Array[]): number {
  let count = 0;
  for (const column of columns) for (const value of column) if (value === Infinity || value === -Infinity) count++;
  return count;
}

function doubts(applied: GrowthPercentiles, ladder: GrowthLadder, n: number): Warning[] {
  if (applied.method === 'none' && n > 0)
    return [{ code: 'too-few-peers', count: n, values: { fewest: ladder.gaussian } }];
  // whoever lacks a score is compared with nobody
  const compared = applied.percentile.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  return applied.peers < ladder.full && compared > 0 ? [{ code: 'small-reference', count: compared }] : [];
}
