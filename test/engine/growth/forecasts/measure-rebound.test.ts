import { describe, expect, test } from 'vitest';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { measureRebound } from '../../../../engine/growth/forecasts/measure-rebound.ts';
import { positionPoints } from '../../../../engine/growth/forecasts/position-points.ts';
import {
  positionCovariance,
  positionVariance,
  subjectProcess,
} from '../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { trajectoryScores } from '../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { Scale } from '../../../../engine/tables/assessment-data.ts';
import { smallData } from '../../small-data.ts';
import { madeUpFit, madeUpLinks, verticalComponents } from '../trajectory/model/made-up-scores.ts';

const windows = ['2023-11-15', '2024-11-15', '2025-11-15'].map((date, w) => ({ window: `w${w + 1}`, date }));
const rng = randomStream('rebound');
const ids = Array.from({ length: 60 }, (_, p) => `p${String(p).padStart(2, '0')}`);
const level = ids.map(() => rng.normal());
const score = ids.map((_, p) =>
  windows.map((_w, w) => Math.round(100 + 10 * w + 15 * (level[p] + 0.4 * rng.normal()))),
);

function rebounds(scale: Partial<Scale> = {}, used: readonly number[] = [0, 1, 2], listed = 'w2', pupils = 5) {
  const results = ids.flatMap((pupil_id, p) =>
    used.map((w) => ({ pupil_id, window: windows[w].window, score: score[p][w] })),
  );
  const data = smallData({
    pupils: ids.map((pupil_id) => ({ pupil_id })),
    windows,
    results,
    scales: [{ scale: 'points', ...scale }],
  });
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const scores = trajectoryScores(data, measurements, comparisons);
  const start = Math.min(...scores.year);
  // Far from the model's middle nothing is symmetric: a mistake in dates shows.
  const fit = { ...madeUpFit(), frame: { startYear: start, middleYear: start + 1.2, endYear: start + 2 } };
  const points = positionPoints(data, measurements, fit);
  const listedWindow = Int32Array.from(ids, (_, p) => (p < pupils ? data.windows.window.indexOf(listed) : -1));
  const found = measureRebound(data, { comparisons, points }, fit, scores, listedWindow);
  return { found, data, measurements, scores, points, fit };
}

describe('measureRebound(data, found, fit, scores, listedWindow)', () => {
  test('expects the regression of the current score on the scores up to the listing, in closed form', () => {
    const { found, data, measurements, scores, fit } = rebounds();
    const process = subjectProcess(verticalComponents);
    const correlation = (a: number, b: number) =>
      positionCovariance(process, a, process, b, fit.frame, madeUpLinks, true) /
      Math.sqrt(positionVariance(process, fit.frame, a) * positionVariance(process, fit.frame, b));
    for (let p = 0; p < 5; p++) {
      const rows = [0, 1, 2].map((w) => 3 * p + w);
      const [a, b, n] = rows.map((row) => scores.year[row]);
      const rel = verticalComponents.reliability;
      const [x, y] = [scores.observed[rows[0]], scores.observed[rows[1]]];
      // Two scores of variance 1 and covariance c; the later true position has covariances u and v with them.
      const c = rel * correlation(a, b);
      const [u, v] = [Math.sqrt(rel) * correlation(a, n), Math.sqrt(rel) * correlation(b, n)];
      const position = ((u - c * v) * x + (v - c * u) * y) / (1 - c * c);
      const cell = measurements.cells[measurements.cell[rows[2]]];
      const expected = cell.medianPoints + cell.sdPoints * Math.sqrt(rel) * position;
      expect(found.usualPoints[p]).toBeCloseTo(expected - data.results.value[rows[1]], 6);
      expect(found.points[p]).toBe(score[p][2] - score[p][1]);
      // Standard error of a difference: SEM of either score, SD √(1 − reliability).
      const earlier = measurements.cells[measurements.cell[rows[1]]];
      const error = 1.6448536269514722 * Math.hypot(earlier.sdPoints, cell.sdPoints) * Math.sqrt(1 - rel);
      expect(found.pointsHigh[p] - found.points[p]).toBeCloseTo(error, 9);
      expect(found.points[p] - found.pointsLow[p]).toBeCloseTo(error, 9);
    }
    expect([...found.usualPoints.subarray(5)].every(Number.isNaN)).toBe(true);
  });

  test('does not know the current score: another one changes what came, not what was usual', () => {
    const before = rebounds().found;
    const kept = score[0][2];
    score[0][2] = kept - 2;
    const after = rebounds().found;
    score[0][2] = kept;
    expect(after.points[0]).toBe(before.points[0] - 2);
    // The cell's own mean and SD move a little with one of sixty scores; the pupil's usual change does not move with theirs.
    expect(Math.abs(after.usualPoints[0] - before.usualPoints[0])).toBeLessThan(0.2);
  });

  test('where ranks replaced lopsided scores, expects the score at the rank: none below the lowest there is', () => {
    const kept = score.map((own) => [...own]);
    ids.forEach((_, p) => (score[p] = kept[p].map((points) => Math.round(20 * Math.exp((points - 100) / 12)))));
    const { found, data, measurements } = rebounds({}, [0, 1, 2], 'w2', 60);
    kept.forEach((own, p) => (score[p] = own));
    const cells = [...measurements.cells];
    expect(cells.every(({ rankNormal }) => rankNormal)).toBe(true);
    const now = ids.map((_, p) => data.results.value[3 * p + 2]);
    const expected = ids.map((_, p) => data.results.value[3 * p + 1] + found.usualPoints[p]);
    expect(Math.min(...expected)).toBeGreaterThanOrEqual(Math.min(...now));
  });

  test('on a scale that runs the other way a falling score is a rise', () => {
    const up = rebounds().found;
    const down = rebounds({ higherIsBetter: false }).found;
    for (let p = 0; p < 5; p++) {
      expect(down.points[p]).toBe(-up.points[p]);
      expect(down.usualPoints[p]).toBeCloseTo(-up.usualPoints[p], 6);
    }
  });

  test('says nothing where the listing is now, where there was no result then, or where a difference means nothing', () => {
    const nothing = (values: Float64Array) => [...values].every(Number.isNaN);
    expect(nothing(rebounds({}, [0, 1, 2], 'w3').found.points)).toBe(true);
    expect(nothing(rebounds({}, [0, 2], 'w2').found.points)).toBe(true);
    expect(nothing(rebounds({ class: 'criterion' }).found.usualPoints)).toBe(true);
  });

  test('after a low score more of it comes back than after a high one', () => {
    const { found, scores } = rebounds();
    const listed = [0, 1, 2, 3, 4];
    const lowest = listed.reduce((a, b) => (scores.observed[3 * a + 1] < scores.observed[3 * b + 1] ? a : b));
    const highest = listed.reduce((a, b) => (scores.observed[3 * a + 1] > scores.observed[3 * b + 1] ? a : b));
    expect(found.usualPoints[lowest]).toBeGreaterThan(found.usualPoints[highest] + 1);
  });
});
