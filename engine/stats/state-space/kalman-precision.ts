import type { KalmanPlan } from './kalman-plan.ts';

/** The inverse P of the observations' covariance, through the filter: no observations × observations matrix is made. */
export interface KalmanPrecision {
  /** Diagonal of P. */
  readonly diagonal: Float64Array;
  /**
   * P · values, O(observations × states). With R the diagonal of error variances, values − R P values are the smoothed means
   * of the observations' signals, and R − R² diagonal their variances.
   *
   * @param values in the model's order, from `from` on
   * @param into receives the result, from `at` on; may be `values` itself
   */
  readonly times: (values: Float64Array, from: number, into: Float64Array, at: number) => void;
}

/**
 * @param plan of `planKalman`
 * @returns functions that share scratch: one at a time
 * Source: Durbin & Koopman 2012, §4.5 (the smoothing errors u = P y and their variances, by the backward recursions for r and N).
 */
export function kalmanPrecision(plan: KalmanPlan): KalmanPrecision {
  const { model, gain, innovationSd } = plan;
  const { states, observations, width, loading, loadingStart, moves, transition } = model;
  const state = new Float64Array(states);
  const innovations = new Float64Array(observations);

  function times(values: Float64Array, from: number, into: Float64Array, at: number): void {
    state.fill(0);
    for (let j = 0; j < observations; j++) {
      if (moves[j] === 1) for (let a = 0; a < states; a++) state[a] *= transition[j * states + a];
      let left = values[from + j];
      const start = loadingStart[j];
      for (let k = 0; k < width; k++) left -= loading[j * width + k] * state[start + k];
      const innovation = left / innovationSd[j];
      innovations[j] = innovation;
      if (innovation !== 0) for (let a = 0; a < states; a++) state[a] += gain[j * states + a] * innovation;
    }
    // Backward: what the later innovations say of the state.
    state.fill(0);
    for (let j = observations - 1; j >= 0; j--) {
      let along = 0;
      for (let a = 0; a < states; a++) along += gain[j * states + a] * state[a];
      const push = (innovations[j] - along) / innovationSd[j];
      into[at + j] = push;
      const start = loadingStart[j];
      for (let k = 0; k < width; k++) state[start + k] += push * loading[j * width + k];
      if (moves[j] === 1) for (let a = 0; a < states; a++) state[a] *= transition[j * states + a];
    }
  }

  return { diagonal: precisionDiagonal(plan), times };
}

/** O(observations × states²). */
function precisionDiagonal({ model, gain, innovationSd }: KalmanPlan): Float64Array {
  const { states, observations, width, loading, loadingStart, moves, transition } = model;
  const diagonal = new Float64Array(observations);
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
    diagonal[j] = (1 + within) / (sd * sd);
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
    if (moves[j] === 0) continue;
    for (let a = 0; a < states; a++) {
      for (let b = 0; b < states; b++) {
        information[a * states + b] *= transition[j * states + a] * transition[j * states + b];
      }
    }
  }
  return diagonal;
}
