import { normalQuantile95 } from '../../../stats/distributions/normal-quantile-95.ts';
import type { PriorRange } from './prior-range.ts';
import type { TrajectorySettings } from './trajectory-settings.ts';
import type { Components, SubjectLinks } from './trajectory-process.ts';

const logit = (share: number) => Math.log(share / (1 - share));
const share = (x: number) => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, x))));

/** Parameters on the scale on which priors are normal, and how to come back. */
export interface TransformedPrior<Value> {
  readonly centre: readonly number[];
  readonly spread: readonly number[];
  logPrior(x: readonly number[]): number;
  valueAt(x: readonly number[]): Value;
}

/** Components in the order of `componentsPrior`. */
export const componentNames = [
  'reliability',
  'yearCorrelation',
  'rateShare',
  'reversion',
  'badDayChance',
  'errorExtremes',
  'extraError',
  'reliabilityTrend',
] as const satisfies readonly (keyof Components)[];

export type ComponentName = (typeof componentNames)[number];

/**
 * What no school test goes beyond, on the scale of the prior and in its order: a fit that ends at one has taken one thing for
 * another. Infinite where a component may be nothing, or is held by its own scale.
 */
export const componentLimits: readonly (readonly [low: number, high: number])[] = [
  [-Infinity, logit(0.995)],
  [0, logit(0.999)],
  [-Infinity, Infinity],
  [-5, 3],
  [-Infinity, Infinity],
  [-Infinity, 1],
  [-Infinity, 3],
  [-1.5, 1.5],
];

/** Reliability, year correlation and share of rate by their logits, speed of reversion by its logarithm, the trend as it is. */
export function componentsPrior(settings: TrajectorySettings): TransformedPrior<Components> {
  const [reliability, correlation] = [settings.reliability, settings.yearCorrelation].map((range) =>
    normalPrior(range, logit),
  );
  const speed = normalPrior(settings.reversion, Math.log);
  const { mostChance } = settings.badDay;
  const chance = normalPrior(settings.badDay.chance, (value) => logit(value / mostChance));
  const extremes = normalPrior(settings.errorExtremes, Math.log);
  const extra = normalPrior(settings.extraError, Math.log);
  const trend = normalPrior(settings.reliabilityTrend, (value) => value);
  const [a, b] = settings.rateShare;
  return {
    centre: [
      reliability.centre,
      correlation.centre,
      logit(a / (a + b)),
      speed.centre,
      chance.centre,
      extremes.centre,
      extra.centre,
      trend.centre,
    ],
    spread: [
      reliability.sd,
      correlation.sd,
      Math.sqrt(1 / a + 1 / b),
      speed.sd,
      chance.sd,
      extremes.sd,
      extra.sd,
      trend.sd,
    ],
    logPrior: (x) =>
      normalLog(x[0], reliability) +
      normalLog(x[1], correlation) +
      // The beta density times the logit's derivative.
      a * Math.log(share(x[2])) +
      b * Math.log(1 - share(x[2])) +
      normalLog(x[3], speed) +
      normalLog(x[4], chance) +
      normalLog(x[5], extremes) +
      normalLog(x[6], extra) +
      normalLog(x[7], trend),
    valueAt: (x) => {
      const inside = x.map((value, p) => Math.max(componentLimits[p][0], Math.min(componentLimits[p][1], value)));
      return {
        reliability: share(inside[0]),
        yearCorrelation: share(inside[1]),
        rateShare: settings.mostRateShare * share(inside[2]),
        reversion: Math.exp(inside[3]),
        badDayChance: mostChance * share(inside[4]),
        errorExtremes: Math.exp(inside[5]),
        extraError: Math.exp(inside[6]),
        reliabilityTrend: inside[7],
      };
    },
  };
}

/** Correlations between a pupil's subjects, by their logits. */
export function linksPrior(settings: TrajectorySettings): TransformedPrior<SubjectLinks> {
  const [level, change] = [settings.levelCorrelation, settings.changeCorrelation].map((range) =>
    normalPrior(range, logit),
  );
  return {
    centre: [level.centre, change.centre],
    spread: [level.sd, change.sd],
    logPrior: (x) => normalLog(x[0], level) + normalLog(x[1], change),
    valueAt: (x) => ({ level: Math.min(0.98, share(x[0])), change: Math.min(0.98, share(x[1])) }),
  };
}

interface NormalPrior {
  readonly centre: number;
  readonly sd: number;
}

/** Centre as given; SD from the width of the 90 % range. */
function normalPrior(range: PriorRange, transform: (value: number) => number): NormalPrior {
  return {
    centre: transform(range.centre),
    sd: (transform(range.high) - transform(range.low)) / (2 * normalQuantile95),
  };
}

function normalLog(x: number, prior: NormalPrior): number {
  return -0.5 * ((x - prior.centre) / prior.sd) ** 2;
}
