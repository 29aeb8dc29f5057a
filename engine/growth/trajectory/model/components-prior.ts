import type { PriorRange, TrajectorySettings } from './trajectory-settings.ts';
import type { Components, SubjectLinks } from './trajectory-process.ts';

/** Parameters on the scale on which priors are normal, and how to come back. */
export interface TransformedPrior<Value> {
  readonly centre: readonly number[];
  readonly spread: readonly number[];
  logPrior(x: readonly number[]): number;
  valueAt(x: readonly number[]): Value;
}

const logit = (share: number) => Math.log(share / (1 - share));
const share = (x: number) => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, x))));

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
    valueAt: (x) => ({
      reliability: Math.min(0.995, share(x[0])),
      yearCorrelation: Math.min(0.999, Math.max(0.5, share(x[1]))),
      rateShare: settings.mostRateShare * share(x[2]),
      reversion: Math.exp(Math.max(-5, Math.min(3, x[3]))),
      badDayChance: mostChance * share(x[4]),
      errorExtremes: Math.exp(Math.max(-6, Math.min(1, x[5]))),
      extraError: Math.exp(Math.max(-7, Math.min(0, x[6]))),
      reliabilityTrend: Math.max(-1.5, Math.min(1.5, x[7])),
    }),
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
    sd: (transform(range.high) - transform(range.low)) / (2 * 1.6448536269514722),
  };
}

function normalLog(x: number, prior: NormalPrior): number {
  return -0.5 * ((x - prior.centre) / prior.sd) ** 2;
}
