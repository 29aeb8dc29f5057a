import { bivariateNormalCdf } from '../stats/distributions/bivariate-normal-cdf.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import type { CriteriaSettings } from './judged-criteria.ts';
import type { PositionsGaussian } from './statement-probabilities.ts';

/** Eight-point Gauss–Legendre rule on [−1, 1] (Abramowitz & Stegun 25.4.30), positive half. */
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const weights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

/**
 * Probability, under one Gaussian, that none of the chosen statements is true. Given the baseline position each of (a),
 * (c), (d) says that the current position lies under some value, so together they say that it lies under the largest of
 * these; (b) is one more line in the plane of first and current position. What is left is an integral over the baseline
 * position, done piece by piece between the points where those values have corners, to about 1e-5.
 *
 * `chosen[c]` tells which criteria count, in the order of `criterionNames`.
 */
export function noneTrueProbability(
  g: PositionsGaussian,
  chosen: readonly boolean[],
  settings: CriteriaSettings,
): number {
  const sd = Math.sqrt(g.bb);
  const [from, to] = [g.meanBaseline - 6 * sd, g.meanBaseline + 6 * sd];
  const corners = [
    from,
    -settings.largeGap,
    0,
    settings.gapGrowth,
    g.meanBaseline - 2 * sd,
    g.meanBaseline,
    g.meanBaseline + 2 * sd,
    to,
  ]
    .filter((x) => x >= from && x <= to)
    .sort((x, y) => x - y);
  let total = 0;
  for (let piece = 1; piece < corners.length; piece++) {
    const half = (corners[piece] - corners[piece - 1]) / 2;
    const middle = (corners[piece] + corners[piece - 1]) / 2;
    if (half === 0) continue;
    for (let i = 0; i < 4; i++)
      for (const side of [-1, 1]) {
        const baseline = middle + side * half * nodes[i];
        const z = (baseline - g.meanBaseline) / sd;
        const density = Math.exp(-0.5 * z * z) / (sd * Math.sqrt(2 * Math.PI));
        total += half * weights[i] * density * noneTrueGivenBaseline(g, baseline, chosen, settings);
      }
  }
  return Math.min(1, Math.max(0, total));
}

function noneTrueGivenBaseline(
  g: PositionsGaussian,
  baseline: number,
  chosen: readonly boolean[],
  settings: CriteriaSettings,
): number {
  const slope = g.bn / g.bb;
  const mean = g.meanCurrent + slope * (baseline - g.meanBaseline);
  const sd = Math.sqrt(Math.max(g.nn - slope * g.bn, 1e-12));
  const limit = highestLimit(g.peerCorrelation, baseline, chosen, settings);
  const above = limit === -Infinity ? Infinity : (mean - limit) / sd;
  if (!chosen[1]) return normalCdf(above);

  // (b) is false where (n − baseline)/since − (baseline − f)/before is above minus the drop.
  const [before, since] = [1 / g.yearsBefore, 1 / g.yearsSince];
  const slopeFirst = g.fb / g.bb;
  const meanFirst = g.meanFirst + slopeFirst * (baseline - g.meanBaseline);
  const covFirstCurrent = g.fn - slopeFirst * g.bn;
  const varFirst = Math.max(g.ff - slopeFirst * g.fb, 1e-12);
  const meanDrop = since * mean + before * meanFirst - (before + since) * baseline;
  const varDrop = since ** 2 * sd ** 2 + before ** 2 * varFirst + 2 * since * before * covFirstCurrent;
  const sdDrop = Math.sqrt(Math.max(varDrop, 1e-12));
  const notDropped = (meanDrop + settings.rateDrop) / sdDrop;
  if (above === Infinity) return normalCdf(notDropped);
  const correlation = (since * sd ** 2 + before * covFirstCurrent) / (sd * sdDrop);
  return bivariateNormalCdf(above, notDropped, Math.max(-1, Math.min(1, correlation)));
}

/** The current position at or under which at least one of (a), (c), (d) is true, given the baseline position. */
function highestLimit(
  peerCorrelation: number,
  baseline: number,
  chosen: readonly boolean[],
  settings: CriteriaSettings,
): number {
  let limit = -Infinity;
  if (chosen[0]) {
    const peerSd = Math.sqrt(1 - peerCorrelation ** 2);
    limit = peerCorrelation * baseline + peerSd * normalQuantile(settings.slowerPercentile / 100);
  }
  if (chosen[2] && baseline <= -settings.largeGap) limit = Math.max(limit, baseline);
  if (chosen[3]) limit = Math.max(limit, Math.min(0, baseline - settings.gapGrowth));
  return limit;
}
