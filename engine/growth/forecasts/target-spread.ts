import { skewedTLogDensity, skewedTVariance, type SkewedT } from '../../stats/distributions/skewed-t.ts';
import type { ForecastAgain } from './forecast-again.ts';

/**
 * How scores fall about their forecasts, in SDs that the model gives the forecast: scale × a t distribution of mean 0 that may
 * be skewed (some pupils leap, few fall as far). By how many scores of the subject a forecast rests on: one, two, three or more.
 */
export interface TargetSpread extends SkewedT {
  readonly scale: readonly [one: number, two: number, more: number];
}

const freedoms = [4, 5, 6, 8, 12, 20, 50] as const;
const logSkews = [-0.25, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.25] as const;
/** Degrees of freedom before any forecast was looked back at: log-normal with this centre and SD of the logarithm. */
const usualFreedom = 9;
const freedomSd = 0.7;
/** SDs of the logarithms of the skew, of the scale of all about the model’s own, and of each group about that of all. */
const skewSd = 0.1;
const scaleSd = 0.09;
const groupSd = 0.09;

/**
 * Fits it to forecasts that have come true, by the most likely value under priors: symmetry; the model’s own variance; no
 * difference between groups. With no forecast to look back at, that is what comes out.
 */
export function fitTargetSpread({ residual, scoresBefore }: Omit<ForecastAgain, 'count'>): TargetSpread {
  const groups = [1, 2, 3].map((scores) => residual.filter((_, at) => Math.min(scoresBefore[at], 3) === scores));
  let best: { readonly shape: SkewedT; readonly all: number } | null = null;
  let most = -Infinity;
  for (const freedom of freedoms) {
    for (const logSkew of logSkews) {
      const shape = { freedom, skew: Math.exp(logSkew) };
      const found = bestScale(residual, shape, Math.sqrt(1 / skewedTVariance(shape)), scaleSd);
      const off = Math.log(freedom / usualFreedom) / freedomSd;
      const value = found.value - 0.5 * (off * off + (logSkew / skewSd) ** 2);
      if (value > most) [best, most] = [{ shape, all: found.scale }, value];
    }
  }
  const { shape, all } = best!;
  const [one, two, more] = groups.map((own) => bestScale(own, shape, all, groupSd).scale);
  return { ...shape, scale: [one, two, more] };
}

const golden = (Math.sqrt(5) - 1) / 2;
const steps = 28;

/** The most likely scale about `usual`, within six SDs of its logarithm, and that likelihood with its prior. */
function bestScale(residual: Float64Array, shape: SkewedT, usual: number, sd: number) {
  const logDensity = skewedTLogDensity(shape);
  const value = (off: number) => {
    const scale = usual * Math.exp(off);
    let total = -residual.length * Math.log(scale) - 0.5 * (off / sd) ** 2;
    for (const own of residual) total += logDensity(own / scale);
    return total;
  };
  let [low, high] = [-6 * sd, 6 * sd];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [value(left), value(right)];
  for (let step = 0; step < steps; step++) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = value(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = value(right);
    }
  }
  const off = (low + high) / 2;
  return { scale: usual * Math.exp(off), value: value(off) };
}
