import type { KalmanPlan } from './kalman-plan.ts';

/**
 * What all observations, earlier and later, say about loading_j · state: its mean for every j. O(observations × states).
 *
 * @param innovations of `kalmanWhiten`
 * @param means receives the result (observations entries)
 * Source: Durbin & Koopman 2012, §4.4 (fixed-interval smoothing, backward recursion for r).
 */
export function kalmanSmoothedMeans(plan: KalmanPlan, innovations: Float64Array, means: Float64Array): void {
  const { model, gain, innovationSd } = plan;
  const { states, observations, width, loading, loadingStart, moves, transition } = model;
  predictedMeans(plan, innovations, means);
  const backward = new Float64Array(states);
  for (let j = observations - 1; j >= 0; j--) {
    let along = 0;
    for (let a = 0; a < states; a++) along += gain[j * states + a] * backward[a];
    const push = (innovations[j] - along) / innovationSd[j];
    const start = loadingStart[j];
    for (let k = 0; k < width; k++) backward[start + k] += push * loading[j * width + k];
    let sum = 0;
    for (let a = 0; a < states; a++) sum += gain[j * states + a] * backward[a];
    means[j] += innovationSd[j] * sum;
    if (moves[j] === 1) for (let a = 0; a < states; a++) backward[a] *= transition[j * states + a];
  }
}

/** loading_j · (state predicted from the observations before j). */
function predictedMeans(plan: KalmanPlan, innovations: Float64Array, means: Float64Array): void {
  const { states, observations, width, loading, loadingStart, moves, transition } = plan.model;
  const state = new Float64Array(states);
  for (let j = 0; j < observations; j++) {
    if (moves[j] === 1) for (let a = 0; a < states; a++) state[a] *= transition[j * states + a];
    let sum = 0;
    for (let k = 0; k < width; k++) sum += loading[j * width + k] * state[loadingStart[j] + k];
    means[j] = sum;
    for (let a = 0; a < states; a++) state[a] += plan.gain[j * states + a] * innovations[j];
  }
}

/** The variance of loading_j · state given all observations, for every j: the same for all data. O(observations × states²). */
export function kalmanSmoothedVariances(plan: KalmanPlan): Float64Array {
  const { model, gain, innovationSd } = plan;
  const { states, observations, width, loading, loadingStart, moves, transition, errorVariance } = model;
  const variances = new Float64Array(observations);
  const information = new Float64Array(states * states);
  const along = new Float64Array(states);
  for (let j = observations - 1; j >= 0; j--) {
    const sd = innovationSd[j];
    let within = 0;
    for (let a = 0; a < states; a++) {
      along[a] = 0;
      for (let b = 0; b < states; b++) along[a] += information[a * states + b] * gain[j * states + b];
      within += along[a] * gain[j * states + a];
    }
    // (I − h k'/sd)' N (I − k h'/sd) + h h'/sd²: rows and columns of the loading's states only.
    const start = loadingStart[j];
    for (let k = 0; k < width; k++) {
      const h = loading[j * width + k] / sd;
      for (let a = 0; a < states; a++) {
        information[(start + k) * states + a] -= h * along[a];
        information[a * states + start + k] -= h * along[a];
      }
      for (let l = 0; l < width; l++) {
        information[(start + k) * states + start + l] += h * (loading[j * width + l] / sd) * (1 + within);
      }
    }
    variances[j] = sd * sd - errorVariance[j] - sd * sd * quadratic(information, gain, j * states, states);
    if (moves[j] === 0) continue;
    for (let a = 0; a < states; a++) {
      for (let b = 0; b < states; b++) {
        information[a * states + b] *= transition[j * states + a] * transition[j * states + b];
      }
    }
  }
  return variances;
}

function quadratic(matrix: Float64Array, vector: Float64Array, offset: number, size: number): number {
  let sum = 0;
  for (let a = 0; a < size; a++) {
    let row = 0;
    for (let b = 0; b < size; b++) row += matrix[a * size + b] * vector[offset + b];
    sum += row * vector[offset + a];
  }
  return sum;
}
