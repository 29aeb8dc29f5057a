import { studentTQuantile } from '../distributions/student-t-cdf.ts';

/** What ordinary least squares says of one more observation. */
export interface LeastSquaresPrediction {
  readonly expected: number;
  /** 90 % prediction interval: noise and the coefficients' own doubt. */
  readonly low: number;
  readonly high: number;
  /** Standard error of the prediction. */
  readonly error: number;
  readonly degreesOfFreedom: number;
}

/**
 * Predicts an outcome from predictors (an intercept is added), by the normal equations of centred predictors.
 *
 * @param outcome one value a row; rows with a NaN anywhere are left out
 * @param predictors one column each, of the same length
 * @param at the predictors' values of the new observation, without NaN
 * @returns null where fewer than three rows are left beyond the coefficients, where predictors do not tell rows apart, or where
 *   the rows lie on a plane
 * @see Draper & Smith (1998), Applied Regression Analysis, 5.1 and 8.3; as R's `predict(lm(…), interval = "prediction", level = 0.9)`
 */
export function predictByLeastSquares(
  outcome: Float64Array,
  predictors: readonly Float64Array[],
  at: readonly number[],
): LeastSquaresPrediction | null {
  const rows = [...outcome.keys()].filter(
    (row) => !Number.isNaN(predictors.reduce((sum, column) => sum + column[row], outcome[row])),
  );
  const n = rows.length;
  const degreesOfFreedom = n - predictors.length - 1;
  if (degreesOfFreedom < 3) return null;
  const mean = (of: Float64Array) => rows.reduce((sum, row) => sum + of[row], 0) / n;
  const means = predictors.map(mean);
  const middle = mean(outcome);
  const centred = predictors.map((column, j) => rows.map((row) => column[row] - means[j]));
  const left = rows.map((row) => outcome[row] - middle);
  const factor = choleskyOf(centred.map((a) => centred.map((b) => dot(a, b))));
  if (factor === null) return null;
  const slopes = solve(
    factor,
    centred.map((column) => dot(column, left)),
  );
  const rest = left.map((value, row) => value - slopes.reduce((sum, slope, j) => sum + slope * centred[j][row], 0));
  const variance = dot(rest, rest) / degreesOfFreedom;
  // Rows that all lie on a plane are made up: nothing is unsure there.
  if (!(variance > 1e-18 * dot(left, left))) return null;
  const away = at.map((value, j) => value - means[j]);
  const expected = middle + dot(slopes, away);
  const error = Math.sqrt(variance * (1 + 1 / n + dot(away, solve(factor, away))));
  const half = studentTQuantile(0.95, degreesOfFreedom) * error;
  return { expected, low: expected - half, high: expected + half, error, degreesOfFreedom };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** Lower triangle; null where the matrix is not clearly positive definite. */
function choleskyOf(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower: number[][] = matrix.map(() => []);
  for (let i = 0; i < matrix.length; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const rest = matrix[i][j] - dot(lower[i].slice(0, j), lower[j].slice(0, j));
      if (i === j && !(rest > 1e-12 * matrix[i][i])) return null;
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  return lower;
}

function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const forward: number[] = [];
  for (let i = 0; i < right.length; i += 1)
    forward[i] = (right[i] - dot(lower[i].slice(0, i), forward.slice(0, i))) / lower[i][i];
  const back: number[] = Array.from({ length: right.length }, () => 0);
  for (let i = right.length - 1; i >= 0; i -= 1) {
    let rest = forward[i];
    for (let j = i + 1; j < right.length; j += 1) rest -= lower[j][i] * back[j];
    back[i] = rest / lower[i][i];
  }
  return back;
}
