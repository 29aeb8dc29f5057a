import { expect, test } from 'vitest';
import type { Analysis } from '../../../../engine/runs/tables/analysis.ts';
import { trajectoriesTable } from '../../../../engine/runs/tables/trajectories-table.ts';
import { runRows } from '../../../../engine/tables/run-table.ts';

test('trajectoriesTable(analysis) turns a range round where a higher score is worse, and keeps it within the test', () => {
  const one = (value: number) => Float64Array.of(value);
  const scale = { scale: 'sdq', class: 'non-attainment', min: 0, max: 40, higherIsBetter: false, grades: [] };
  // Only what the table reads of an analysis.
  const analysis = {
    data: {
      pupils: { pupilId: ['p1'] },
      windows: { window: ['w1'] },
      subjects: ['social'],
      scales: [scale],
      results: {
        count: 1,
        pupil: [0],
        subject: [0],
        window: [0],
        score: ['2'],
        value: one(2),
        status: [0],
        scale: [0],
      },
    },
    points: {
      middlePoints: one(6),
      direction: Int8Array.of(-1),
      pointsAt: (_: number, position: number) => 6 - 5 * position,
    },
    position: one(0.8),
    positionLow: one(0.2),
    positionHigh: one(1.6),
  } as unknown as Analysis;
  // 6 − 5 × 0.8 = 2; the better end, 6 − 5 × 1.6 = −2, stops at the lowest score there is; the worse end is 6 − 5 × 0.2.
  expect(runRows(trajectoriesTable(analysis))).toMatchObject([{ points: 2, points_low: 0, points_high: 5 }]);
});
