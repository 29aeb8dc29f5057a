import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyGrowthFit } from '../../../../engine/growth/percentiles/apply-growth-fit.ts';
import { conditionalGrowthPercentiles } from '../../../../engine/growth/percentiles/conditional-growth-percentiles.ts';
import { growthFan } from '../../../../engine/growth/percentiles/growth-fan.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { studentTCdf } from '../../../../engine/stats/distributions/student-t-cdf.ts';
import { quantregSets } from '../../stats/quantile-regression/quantreg-reference.ts';

/** Later scores that depend on the earlier ones by a bend and an uneven spread. */
function pupils(n: number, seed: number, whole = false): { prior: Float64Array; outcome: Float64Array } {
  const stream = randomStream(seed);
  const prior = Float64Array.from({ length: n }, () => 100 + 15 * stream.normal());
  const outcome = prior.map((x) => 40 + 0.7 * x + 0.002 * (x - 100) ** 2 + (5 + 0.03 * x) * stream.normal());
  return whole ? { prior: prior.map(Math.round), outcome: outcome.map(Math.round) } : { prior, outcome };
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('conditionalGrowthPercentiles(priors, outcome)', () => {
  test('spreads evenly over 0–100 among all pupils and among pupils of any baseline', () => {
    const { prior, outcome } = pupils(6000, 1);
    const { percentile, method, peers } = conditionalGrowthPercentiles([prior], outcome);
    expect([method, peers]).toEqual(['quantile', 6000]);
    for (const [from, to] of [
      [-Infinity, 85],
      [85, 100],
      [100, 115],
      [115, Infinity],
    ]) {
      const some = percentile.filter((_, i) => prior[i] >= from && prior[i] < to);
      for (const level of [10, 25, 50, 75, 90]) {
        const share = some.filter((value) => value < level).length / some.length;
        expect(Math.abs(share - level / 100)).toBeLessThan(0.025);
      }
    }
  });

  test('keeps a missing score missing, gives an expected score where only the later one is missing', () => {
    const { prior, outcome } = pupils(600, 2);
    prior[0] = NaN;
    outcome[1] = NaN;
    const result = conditionalGrowthPercentiles([prior], outcome);
    expect(Array.from(result.percentile.slice(0, 2))).toEqual([NaN, NaN]);
    expect(result.expected[0]).toBeNaN();
    expect(result.expected[1]).toBeGreaterThan(0);
    expect(result.peers).toBe(598);
    expect(result.percentile.filter(Number.isNaN)).toHaveLength(2);
  });

  test('counts infinite scores as missing and says so', () => {
    const { prior, outcome } = pupils(600, 3);
    prior[4] = Infinity;
    outcome[5] = -Infinity;
    const result = conditionalGrowthPercentiles([prior], outcome);
    expect([result.percentile[4], result.percentile[5]]).toEqual([NaN, NaN]);
    expect(result.warnings).toEqual([{ code: 'not-a-number', count: 2 }]);
  });

  test('further peers who are none change nothing: whole scores stay whole', () => {
    const { prior, outcome } = pupils(80, 2, true);
    const none = new Float64Array(0);
    const pooled = conditionalGrowthPercentiles([prior], outcome, { alsoPeers: { priors: [none], outcome: none } });
    expect(pooled.fit.unit).toBe(1);
    expect(pooled.percentile).toEqual(conditionalGrowthPercentiles([prior], outcome).percentile);
  });

  test('a score of 0 is a score', () => {
    const { prior, outcome } = pupils(600, 4);
    prior[0] = 0;
    outcome[0] = 0;
    expect(conditionalGrowthPercentiles([prior], outcome).percentile[0]).toBeGreaterThan(0);
  });

  test('rises with the later score, never falls', () => {
    const { prior, outcome } = pupils(700, 5, true);
    const { fit } = conditionalGrowthPercentiles([prior], outcome);
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 160 }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (x, y, more) => {
          const { percentile } = applyGrowthFit(fit, [Float64Array.of(x, x)], Float64Array.of(y, y + more));
          expect(percentile[1]).toBeGreaterThanOrEqual(percentile[0]);
          expect(percentile[0]).toBeGreaterThanOrEqual(0.25);
          expect(percentile[1]).toBeLessThanOrEqual(99.75);
        },
      ),
    );
  });

  test.each([45, 150, 400, 900])('does not change when scores are rescaled and shifted, %i pupils', (n) => {
    const { prior, outcome } = pupils(n, 6);
    const plain = conditionalGrowthPercentiles([prior], outcome);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.integer({ min: -1000, max: 1000 }),
        (scale, shift) => {
          const moved = conditionalGrowthPercentiles(
            [prior.map((x) => 3 * x - 7)],
            outcome.map((y) => scale * y + shift),
          );
          moved.percentile.forEach((value, i) => expect(Math.abs(value - plain.percentile[i])).toBeLessThan(1e-6));
          moved.expected.forEach((value, i) => {
            expect(Math.abs(value - (scale * plain.expected[i] + shift))).toBeLessThan(
              1e-8 * (scale * 100 + Math.abs(shift)),
            );
          });
        },
      ),
      { numRuns: 5 },
    );
  });

  test.each([45, 150, 400, 900])(
    'takes the step of whole scores from the scores: in fives they say the same, %i pupils',
    (n) => {
      const { prior, outcome } = pupils(n, 6, true);
      const plain = conditionalGrowthPercentiles([prior], outcome);
      const fives = conditionalGrowthPercentiles(
        [prior],
        outcome.map((y) => 5 * y - 3),
      );
      expect([plain.fit.unit, fives.fit.unit]).toEqual([1, 5]);
      fives.percentile.forEach((value, i) => expect(Math.abs(value - plain.percentile[i])).toBeLessThan(1e-6));
      // Few different scores tell nothing of the steps between.
      expect(
        conditionalGrowthPercentiles(
          [prior],
          outcome.map((y) => (y > 110 ? 5 : 3)),
        ).fit.unit,
      ).toBe(1);
    },
  );

  test.each([30, 120, 800])('gives every pupil the same bits in any order of the rows, %i pupils', (n) => {
    const { prior, outcome } = pupils(n, 7, true);
    const plain = conditionalGrowthPercentiles([prior], outcome);
    const rows = fc.shuffledSubarray(
      Array.from({ length: n }, (_, i) => i),
      { minLength: n },
    );
    fc.assert(
      fc.property(rows, (order) => {
        const pick = (column: Float64Array) => Float64Array.from(order, (i) => column[i]);
        const shuffled = conditionalGrowthPercentiles([pick(prior)], pick(outcome));
        expect(shuffled.percentile).toEqual(pick(plain.percentile));
        expect(shuffled.fit).toEqual(plain.fit);
      }),
      { numRuns: 5 },
    );
  });

  test('uses the full curve from 500 peers, four columns from 200, a line from 60, the Gaussian from 11, nothing below', () => {
    const columns = (n: number) => {
      const { prior, outcome } = pupils(n, 8);
      const { fit, method } = conditionalGrowthPercentiles([prior], outcome);
      return [method, fit.orders[0].coefficients[0]?.length ?? 0];
    };
    expect([500, 499, 200, 199, 60, 59, 11, 10].map(columns)).toEqual([
      ['quantile', 8],
      ['quantile', 4],
      ['quantile', 4],
      ['quantile', 2],
      ['quantile', 2],
      ['gaussian', 2],
      ['gaussian', 2],
      ['none', 0],
    ]);
  });

  test('ten pupils get no growth percentile and the warning says so', () => {
    const { prior, outcome } = pupils(10, 9);
    const { percentile, warnings } = conditionalGrowthPercentiles([prior], outcome);
    expect(percentile.every(Number.isNaN)).toBe(true);
    expect(warnings).toEqual([{ code: 'too-few-peers', count: 10, values: { fewest: 11 } }]);
  });

  test('the warning of a simpler curve counts those who are compared, not who lacks a score', () => {
    const { prior, outcome } = pupils(300, 9);
    outcome.fill(Number.NaN, 0, 100);
    const { warnings } = conditionalGrowthPercentiles([prior], outcome);
    expect(warnings).toEqual([{ code: 'small-reference', count: 200 }]);
  });

  test('leaves each pupil of a small reference out exactly as refitting without the pupil does', () => {
    const { prior, outcome } = pupils(25, 10);
    const { percentile, expected } = conditionalGrowthPercentiles([prior], outcome);
    for (let out = 0; out < 25; out++) {
      const x = prior.filter((_, i) => i !== out);
      const y = outcome.filter((_, i) => i !== out);
      const slope = y.reduce((s, v, i) => s + (x[i] - mean(x)) * v, 0) / x.reduce((s, v) => s + (v - mean(x)) ** 2, 0);
      const fitted = (v: number) => mean(y) + slope * (v - mean(x));
      const variance = y.reduce((s, v, i) => s + (v - fitted(x[i])) ** 2, 0) / 22;
      const leverage = 1 / 24 + (prior[out] - mean(x)) ** 2 / x.reduce((s, v) => s + (v - mean(x)) ** 2, 0);
      const t = (outcome[out] - fitted(prior[out])) / Math.sqrt(variance * (1 + leverage));
      expect(expected[out]).toBeCloseTo(fitted(prior[out]), 9);
      expect(percentile[out]).toBeCloseTo(Math.min(99.75, Math.max(0.25, 100 * studentTCdf(t, 22))), 8);
    }
  });

  test('peersNear adds up: the leverages of all peers sum to the number of columns', () => {
    for (const n of [40, 100, 300, 1000]) {
      const { prior, outcome } = pupils(n, 11);
      const { peersNear, fit } = conditionalGrowthPercentiles([prior], outcome);
      const sum = peersNear.reduce((total, near) => total + 1 / near, 0);
      expect(sum).toBeCloseTo(fit.orders[0].coefficients[0].length, 8);
    }
  });

  test('ends right where all baselines or all later scores are equal', () => {
    const { outcome } = pupils(600, 12, true);
    const same = conditionalGrowthPercentiles([new Float64Array(600).fill(7)], outcome);
    expect(same.method).toBe('quantile');
    expect(Math.abs(mean(same.percentile) - 50)).toBeLessThan(0.5);
    const flat = conditionalGrowthPercentiles([outcome], new Float64Array(600).fill(3));
    expect([...new Set(flat.percentile)]).toEqual([50]);
    const small = conditionalGrowthPercentiles([outcome.slice(0, 20)], new Float64Array(20).fill(3));
    expect([...new Set(small.percentile)]).toEqual([50]);
  });

  test('empty input gives an empty answer', () => {
    const result = conditionalGrowthPercentiles([new Float64Array(0)], new Float64Array(0));
    expect([result.percentile.length, result.method, result.peers]).toEqual([0, 'none', 0]);
  });

  test('refuses no earlier score, columns of another length and settings out of range', () => {
    const y = Float64Array.of(1, 2);
    const code = (call: () => unknown, expected: string) =>
      expect(call).toThrow(expect.objectContaining({ code: expected }));
    code(() => conditionalGrowthPercentiles([], y), 'design-empty');
    code(() => conditionalGrowthPercentiles([Float64Array.of(1)], y), 'lengths-differ');
    code(() => conditionalGrowthPercentiles([y], y, { unit: -1 }), 'setting-invalid');
    code(() => conditionalGrowthPercentiles([y], y, { knotProbabilities: [0.6, 0.4] }), 'setting-invalid');
    code(() => conditionalGrowthPercentiles([y], y, { boundaryShare: 0 }), 'setting-invalid');
  });

  test('adds the pupils of earlier years as peers without giving them a row', () => {
    const { prior, outcome } = pupils(100, 13);
    const earlier = pupils(700, 14);
    const pooled = conditionalGrowthPercentiles([prior], outcome, {
      alsoPeers: { priors: [earlier.prior], outcome: earlier.outcome },
    });
    expect([pooled.peers, pooled.percentile.length, pooled.fit.orders[0].coefficients[0].length]).toEqual([
      800, 100, 8,
    ]);
  });
});

