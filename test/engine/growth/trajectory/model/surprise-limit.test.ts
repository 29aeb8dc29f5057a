import { describe, expect, test } from 'vitest';
import { surpriseLimit } from '../../../../../engine/growth/trajectory/model/surprise-limit.ts';

const density = (x: number, variance: number) =>
  Math.exp((-0.5 * x * x) / variance) / Math.sqrt(2 * Math.PI * variance);

describe('surpriseLimit(variance, chance, badDay)', () => {
  test.each([
    [0.2, 0.12, 0.02, 0.7],
    [0.2, 0.05, 0.02, 0.7],
    [0.06, 0.03, 0.01, 0.7],
    [0.5, 0.3, 0.04, 0.7],
    [0.2, 0.12, 0.02, -0.7],
    [0.5, 0.3, 0.005, -0.7],
    [0.8, 0.5, 0.04, -0.7],
  ])('keeps the mean of what deeper falls say, V %d, of it true %d, chance %d, mean fall %d', (...given) => {
    const [variance, signal, chance, mean] = given;
    const badDay = { mean, sd: 0.6 };
    const wide = variance + badDay.sd ** 2;
    const limit = surpriseLimit(variance, chance, badDay);
    // Mean true position given the score, over all scores under −limit, by quadrature.
    let [mass, sum] = [0, 0];
    const width = 1e-4;
    for (let x = -limit - width / 2; x > -12; x -= width) {
      const ordinary = (1 - chance) * density(x, variance);
      const bad = chance * density(x + badDay.mean, wide);
      mass += ordinary + bad;
      sum += (ordinary * signal * x) / variance + (bad * signal * (x + badDay.mean)) / wide;
    }
    expect((signal * -limit) / variance).toBeCloseTo(sum / mass, 5);
  });

  test('lies the further out the rarer bad days are, and at 8 SD where there are none', () => {
    const limits = [0.05, 0.02, 0.005, 1e-4, 0].map((chance) => surpriseLimit(0.25, chance, { mean: 0.7, sd: 0.6 }));
    expect(limits).toEqual(limits.toSorted((a, b) => a - b));
    expect(limits[0]).toBeGreaterThanOrEqual(0.5);
    expect(limits.at(-1)).toBe(4);
  });

  test('is further for rises, of which bad days hardly tell', () => {
    const [fall, rise] = [0.7, -0.7].map((mean) => surpriseLimit(0.2, 0.02, { mean, sd: 0.6 }));
    expect(rise).toBeGreaterThan(fall);
  });
});
