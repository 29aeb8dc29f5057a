import { describe, expect, test } from 'vitest';
import type { TrajectoryFit } from '../../../../engine/growth/trajectory/model/trajectory-fit.ts';
import { positionPoints } from '../../../../engine/growth/forecasts/position-points.ts';
import { trajectoryDefaults } from '../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import type { Measurements } from '../../../../engine/scales/measurements.ts';
import type { AssessmentData } from '../../../../engine/tables/assessment-data.ts';

/** Five ratings of difficulties, piled up at 0, and where ranks put them; reliability 0.9, no error stated. */
const scores = [0, 1, 2, 3, 26];
const observed = [2, 1.2, 0.4, -0.5, -2.2];
const ranks = { points: scores.toReversed(), observed: observed.toReversed() };

function pointsOf(ranked: boolean) {
  const five = (value: number) => new Float64Array(5).fill(value);
  // Only what is read of each.
  const data = {
    subjects: ['social development'],
    scales: [{ class: 'non-attainment', higherIsBetter: false }],
    results: { count: 5, value: Float64Array.from(scores), subject: new Int32Array(5), scale: new Int32Array(5) },
  } as unknown as AssessmentData;
  const measurements = {
    cell: new Int32Array(5),
    cells: [{ subject: 0, scale: 0, sdPoints: 10, medianPoints: 2, ...(ranked ? { ranks } : {}) }],
    errorShare: five(NaN),
    year: five(1),
  } as unknown as Measurements;
  const frame = { startYear: 0, middleYear: 1, endYear: 2 };
  const fit = { frame, nodes: [], settings: trajectoryDefaults } as unknown as TrajectoryFit;
  return positionPoints(data, measurements, fit);
}

const root = Math.sqrt(trajectoryDefaults.reliability.centre);

describe('positionPoints(…).pointsAt(row, position)', () => {
  test('is a straight line through the middle pupil where positions are linear in the scores', () => {
    const { pointsAt } = pointsOf(false);
    expect(pointsAt(4, -1.5)).toBeCloseTo(2 + 10 * root * 1.5, 12);
  });

  test('gives the score at that rank where ranks replaced the scores, so that a range lies around its own score', () => {
    const { pointsAt } = pointsOf(true);
    observed.forEach((position, at) => expect(pointsAt(0, position / root)).toBeCloseTo(scores[at], 12));
    expect(pointsAt(0, 0)).toBeCloseTo(2 + 0.4 / 0.9, 12);
    expect(pointsAt(0, -3.2 / root)).toBeCloseTo(26 + 10, 12);
    expect(pointsAt(0, 3 / root)).toBeCloseTo(0 - 10, 12);
    expect(pointsAt(0, NaN)).toBeNaN();
  });
});
