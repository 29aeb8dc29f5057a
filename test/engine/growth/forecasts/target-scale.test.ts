import { expect, test } from 'vitest';
import { cohortDifferences } from '../../../../engine/growth/forecasts/cohort-differences.ts';
import { targetScale } from '../../../../engine/growth/forecasts/target-scale.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import { smallData } from '../../small-data.ts';

test('targetScale(…).positionAt(points) keeps half a pupil beyond the highest and the lowest mark of a lopsided test', () => {
  // Forty pupils, marks 1, 8, 27 …: lopsided, so that places are used.
  const pupils = Array.from({ length: 40 }, (_, index) => ({ pupil_id: String(100 + index) }));
  const data = smallData({
    pupils,
    windows: [{ window: 'a', date: '2025-12-10' }],
    results: pupils.map(({ pupil_id }, index) => ({ pupil_id, window: 'a', score: (index + 1) ** 3 })),
    scales: [{ scale: 'sas', class: 'standardised' }],
  });
  const measurements = toMeasurements(data);
  const [cell] = measurements.cells;
  expect(cell.rankNormal).toBe(true);
  const differences = cohortDifferences(data, measurements);
  const scale = targetScale(data, measurements, cell, {
    day: data.windows.day[0] + 365,
    differences,
    minimumPeers: 11,
  })!;
  // R: qnorm(1 - .5/40).
  expect(scale.positionAt(64_001)).toBeCloseTo(2.241402727604947, 9);
  expect(scale.positionAt(0)).toBeCloseTo(-2.241402727604947, 9);
  // Between the 20th and the 21st of forty order statistics lies the middle.
  expect(scale.positionAt((20 ** 3 + 21 ** 3) / 2)).toBeCloseTo(0, 9);
});
