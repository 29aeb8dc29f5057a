import { expect, test } from 'vitest';
import { normalCdf } from '../../../../engine/stats/distributions/normal-cdf.ts';
import { normalQuantile95 } from '../../../../engine/stats/distributions/normal-quantile-95.ts';
import { normalQuantile } from '../../../../engine/stats/distributions/normal-quantile.ts';

test('normalQuantile95 leaves 5 % of a normal distribution above it', () => {
  expect(normalCdf(normalQuantile95)).toBeCloseTo(0.95, 15);
  expect(normalQuantile95).toBeCloseTo(normalQuantile(0.95), 14);
});
