import { describe, expect, test } from 'vitest';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { trueCovariance } from '../../../engine/worlds/positions/true-covariance.ts';
import type { World } from '../../../engine/worlds/model/world.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';

/**
 * Each pupil's log likelihood ratio of a lasting slow-down to none, by dense algebra from World.parameters alone: all subjects
 * and windows, normal errors, start dates on a grid. Complete worlds with slow-downs in every subject only.
 */
function logLikelihoodRatios(world: World): Float64Array {
  const { parameters, windows, subjects, pupils, results } = world;
  const size = subjects.length * windows.count;
  const place = (entry: number) => [Math.floor(entry / windows.count), windows.year[entry % windows.count]] as const;
  const covariance = Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size }, (_, column) => {
      const [subjectA, yearA] = place(row);
      const [subjectB, yearB] = place(column);
      const error = row === column ? parameters.errorVariances[subjectA] : 0;
      return trueCovariance(parameters, subjectA, yearA, subjectB, yearB) + error;
    }),
  );
  const [earliest, latest] = parameters.slowedFromYear;
  const starts = Array.from({ length: 41 }, (_, at) => earliest + ((at + 0.5) / 41) * (latest - earliest));
  const shifts = starts.map((start) =>
    Float64Array.from(
      { length: size },
      (_, entry) => -parameters.slowedSdPerYear * Math.max(0, place(entry)[1] - start),
    ),
  );
  const factor = cholesky(covariance);
  const weights = shifts.map((shift) => solve(factor, shift));
  const halfSquares = shifts.map((shift, at) => dot(shift, weights[at]) / 2);
  const observed = Array.from({ length: pupils.count }, () => new Float64Array(size));
  for (let row = 0; row < results.count; row++) {
    observed[results.pupil[row]][results.subject[row] * windows.count + results.window[row]] = results.observed[row];
  }
  return Float64Array.from(observed, (scores) =>
    Math.log(
      weights.reduce((sum, weight, at) => sum + Math.exp(dot(weight, scores) - halfSquares[at]), 0) / starts.length,
    ),
  );
}

function slowed(world: World): boolean[] {
  return Array.from({ length: world.pupils.count }, (_, pupil) => !Number.isNaN(world.truth.slowedFromDay[pupil]));
}

describe('world.parameters', () => {
  test('are exact: chances of a slow-down computed from them alone come true', () => {
    const settings = { ...worlds['plain'].settings, schoolLevelShare: 0, schoolRateShare: 0, pupils: 40_000, seed: 77 };
    const world = simulateWorld(settings);
    const truth = slowed(world);
    const odds = settings.slowedShare / (1 - settings.slowedShare);
    const chance = logLikelihoodRatios(world).map((ratio) => 1 / (1 + Math.exp(-ratio) / odds));
    const tenths = [0, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 1.0001];
    for (let tenth = 1; tenth < tenths.length; tenth++) {
      const members = truth
        .map((_, pupil) => pupil)
        .filter((p) => chance[p] >= tenths[tenth - 1] && chance[p] < tenths[tenth]);
      const expected = members.reduce((sum, pupil) => sum + chance[pupil], 0);
      const variance = members.reduce((sum, pupil) => sum + chance[pupil] * (1 - chance[pupil]), 0);
      const found = members.filter((pupil) => truth[pupil]).length;
      expect(members.length).toBeGreaterThan(50);
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(variance));
    }
  });
});

function cholesky(matrix: Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let row = 0; row < matrix.length; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row][column];
      for (let k = 0; k < column; k++) sum -= lower[row][k] * lower[column][k];
      lower[row][column] = row === column ? Math.sqrt(sum) : sum / lower[column][column];
    }
  }
  return lower;
}

function solve(lower: Float64Array[], right: Float64Array): Float64Array {
  const solution = right.slice();
  for (let row = 0; row < lower.length; row++) {
    for (let k = 0; k < row; k++) solution[row] -= lower[row][k] * solution[k];
    solution[row] /= lower[row][row];
  }
  for (let row = lower.length - 1; row >= 0; row--) {
    for (let k = row + 1; k < lower.length; k++) solution[row] -= lower[k][row] * solution[k];
    solution[row] /= lower[row][row];
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
