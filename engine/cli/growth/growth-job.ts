import { conditionalGrowthPercentiles } from '../../growth/percentiles/conditional-growth-percentiles.ts';
import type { GrowthMethod, GrowthRule } from '../../growth/percentiles/growth-fit.ts';
import { growthPercentileRange } from '../../growth/percentiles/growth-percentile-range.ts';
import type { Warning } from '../../warnings.ts';

/** One group of a table. */
export interface GrowthJob {
  readonly priors: readonly Float64Array[];
  readonly outcome: Float64Array;
  readonly rule: GrowthRule;
  /** SEM of the outcome, then of the earlier scores; empty where none were named. */
  readonly sems: readonly Float64Array[];
}

export interface GrowthJobResult {
  /** By name of the output column, one value a row of the group. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly method: GrowthMethod;
  readonly peers: number;
  readonly warnings: Warning[];
}

/** What the worker threads of `same-start growth` do, and the main thread where threads do not pay. */
export function runGrowthJob({ priors, outcome, rule, sems }: GrowthJob): GrowthJobResult {
  const growth = conditionalGrowthPercentiles(priors, outcome, { rule });
  const range = sems.length > 0 ? growthPercentileRange(growth, { priors, outcome }, semColumns(sems)) : null;
  return {
    columns: {
      growth_percentile: growth.percentile,
      expected_score: growth.expected,
      ...(range ? { growth_percentile_low: range.low, growth_percentile_high: range.high } : {}),
      peers_near: growth.peersNear,
      priors_used: Float64Array.from(growth.priorsUsed),
    },
    method: growth.method,
    peers: growth.peers,
    warnings: growth.warnings,
  };
}

function semColumns([outcome, ...priors]: readonly Float64Array[]) {
  return { outcome, priors };
}
