import { expect, test } from 'vitest';
import { wantRanks } from '../../../engine/scales/place-marks.ts';

/** A fifth of the marks are 1, the others 0: skewness (1 − 2p)/√(pq) = 0.6/0.4 = 1.5, whatever their number. */
const fifth = (count: number) => Float64Array.from({ length: count }, (_, index) => Number(index % 5 === 0));

test('wantRanks(values, atEnds, limits) believes skewness only beyond what so few normal marks would show', () => {
  const limits = { skewness: 0.5, pileUp: 0.05 };
  // 2·√(6/10) = 1.549 and 2·√(6/15) = 1.265.
  expect(wantRanks(fifth(10), 0, limits)).toBe(false);
  expect(wantRanks(fifth(15), 0, limits)).toBe(true);
  expect(wantRanks(fifth(1000), 0, { ...limits, skewness: 1.49 })).toBe(true);
  expect(wantRanks(fifth(1000), 0, { ...limits, skewness: 1.51 })).toBe(false);
});

test('wantRanks(values, atEnds, limits) counts marks piled up at an end beyond their share, not at it', () => {
  const limits = { skewness: 9, pileUp: 0.05 };
  expect(wantRanks(fifth(100), 5, limits)).toBe(false);
  expect(wantRanks(fifth(100), 6, limits)).toBe(true);
});
