import { bivariateNormalCdf } from '../stats/distributions/bivariate-normal-cdf.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import type { Line } from './criterion.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import type { PositionsGaussian } from './positions-gaussian.ts';

/**
 * Probabilities of the criteria’s statements about true positions under one Gaussian, written to `out` in the order of
 * `criteria`; NaN for `below-own-rate` without a first window. All are closed forms: one line is a normal probability, two are
 * a bivariate normal orthant.
 */
export function statementProbabilities(g: PositionsGaussian, settings: CriteriaSettings, out: Float64Array): void {
  for (let c = 0; c < criteria.length; c++) {
    const { statement } = criteria[c];
    measure(one, statement[0], g, settings);
    if (statement.length === 1) out[c] = normalCdf(one.limit);
    else if (one.limit < -farOff) out[c] = 0;
    else {
      measure(two, statement[1], g, settings);
      out[c] = orthant(g);
    }
  }
}

/** Beyond so many SD an orthant is one of its sides to 1e-9, and most pupils are that far from a large gap. */
const farOff = 6;

/** A line under one Gaussian: its weights, the SD of its sum, and how many of them the limit lies over the mean. */
interface MeasuredLine {
  readonly w: Float64Array;
  sd: number;
  limit: number;
}

// Filled anew for every statement: pupils stream by, and nothing is allocated for one.
const one: MeasuredLine = { w: new Float64Array(3), sd: 0, limit: 0 };
const two: MeasuredLine = { w: new Float64Array(3), sd: 0, limit: 0 };

function measure(
  into: MeasuredLine,
  { weigh, limit }: Line<CriteriaSettings>,
  g: PositionsGaussian,
  settings: CriteriaSettings,
): void {
  weigh(g, into.w);
  const first = into.w[0];
  const baseline = into.w[1];
  const current = into.w[2];
  let mean = baseline * g.meanBaseline + current * g.meanCurrent;
  let variance = current ** 2 * g.nn + 2 * baseline * current * g.bn + baseline ** 2 * g.bb;
  // A missing first window is NaN with weight 0.
  if (first !== 0) {
    mean = first * g.meanFirst + baseline * g.meanBaseline + current * g.meanCurrent;
    variance =
      first ** 2 * g.ff +
      baseline ** 2 * g.bb +
      current ** 2 * g.nn +
      2 * (first * baseline * g.fb + first * current * g.fn + baseline * current * g.bn);
  }
  into.sd = Math.sqrt(Math.max(variance, 1e-12));
  into.limit = (limit(settings, g) - mean) / into.sd;
}

/** Probability that both sums lie at or under their limits. */
function orthant(g: PositionsGaussian): number {
  if (two.limit < -farOff) return 0;
  if (one.limit > farOff) return normalCdf(two.limit);
  if (two.limit > farOff) return normalCdf(one.limit);
  const [u, v] = [one.w, two.w];
  const withFirst =
    u[0] === 0 && v[0] === 0
      ? 0
      : u[0] * v[0] * g.ff + (u[0] * v[1] + u[1] * v[0]) * g.fb + (u[0] * v[2] + u[2] * v[0]) * g.fn;
  const covariance = withFirst + u[1] * v[1] * g.bb + (u[1] * v[2] + u[2] * v[1]) * g.bn + u[2] * v[2] * g.nn;
  return bivariateNormalCdf(one.limit, two.limit, Math.max(-1, Math.min(1, covariance / (one.sd * two.sd))));
}
