import { bivariateNormalCdf } from '../stats/distributions/bivariate-normal-cdf.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { criteria, type CriteriaSettings } from './index.ts';
import type { PositionsGaussian } from './positions-gaussian.ts';

/** Eight-point Gauss–Legendre rule on [−1, 1] (Abramowitz & Stegun 25.4.30), positive half. */
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const nodeWeights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

/**
 * Probability, under one Gaussian, that none of the chosen statements is true. Given the baseline position each statement
 * without an earlier rate says that the current position lies at or under some value, so together they say that it lies under
 * the largest of these; one about an earlier rate is one more line in the plane of first and current position. What is left is
 * an integral over the baseline position, done piece by piece between the points where those values have corners, to about
 * 1e-5.
 *
 * `chosen[c]` tells which criteria count, in the order of `criteria`.
 */
export function noneTrueProbability(
  g: PositionsGaussian,
  chosen: readonly boolean[],
  settings: CriteriaSettings,
): number {
  const lines = linesOf(g, chosen, settings);
  const sd = Math.sqrt(g.bb);
  const [from, to] = [g.meanBaseline - 6 * sd, g.meanBaseline + 6 * sd];
  const corners = [
    from,
    ...criteria.flatMap((criterion) => criterion.corners(settings)),
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
    for (let i = 0; i < nodes.length; i++)
      for (const side of [-1, 1]) {
        const baseline = middle + side * half * nodes[i];
        const z = (baseline - g.meanBaseline) / sd;
        const density = Math.exp(-0.5 * z * z) / (sd * Math.sqrt(2 * Math.PI));
        total += half * nodeWeights[i] * density * noneTrueGivenBaseline(g, baseline, lines);
      }
  }
  return Math.min(1, Math.max(0, total));
}

/** A line of a statement under one Gaussian: the sum of positions with these weights lies at or under the limit. */
interface WeighedLine {
  readonly first: number;
  readonly baseline: number;
  readonly current: number;
  readonly limit: number;
}

/** The chosen statements: those about baseline and current position, and the line of the one about an earlier rate. */
interface ChosenLines {
  readonly sinceBaseline: readonly (readonly WeighedLine[])[];
  readonly earlierRate: WeighedLine | null;
}

function linesOf(g: PositionsGaussian, chosen: readonly boolean[], settings: CriteriaSettings): ChosenLines {
  const statements = criteria
    .filter((_, c) => chosen[c])
    .map(({ statement }) =>
      statement.map((line) => {
        const w = new Float64Array(3);
        line.weigh(g, w);
        return { first: w[0], baseline: w[1], current: w[2], limit: line.limit(settings, g) };
      }),
    );
  const earlier = statements.filter((lines) => lines.some(({ first }) => first !== 0));
  if (earlier.flat().length > 1)
    throw new TypeError('one criterion at most, with one line, may be about an earlier rate');
  return {
    sinceBaseline: statements.filter((lines) => !earlier.includes(lines)),
    earlierRate: earlier.flat()[0] ?? null,
  };
}

function noneTrueGivenBaseline(
  g: PositionsGaussian,
  baseline: number,
  { sinceBaseline, earlierRate }: ChosenLines,
): number {
  const slope = g.bn / g.bb;
  const mean = g.meanCurrent + slope * (baseline - g.meanBaseline);
  const sd = Math.sqrt(Math.max(g.nn - slope * g.bn, 1e-12));
  const limit = highestLimit(baseline, sinceBaseline);
  const above = limit === -Infinity ? Infinity : (mean - limit) / sd;
  if (earlierRate === null) return normalCdf(above);

  // The statement about the rate is false where its sum lies over the limit.
  const { first, current } = earlierRate;
  const slopeFirst = g.fb / g.bb;
  const meanFirst = g.meanFirst + slopeFirst * (baseline - g.meanBaseline);
  const covFirstCurrent = g.fn - slopeFirst * g.bn;
  const varFirst = Math.max(g.ff - slopeFirst * g.fb, 1e-12);
  const meanSum = current * mean + first * meanFirst + earlierRate.baseline * baseline;
  const varSum = current ** 2 * sd ** 2 + first ** 2 * varFirst + 2 * current * first * covFirstCurrent;
  const sdSum = Math.sqrt(Math.max(varSum, 1e-12));
  const notUnder = (meanSum - earlierRate.limit) / sdSum;
  if (above === Infinity) return normalCdf(notUnder);
  const correlation = (current * sd ** 2 + first * covFirstCurrent) / (sd * sdSum);
  return bivariateNormalCdf(above, notUnder, Math.max(-1, Math.min(1, correlation)));
}

/** The current position at or under which at least one of the statements is true, given the baseline position. */
function highestLimit(baseline: number, statements: readonly (readonly WeighedLine[])[]): number {
  let highest = -Infinity;
  for (const lines of statements) {
    // True of the current position up to the lowest of its lines; a line about the baseline alone holds or does not.
    let own = Infinity;
    for (const line of lines) {
      const left = line.limit - line.baseline * baseline;
      if (line.current !== 0) own = Math.min(own, left / line.current);
      else if (left < 0) own = -Infinity;
    }
    highest = Math.max(highest, own);
  }
  return highest;
}
