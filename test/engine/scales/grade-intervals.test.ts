import { expect, test } from 'vitest';
import { gradeIntervals } from '../../../engine/scales/grade-intervals.ts';

// R: qnorm(c(.025, .25, .5)).
const [q025, q25] = [-1.959963984540054, -0.6744897501960817];
const density = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

test('gradeIntervals(counts, direction) puts thresholds at the normal quantiles of the shares below, and means between', () => {
  const { low, high, middle } = gradeIntervals([5, 5, 10], 1);
  expect([low[0], high[2]]).toEqual([-Infinity, Infinity]);
  expect([high[0], low[1]]).toEqual([expect.closeTo(q25, 9), expect.closeTo(q25, 9)]);
  expect([high[1], low[2]]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  expect(middle[0]).toBeCloseTo(-density(q25) / 0.25, 9);
  expect(middle[1]).toBeCloseTo((density(q25) - density(0)) / 0.25, 9);
  expect(middle[2]).toBeCloseTo(density(0) / 0.5, 9);
});

test('gradeIntervals(counts, direction) keeps half a pupil for a grade that nobody has, at either end', () => {
  const { low, high } = gradeIntervals([0, 10, 10, 0], 1);
  expect(low[1]).toBeCloseTo(q025, 9);
  expect(high[2]).toBeCloseTo(-q025, 9);
});

test('gradeIntervals(counts, direction) turned round is the mirror image', () => {
  const [up, down] = [gradeIntervals([5, 5, 10], 1), gradeIntervals([5, 5, 10], -1)];
  expect(down.low[0]).toBeCloseTo(-q25, 9);
  expect([up.low[0], down.high[0]]).toEqual([-Infinity, Infinity]);
  expect(down.middle[2]).toBeCloseTo(-density(0) / 0.5, 9);
});
