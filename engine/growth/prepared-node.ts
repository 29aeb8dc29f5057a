import { planKalman, type KalmanPlan } from '../stats/kalman-plan.ts';
import { kalmanSmoothedVariances } from '../stats/kalman-smoother.ts';
import { kalmanWhiten } from '../stats/kalman-whiten.ts';
import { blockModel, reliabilityOf } from './block-model.ts';
import type { ScorePattern } from './score-patterns.ts';
import type { SlowDownHypotheses } from './slow-down-hypotheses.ts';
import {
  positionCovariance,
  positionVariance,
  type SubjectLinks,
  type SubjectProcess,
  type TimeFrame,
} from './trajectory-process.ts';

/**
 * All that the blocks of one pattern share under one node. Directions are whitened vectors (products of two of them are
 * products in the inverse covariance of the scores); the first `ramps` are slow-downs of 1 SD a year (start by start, within
 * a start subject by subject), the next three for every comparison are the reach of the scores to θ_f, θ_b, θ_n.
 */
export interface PreparedNode {
  readonly plan: KalmanPlan;
  /** √reliability, and SD of the true position given the scores, by place in time. */
  readonly root: Float64Array;
  readonly sd: Float64Array;
  readonly ramps: number;
  readonly directions: number;
  /** directions × size. */
  readonly direction: Float64Array;
  /** directions × directions. */
  readonly product: Float64Array;
  /** A fall of 1 SD on the day of each score: whitened (size × size), with the directions (size × directions), with each other. */
  readonly fall: Float64Array;
  readonly fallDirection: Float64Array;
  readonly fallFall: Float64Array;
  /** What a slow-down takes off each true position compared, per SD a year: (3 · comparisons) × ramps. */
  readonly taken: Float64Array;
  /** The same for the true position at each score: size × ramps. */
  readonly takenAtScore: Float64Array;
  /**
   * By how much a shift that the smoother does not know of moves the smoothed position at each score: by a slow-down (size ×
   * ramps) and by a fall on the day of another score (size × size).
   */
  readonly felt: Float64Array;
  readonly feltFall: Float64Array;
  /** By comparison: prior covariance of f, b, n (ff, fb, fn, bb, bn, nn); NaN where one is missing. */
  readonly prior: Float64Array;
}

/** Order of covariances: ff, fb, fn, bb, bn, nn. */
export const covariancePairs = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

/** Works out a pattern under a node. O(size²) in the scores of one pupil, shared by all pupils of the pattern. */
export function prepareNode(
  pattern: ScorePattern,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
  hypotheses: SlowDownHypotheses,
): PreparedNode {
  const n = pattern.size;
  const plan = planKalman(blockModel(pattern, processes, links, frame));
  const root = Float64Array.from({ length: n }, (_, j) =>
    Math.sqrt(reliabilityOf(processes[pattern.subject[j]], pattern.errorShare[j], pattern.coarseness[j])),
  );
  const sd = kalmanSmoothedVariances(plan).map((variance, j) => Math.sqrt(Math.max(0, variance)) / root[j]);
  const correlation = correlationOf(pattern, processes, links, frame);
  const subjects = hypotheses.subjects.length;
  const ramps = hypotheses.starts.length * subjects;
  const comparisons = pattern.current.length;
  const directions = ramps + 3 * comparisons;
  const takenAtScore = rampsAt(pattern, hypotheses);
  const whiten = whitener(plan);
  const direction = new Float64Array(directions * n);
  const values = new Float64Array(n);
  for (let ramp = 0; ramp < ramps; ramp++) {
    for (let j = 0; j < n; j++) values[j] = -root[j] * takenAtScore[j * ramps + ramp];
    whiten(values, direction, ramp * n);
  }
  const prior = new Float64Array(6 * comparisons);
  const taken = new Float64Array(3 * comparisons * ramps);
  for (let c = 0; c < comparisons; c++) {
    const places = [pattern.first[c], pattern.baseline[c], pattern.current[c]];
    places.forEach((place, which) => {
      const row = 3 * c + which;
      if (place >= 0) {
        for (let j = 0; j < n; j++) values[j] = root[j] * correlation(place, j);
        whiten(values, direction, (ramps + row) * n);
      } else direction.fill(NaN, (ramps + row) * n, (ramps + row + 1) * n);
      for (let ramp = 0; ramp < ramps; ramp++) {
        taken[row * ramps + ramp] = place < 0 ? NaN : takenAtScore[place * ramps + ramp];
      }
    });
    covariancePairs.forEach(([p, q], at) => {
      const missing = places[p] < 0 || places[q] < 0;
      prior[6 * c + at] = missing ? NaN : p === q ? 1 : correlation(places[p], places[q]);
    });
  }
  const fall = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    values.fill(0);
    values[j] = -root[j];
    whiten(values, fall, j * n);
  }
  const fallDirection = products(fall, n, direction, directions, n);
  const fallFall = products(fall, n, fall, n, n);
  return {
    plan,
    root,
    sd,
    ramps,
    directions,
    direction,
    product: products(direction, directions, direction, directions, n),
    fall,
    fallDirection,
    fallFall,
    taken,
    takenAtScore,
    felt: feltAtScores(n, correlation, fallDirection, directions, ramps),
    feltFall: feltAtScores(n, correlation, fallFall, n, n),
    prior,
  };
}

function correlationOf(
  pattern: ScorePattern,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
): (i: number, j: number) => number {
  const spread = Float64Array.from({ length: pattern.size }, (_, j) =>
    Math.sqrt(positionVariance(processes[pattern.subject[j]], frame, pattern.year[j])),
  );
  return (i, j) => {
    const [p, q] = [pattern.subject[i], pattern.subject[j]];
    return (
      positionCovariance(processes[p], pattern.year[i], processes[q], pattern.year[j], frame, links, p === q) /
      (spread[i] * spread[j])
    );
  };
}

/** Years since each start at each score, 0 for other subjects: size × ramps. */
function rampsAt(pattern: ScorePattern, hypotheses: SlowDownHypotheses): Float64Array {
  const subjects = hypotheses.subjects.length;
  const ramps = hypotheses.starts.length * subjects;
  const at = new Float64Array(pattern.size * ramps);
  for (let j = 0; j < pattern.size; j++) {
    const own = hypotheses.subjects.indexOf(pattern.subject[j]);
    hypotheses.starts.forEach((start, place) => {
      at[j * ramps + place * subjects + own] = Math.max(0, pattern.year[j] - start);
    });
  }
  return at;
}

function whitener(plan: KalmanPlan): (values: Float64Array, into: Float64Array, offset: number) => void {
  const state = new Float64Array(plan.model.states);
  return (values, into, offset) => void kalmanWhiten(plan, values, 0, state, into, offset);
}

function products(a: Float64Array, rows: number, b: Float64Array, columns: number, n: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let p = 0; p < rows; p++) {
    for (let q = 0; q < columns; q++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[p * n + j] * b[q * n + j];
      result[p * columns + q] = sum;
    }
  }
  return result;
}

/** Cov(θ, scores) · inverse · shifts, for shifts given by their products with the falls (fall_j = −root_j of score j, whitened). */
function feltAtScores(
  n: number,
  correlation: (i: number, j: number) => number,
  fallProducts: Float64Array,
  columns: number,
  used: number,
): Float64Array {
  const felt = new Float64Array(n * used);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const weight = -correlation(i, j);
      for (let k = 0; k < used; k++) felt[i * used + k] += weight * fallProducts[j * columns + k];
    }
  }
  return felt;
}
