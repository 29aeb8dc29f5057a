import { expect, test } from 'vitest';
import { truncatedMoments } from '../../../../engine/stats/distributions/truncated-normal.ts';

// scipy.stats.truncnorm 1.17: mean, variance, low, high → mean and variance within.
test.each([
  [0, 1, -1, 1, 0, 0.291125094772793],
  [0, 1, 0, Infinity, 0.7978845608028654, 0.3633802276324186],
  [0, 1, 3, Infinity, 3.28309865493044, 0.07055918678525562],
  [0.3, 2, -Infinity, -1, -1.7659423239995629, 0.41760733510671666],
  [1, 0.5, 2, 2.5, 2.200027388561838, 0.019025485213664987],
  [0, 1, 8, 9, 8.121188992979867, 0.014148542782169593],
])('truncatedMoments(%d, %d, %d, %d) agrees with scipy', (mean, variance, low, high, truthMean, truthVariance) => {
  const moments = { logChance: 0, mean: 0, variance: 0 };
  truncatedMoments(mean, variance, low, high, moments);
  expect(Math.abs(moments.mean - truthMean)).toBeLessThan(1e-9);
  expect(Math.abs(moments.variance - truthVariance)).toBeLessThan(1e-9);
});
