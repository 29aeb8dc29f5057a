import { expect, test } from 'vitest';
import { medianGrowth } from '../../../../engine/growth/percentiles/median-growth.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';

test('medianGrowth(percentiles) leaves missing ones out and counts them', () => {
  expect(medianGrowth(Float64Array.of(NaN, 30, 10, NaN, 50))).toMatchObject({ n: 3, missing: 2, median: 30 });
  expect(medianGrowth(Float64Array.of(10, 20, 40, 80)).median).toBe(30);
  expect(medianGrowth(new Float64Array(0))).toEqual({ n: 0, missing: 0, median: NaN, low: NaN, high: NaN });
});

test('the interval of medianGrowth runs between the order statistics of printed tables of the sign interval', () => {
  // Ranks for at least 90 %: n = 5: 1, 8: 2, 10: 2, 20: 6, 30: 11 (e.g. Conover, Practical Nonparametric Statistics).
  for (const [n, rank] of [
    [5, 1],
    [8, 2],
    [10, 2],
    [20, 6],
    [30, 11],
  ]) {
    const values = Float64Array.from({ length: n }, (_, i) => i + 1);
    expect(medianGrowth(values)).toMatchObject({ low: rank, high: n + 1 - rank });
  }
});

test('medianGrowth gives the whole scale where n is too small for an interval', () => {
  expect(medianGrowth(Float64Array.of(40, 50, 60, 70))).toMatchObject({ low: 0, high: 100 });
});

test('the interval of medianGrowth holds the true median at least 90 times in 100', () => {
  const stream = randomStream('median growth');
  for (const n of [6, 15, 30]) {
    let held = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const { low, high } = medianGrowth(Float64Array.from({ length: n }, () => 100 * stream.uniform() ** 2));
      if (low <= 25 && high >= 25) held++;
    }
    expect(held / 4000).toBeGreaterThan(0.89);
    expect(held / 4000).toBeLessThan(0.98);
  }
});

test('medianGrowth stays finite for a hundred thousand pupils', () => {
  const { low, median, high } = medianGrowth(Float64Array.from({ length: 100_000 }, (_, i) => i / 1000));
  expect(low).toBeGreaterThan(49.7);
  expect(high).toBeLessThan(50.3);
  expect(median).toBeCloseTo(49.9995, 6);
});
