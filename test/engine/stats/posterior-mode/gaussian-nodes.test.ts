import { expect, test } from 'vitest';
import { gaussianNodes } from '../../../../engine/stats/posterior-mode/gaussian-nodes.ts';
import { gaussianSummary } from '../../../../engine/stats/posterior-mode/gaussian-summary.ts';
import { symmetricEigen } from '../../../../engine/stats/posterior-mode/symmetric-eigen.ts';

const centre = [1, -2, 0.5];
const covariance = [0.5, 0.2, 0, 0.2, 0.3, -0.1, 0, -0.1, 0.2];
// Inverse of the covariance, by cofactors.
const precision = [0.05, -0.04, -0.02, -0.04, 0.1, 0.05, -0.02, 0.05, 0.11].map((entry) => entry / 0.017);
const logDensity = (x: readonly number[]) => {
  let sum = 0;
  for (let p = 0; p < 3; p++) {
    for (let q = 0; q < 3; q++) sum -= 0.5 * (x[p] - centre[p]) * precision[3 * p + q] * (x[q] - centre[q]);
  }
  return sum;
};

test('gaussianSummary(logDensity, …) finds mean and covariance of a Gaussian, and its nodes keep both', () => {
  const summary = gaussianSummary(logDensity, [0, 0, 0], [1, 1, 1]);
  summary.mean.forEach((value, p) => expect(value).toBeCloseTo(centre[p], 3));
  const { points, weights } = gaussianNodes(summary, 3);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  for (let p = 0; p < 3; p++) {
    for (let q = 0; q < 3; q++) {
      const found = points.reduce((sum, x, at) => sum + weights[at] * (x[p] - centre[p]) * (x[q] - centre[q]), 0);
      expect(Math.abs(found - covariance[3 * p + q])).toBeLessThan(0.01);
    }
  }
});

test('symmetricEigen(matrix, size) gives vectors that the matrix stretches by their values, in descending order', () => {
  const { values, vectors } = symmetricEigen(Float64Array.from(covariance), 3);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  vectors.forEach((vector, k) => {
    for (let p = 0; p < 3; p++) {
      const stretched = vector.reduce((sum, entry, q) => sum + covariance[3 * p + q] * entry, 0);
      expect(stretched).toBeCloseTo(values[k] * vector[p], 12);
    }
  });
});