describe('several earlier scores', () => {
  test('each pupil gets the order with the most of the latest earlier scores', () => {
    const { prior, outcome } = pupils(800, 15);
    const earlier = prior.map((x, i) => (i % 2 === 0 ? x * 0.9 + (i % 13) : NaN));
    const result = conditionalGrowthPercentiles([prior, earlier], outcome, { ladder: { full: 300 } });
    expect(Array.from(result.priorsUsed.slice(0, 4))).toEqual([2, 1, 2, 1]);
    expect(result.fit.orders.map((order) => [order.peers, order.coefficients[0].length])).toEqual([
      [800, 8],
      [400, 15],
    ]);
    const alone = conditionalGrowthPercentiles([prior], outcome, { ladder: { full: 300 } });
    expect(result.percentile[1]).toBe(alone.percentile[1]);
    expect(result.percentile[0]).not.toBe(alone.percentile[0]);
  });
});

describe('the rule sgp', () => {
  test('counts the rounded quantiles strictly below, 0 becomes 1 and 100 becomes 99', () => {
    const { prior, outcome } = pupils(600, 16, true);
    const { percentile, fit } = conditionalGrowthPercentiles([prior], outcome, { rule: 'sgp' });
    expect(percentile.every((value) => Number.isInteger(value) && value >= 1 && value <= 99)).toBe(true);
    const fan = growthFan(fit, prior.slice(0, 50), fit.taus);
    for (let i = 0; i < 50; i++) {
      const below = fan.filter((column) => column[i] < outcome[i]).length;
      expect(percentile[i]).toBe(Math.min(99, Math.max(1, below)));
    }
    expect(fit.orders[0].curves[0]!.knots.every((knot) => Math.abs(knot * 1000 - Math.round(knot * 1000)) < 1e-6)).toBe(
      true,
    );
  });
});

