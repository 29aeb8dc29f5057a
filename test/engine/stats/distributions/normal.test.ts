import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bivariateNormalCdf } from '../../../../engine/stats/distributions/bivariate-normal-cdf.ts';
import { logNormalCdf } from '../../../../engine/stats/distributions/log-normal-cdf.ts';
import { normalCdf } from '../../../../engine/stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../../../../engine/stats/distributions/normal-quantile.ts';

// 40-digit values by mpmath: test/reference/normal.py
const reference = JSON.parse(readFileSync('test/reference/normal.json', 'utf8')) as {
  cdf: [number, string, string][];
  quantile: [number, string][];
  bivariate: [number, number, number, string][];
};
const relative = (value: number, truth: number) => Math.abs(value - truth) / Math.max(Math.abs(truth), 1e-300);

describe('normalCdf(x)', () => {
  test.each(reference.cdf)('at %d agrees with 40-digit arithmetic to 2e-15, relative', (x, truth) => {
    expect(relative(normalCdf(x), Number(truth))).toBeLessThan(2e-15);
  });
  test('keeps a missing value missing and reaches 0 and 1 at the infinities', () => {
    expect(normalCdf(NaN)).toBeNaN();
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
  });
});

describe('logNormalCdf(x)', () => {
  test.each(reference.cdf)('at %d agrees with 40-digit arithmetic to 1e-14, relative', (x, _, truth) => {
    expect(relative(logNormalCdf(x), Number(truth))).toBeLessThan(1e-14);
  });
  test('far down the tail does not underflow', () => {
    expect(logNormalCdf(-1e4)).toBeCloseTo(-5e7 - Math.log(1e4) - 0.5 * Math.log(2 * Math.PI), 6);
  });
});

describe('normalQuantile(probability)', () => {
  test.each(reference.quantile)('at %d agrees with 40-digit arithmetic to 3e-15, relative', (probability, truth) => {
    const error = Math.abs(normalQuantile(probability) - Number(truth));
    expect(error).toBeLessThan(3e-15 * Math.max(1, Math.abs(Number(truth))));
  });
  test('gives the infinities at 0 and 1 and nothing outside', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('bivariateNormalCdf(x, y, correlation)', () => {
  test.each(reference.bivariate)(
    'at (%d, %d), correlation %d agrees with quadrature in 30 digits',
    (x, y, r, truth) => {
      expect(Math.abs(bivariateNormalCdf(x, y, r) - Number(truth))).toBeLessThan(5e-15);
    },
  );
  test('at the origin is ¼ + asin(correlation)/2π', () => {
    for (const r of [-1, -0.97, -0.5, 0, 0.6, 0.93, 1]) {
      expect(bivariateNormalCdf(0, 0, r)).toBeCloseTo(0.25 + Math.asin(r) / (2 * Math.PI), 14);
    }
  });
  test('at correlation 1 and −1 is the overlap of the two half-lines', () => {
    expect(bivariateNormalCdf(0.3, 1.1, 1)).toBeCloseTo(normalCdf(0.3), 14);
    expect(bivariateNormalCdf(0.3, 1.1, -1)).toBeCloseTo(normalCdf(0.3) - normalCdf(-1.1), 14);
    expect(bivariateNormalCdf(-0.3, -1.1, -1)).toBe(0);
  });
  test('keeps a missing value missing and takes infinite limits', () => {
    expect(bivariateNormalCdf(NaN, 0, 0.5)).toBeNaN();
    expect(bivariateNormalCdf(Infinity, 0.4, 0.5)).toBe(normalCdf(0.4));
    expect(bivariateNormalCdf(-Infinity, 0.4, 0.5)).toBe(0);
  });
});
