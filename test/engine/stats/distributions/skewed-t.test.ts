import { describe, expect, test } from 'vitest';
import {
  skewedTCdf,
  skewedTLogDensity,
  skewedTQuantile,
  skewedTVariance,
} from '../../../../engine/stats/distributions/skewed-t.ts';
import { studentTCdf, studentTQuantile } from '../../../../engine/stats/distributions/student-t-cdf.ts';

const shapes = [
  { freedom: 4, skew: 1.25 },
  { freedom: 8, skew: 0.8 },
  { freedom: 50, skew: 1.05 },
];

/** Simpson's rule from −60 to `to`. */
function integral(value: (x: number) => number, to: number): number {
  const [from, steps] = [-60, 200_000];
  const width = (to - from) / steps;
  let sum = value(from) + value(to);
  for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * value(from + step * width);
  return (sum * width) / 3;
}

describe('skewedTCdf(x, shape)', () => {
  test('is the integral of its density, of mean 0 and the variance stated', () => {
    for (const shape of shapes) {
      const log = skewedTLogDensity(shape);
      const density = (x: number) => Math.exp(log(x));
      for (const x of [-2, -0.4, 0.1, 1.5]) expect(skewedTCdf(x, shape)).toBeCloseTo(integral(density, x), 5);
      // Tails of four degrees of freedom beyond 60 hold some of the second moment.
      if (shape.freedom === 4) continue;
      expect(integral((x) => x * density(x), 60)).toBeCloseTo(0, 4);
      expect(integral((x) => x * x * density(x), 60)).toBeCloseTo(skewedTVariance(shape), 3);
    }
  });

  test('is undone by its quantile, and is Student’s own where the skew is 1', () => {
    for (const shape of shapes) {
      for (const p of [0.01, 0.3, 0.5, 0.8, 0.99])
        expect(skewedTCdf(skewedTQuantile(p, shape), shape)).toBeCloseTo(p, 12);
    }
    const plain = { freedom: 6, skew: 1 };
    expect(skewedTCdf(1.3, plain)).toBeCloseTo(studentTCdf(1.3, 6), 14);
    expect(skewedTQuantile(0.95, plain)).toBeCloseTo(studentTQuantile(0.95, 6), 12);
  });
});