describe('applyGrowthFit(fit, priors, outcome)', () => {
  test.each([100, 300, 900])('gives the same bits from a stored reference, whoever else is there, %i peers', (n) => {
    const { prior, outcome } = pupils(n, 17, true);
    const { fit, percentile, expected, peersNear } = conditionalGrowthPercentiles([prior], outcome);
    const stored = JSON.parse(JSON.stringify(fit)) as typeof fit;
    for (const [from, to] of [
      [0, 1],
      [3, 40],
      [50, n],
    ]) {
      const applied = applyGrowthFit(stored, [prior.slice(from, to)], outcome.slice(from, to));
      expect(applied.percentile).toEqual(percentile.slice(from, to));
      expect(applied.expected).toEqual(expected.slice(from, to));
      expect(applied.peersNear).toEqual(peersNear.slice(from, to));
    }
  });

  test('continues the curve beyond the baselines of the reference and counts whom that touches', () => {
    const { prior, outcome } = pupils(600, 18);
    const { fit } = conditionalGrowthPercentiles([prior], outcome);
    const { warnings, percentile } = applyGrowthFit(
      fit,
      [Float64Array.of(10, 100, 190)],
      Float64Array.of(60, 110, 170),
    );
    expect(warnings).toEqual([{ code: 'beyond-baselines', count: 2 }]);
    expect(percentile.every((value) => value >= 0.25 && value <= 99.75)).toBe(true);
  });
});

describe('growthFan(fit, baselines)', () => {
  test('holds 5, 10, 25, 50, 75, 90, 95 of 100 pupils below its lines and never crosses', () => {
    const { prior, outcome } = pupils(5000, 19);
    const { fit } = conditionalGrowthPercentiles([prior], outcome);
    const fan = growthFan(fit, prior);
    [5, 10, 25, 50, 75, 90, 95].forEach((level, q) => {
      const below = outcome.filter((y, i) => y < fan[q][i]).length / 50;
      expect(Math.abs(below - level)).toBeLessThan(0.4);
      if (q > 0) fan[q].forEach((value, i) => expect(value).toBeGreaterThanOrEqual(fan[q - 1][i]));
    });
    expect(growthFan(fit, Float64Array.of(NaN))[0][0]).toBeNaN();
  });

  test("has R's fitted median half-way between its quantiles at 0.495 and 0.505", () => {
    for (const { x, y, median } of quantregSets()) {
      const { expected } = conditionalGrowthPercentiles([x], y);
      const spread = Math.max(...y) - Math.min(...y);
      const apart = expected.map((value, i) => Math.abs(value - median[i]));
      expect(mean(apart)).toBeLessThan(0.01 * spread);
    }
  });
});
