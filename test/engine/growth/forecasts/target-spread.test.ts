import { describe, expect, test } from 'vitest';
import { forecastAgain } from '../../../../engine/growth/forecasts/forecast-again.ts';
import { spreadMarks } from '../../../../engine/growth/forecasts/spread-marks.ts';
import { fitTargetSpread } from '../../../../engine/growth/forecasts/target-spread.ts';
import { fitTrajectories } from '../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { skewedTQuantile, skewedTVariance } from '../../../../engine/stats/distributions/skewed-t.ts';
import { madeUpScores } from '../trajectory/model/made-up-scores.ts';

describe('fitTargetSpread(again)', () => {
  /** Residuals of Student’s t with 5 degrees of freedom, scaled, for forecasts that rest on so many scores. */
  const drawn = (count: number, scale: number, scores: number) => {
    const stream = randomStream(`spread ${scores}`);
    return Array.from({ length: count }, () => {
      const chi = Array.from({ length: 5 }, () => stream.normal() ** 2).reduce((sum, one) => sum + one, 0);
      return { residual: (scale * stream.normal()) / Math.sqrt(chi / 5), scores };
    });
  };
  const fitted = (draws: readonly { residual: number; scores: number }[]) =>
    fitTargetSpread({
      residual: Float64Array.from(draws, ({ residual }) => residual),
      scoresBefore: Int32Array.from(draws, ({ scores }) => scores),
    });

  test('finds heavy tails, and that forecasts from one score are wider', () => {
    const { scale, ...shape } = fitted([...drawn(600, 1.3, 1), ...drawn(600, 0.9, 4)]);
    expect(shape.freedom).toBeGreaterThanOrEqual(4);
    expect(shape.freedom).toBeLessThanOrEqual(8);
    expect(Math.abs(Math.log(shape.skew))).toBeLessThanOrEqual(0.1);
    // One in twenty lies beyond: 2.015 scales of the t.
    for (const [group, own] of [
      [0, 1.3],
      [2, 0.9],
    ] as const) {
      const found = scale[group] * skewedTQuantile(0.95, shape);
      expect(found).toBeGreaterThan(0.88 * 2.015 * own);
      expect(found).toBeLessThan(1.12 * 2.015 * own);
    }
    expect(scale[1]).toBeGreaterThan(scale[2]);
    expect(scale[1]).toBeLessThan(scale[0]);
  });

  test('finds the longer tail above where pupils leap further than they fall', () => {
    // Exponential on one side: of mean 1, less 1.
    const stream = randomStream('leaps');
    const leaps = Array.from({ length: 1000 }, () => ({
      residual: 0.6 * (-Math.log(stream.uniform()) - 1) + 0.8 * stream.normal(),
      scores: 3,
    }));
    const { skew, ...spread } = fitted(leaps);
    expect(skew).toBeGreaterThan(1.05);
    const below = leaps.filter(
      ({ residual }) => residual < spread.scale[2] * skewedTQuantile(0.5, { skew, ...spread }),
    ).length;
    expect(Math.abs(below / 1000 - 0.5)).toBeLessThan(0.02);
  });

  test('keeps to the model where nothing has come true yet, and moves little for a few', () => {
    const { scale, ...shape } = fitted([]);
    expect(shape.skew).toBe(1);
    for (const one of scale) expect(one ** 2 * skewedTVariance(shape)).toBeCloseTo(1, 5);
    expect(fitted(drawn(5, 3, 1)).scale[2] / scale[2]).toBeLessThan(1.4);
  });
});

describe('forecastAgain(fit, scores)', () => {
  /** Yearly scores of 240 pupils at a level of their own; a third joined a year before the last. */
  const scores = (bump = 0) => {
    const stream = randomStream('forecast again');
    const rows = Array.from({ length: 240 }, (_, pupil) => {
      const level = stream.normal();
      return Array.from({ length: 4 }, (_, at) => {
        const score = Math.sqrt(0.9) * level + Math.sqrt(0.1) * stream.normal();
        return { pupil, subject: 1, year: 24 + at, observed: score + (at === 2 ? bump : 0) };
      }).filter(({ year }) => pupil % 3 > 0 || year > 25);
    }).flat();
    const made = madeUpScores(rows, 2);
    // The baseline a year before the current one.
    return { ...made, baselineScore: made.currentScore.map((row) => row - 1) };
  };
  const fit = fitTrajectories(scores());

  test('forecasts every current score from those up to the baseline, with errors as wide as the model says', () => {
    const { count, residual, scoresBefore } = forecastAgain(fit, scores());
    expect(count).toBe(240);
    expect([1, 3].map((n) => scoresBefore.filter((own) => own === n).length)).toEqual([80, 160]);
    const square = residual.reduce((sum, own) => sum + own * own, 0) / count;
    expect(square).toBeGreaterThan(0.7);
    expect(square).toBeLessThan(1.3);
  });

  test('knows nothing of scores after the baseline, and looks at the baseline itself', () => {
    const given = scores();
    const hidden = { ...given, baselineScore: given.currentScore.map((row) => row - 1) };
    const earlier = forecastAgain(fit, hidden).residual;
    // A later current score by 1 moves its residual by 1/SD and no other; the forecast stays.
    const observed = given.observed.slice();
    observed[given.currentScore[5]]++;
    const moved = forecastAgain(fit, { ...hidden, observed, observedLow: observed, observedHigh: observed }).residual;
    expect(moved[5] - earlier[5]).toBeGreaterThan(1.5);
    moved.forEach((own, at) => {
      if (at !== 5) expect(own).toBe(earlier[at]);
    });
    const higher = forecastAgain(fit, scores(0.5)).residual;
    expect(higher[5]).toBeLessThan(earlier[5] - 0.1);
  });

  test('has nothing to look back at in a first window', () => {
    const first = { ...scores(), baselineScore: scores().baselineScore.fill(-1) };
    expect(forecastAgain(fit, first).count).toBe(0);
  });
});

test('spreadMarks(sorted, unit) lets a whole mark stand for all that rounds to it, and shares lead back to points', () => {
  const marks = spreadMarks(Float64Array.of(3, 4, 4, 4, 4, 4, 4, 5, 5, 9), 1);
  // One below 3½, seven below 4½: half of all lie below 3½ + 4/6.
  expect(marks.pointsAt(0.5)).toBeCloseTo(3.5 + 4 / 6, 12);
  expect(marks.shareBelow(3.5)).toBeCloseTo(0.1, 12);
  expect(marks.shareBelow(7)).toBeCloseTo(0.9, 12);
  for (const share of [0.06, 0.2, 0.5, 0.69, 0.85])
    expect(marks.shareBelow(marks.pointsAt(share))).toBeCloseTo(share, 12);
  expect([marks.pointsAt(0), marks.pointsAt(1)]).toEqual([3, 9]);
  expect([marks.shareBelow(0), marks.shareBelow(99)]).toEqual([0.05, 0.95]);
  const fine = spreadMarks(Float64Array.of(0.5, 1.5, 1.5, 4.5), 0);
  expect(fine.pointsAt(0.5)).toBeCloseTo(1.5, 12);
  expect(fine.shareBelow(3)).toBeCloseTo(0.6875, 12);
});
