import { expect, test } from 'vitest';
import { predictByLeastSquares } from '../../../../engine/stats/least-squares/predict-by-least-squares.ts';

/** R's `stackloss` (Brownlee 1960): air flow, water temperature, acid concentration, stack loss. */
const stackLoss = [
  [80, 27, 89, 42],
  [80, 27, 88, 37],
  [75, 25, 90, 37],
  [62, 24, 87, 28],
  [62, 22, 87, 18],
  [62, 23, 87, 18],
  [62, 24, 93, 19],
  [62, 24, 93, 20],
  [58, 23, 87, 15],
  [58, 18, 80, 14],
  [58, 18, 89, 14],
  [58, 17, 88, 13],
  [58, 18, 82, 11],
  [58, 19, 93, 12],
  [50, 18, 89, 8],
  [50, 18, 86, 7],
  [50, 19, 72, 8],
  [50, 19, 79, 8],
  [50, 20, 80, 9],
  [56, 20, 82, 15],
  [70, 20, 91, 15],
] as const;
const column = (at: number) => Float64Array.from(stackLoss, (row) => row[at]);

test('agrees with R on stack loss: fit and prediction interval at an air flow of 72, 20 degrees and 85 %', () => {
  const found = predictByLeastSquares(column(3), [0, 1, 2].map(column), [72, 20, 85])!;
  // predict(lm(stack.loss ~ ., stackloss), data.frame(72, 20, 85), interval = "prediction"): 24.58173, 16.4661, 32.69736 at 95 %.
  expect(found.expected).toBeCloseTo(24.58173, 4);
  expect(found.degreesOfFreedom).toBe(17);
  // t(0.975; 17) = 2.109816 in any table.
  expect(found.expected - 2.109816 * found.error).toBeCloseTo(16.4661, 3);
  expect(found.expected + 2.109816 * found.error).toBeCloseTo(32.69736, 3);
  // t(0.95; 17) = 1.739607.
  expect((found.high - found.low) / 2 / found.error).toBeCloseTo(1.739607, 5);
});

test('leaves rows out that miss something, and says nothing of too few, of one predictor twice, and of a plane', () => {
  const outcome = column(3);
  outcome[0] = NaN;
  const without = predictByLeastSquares(outcome, [column(0)], [72])!;
  const rest = (at: number) => column(at).slice(1);
  expect(without).toEqual(predictByLeastSquares(rest(3), [rest(0)], [72]));
  expect(predictByLeastSquares(rest(3).slice(0, 4), [rest(0).slice(0, 4)], [72])).toBeNull();
  expect(predictByLeastSquares(column(3), [column(0), column(0)], [72, 72])).toBeNull();
  expect(predictByLeastSquares(column(0).map((flow) => 2 * flow + 1), [column(0)], [72])).toBeNull(); // prettier-ignore
});
