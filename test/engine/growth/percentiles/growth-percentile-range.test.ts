import { expect, test } from 'vitest';
import { conditionalGrowthPercentiles } from '../../../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import { growthPercentileRange } from '../../../../engine/growth/percentiles/growth-percentile-range.ts';

const ninetyPercent = 1.6448536269514722;
/** At every earlier score the same 41 later ones, 20 below to 20 above twice the earlier: the median is 2x, to the digit. */
const offsets = Array.from({ length: 41 }, (_, at) => at - 20);
const scores = Array.from({ length: 30 }, (_, at) => 80 + at).flatMap((x) => offsets.map((e) => ({ x, y: 2 * x + e })));
const priors = [Float64Array.from(scores, ({ x }) => x)];
const outcome = Float64Array.from(scores, ({ y }) => y);

test.each([
  ['the later score', 5, 0],
  ['the earlier score, which the median follows twice over', 0, 5],
  ['both', 3, 4],
])('growthPercentileRange(growth, scores, errors) by the error of %s', (_name, later, earlier) => {
  const growth = conditionalGrowthPercentiles(priors, outcome);
  // √(later² + (2 · half the earlier)²) = 5, and a unit such that 1.645 of them are 5 points.
  const unit = 1 / ninetyPercent;
  const errors = {
    outcome: outcome.map(() => later * unit),
    priors: [outcome.map(() => (earlier / 2) * unit)],
  };
  const { low, high } = growthPercentileRange(growth, { priors, outcome }, errors);
  // Five points are five pupils further on, at the same start.
  const at = (offset: number) => 15 * offsets.length + offsets.indexOf(offset);
  for (const offset of [-8, 0, 8]) {
    expect(Math.abs(low[at(offset)] - growth.percentile[at(offset - 5)])).toBeLessThan(0.5);
    expect(Math.abs(high[at(offset)] - growth.percentile[at(offset + 5)])).toBeLessThan(0.5);
  }
});
