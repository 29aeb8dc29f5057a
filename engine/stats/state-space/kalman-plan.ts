/**
 * A linear Gaussian state-space model with scalar observations and a diagonal transition:
 *   state before observation j = transition_j ∘ state after j − 1 + noise of covariance noise_j
 *   observation j = loading_j · state + error of variance errorVariance_j
 * The state has mean 0 and `initialCovariance` before the first transition. A loading touches `width` neighbouring states,
 * from `loadingStart_j` on: the others are zero and cost nothing.
 */
export interface StateSpace {
  readonly states: number;
  readonly observations: number;
  /** states × states. */
  readonly initialCovariance: Float64Array;
  /** observations × states. */
  readonly transition: Float64Array;
  /** observations × states × states. */
  readonly noise: Float64Array;
  /** 1 where transition and noise change the state before observation j, 0 where they are the identity and nothing. */
  readonly moves: Uint8Array;
  readonly width: number;
  readonly loadingStart: Int32Array;
  /** observations × width. */
  readonly loading: Float64Array;
  readonly errorVariance: Float64Array;
}

/** Everything about a filter that does not depend on the data: pupils with the same pattern of dates share it. */
export interface KalmanPlan {
  readonly model: StateSpace;
  /** Covariance of state and standardised innovation, observations × states: state += gain · innovation. */
  readonly gain: Float64Array;
  /** SD of each innovation. */
  readonly innovationSd: Float64Array;
  /** Log of the determinant of the observations' covariance. */
  readonly logDeterminant: number;
  /** Covariance of the state after the last observation, states × states. */
  readonly lastCovariance: Float64Array;
}

/**
 * Runs the variance half of the Kalman filter once: O(observations × states²).
 *
 * @param model see `StateSpace`; error variances > 0
 * Source: Durbin & Koopman 2012, §4.3.
 */
export function planKalman(model: StateSpace): KalmanPlan {
  const { states, observations, width } = model;
  const covariance = Float64Array.from(model.initialCovariance);
  const gain = new Float64Array(observations * states);
  const innovationSd = new Float64Array(observations);
  let logDeterminant = 0;
  for (let j = 0; j < observations; j++) {
    if (model.moves[j] === 1) moveCovariance(model, j, covariance);
    const start = model.loadingStart[j];
    let variance = model.errorVariance[j];
    for (let a = 0; a < states; a++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += covariance[a * states + start + k] * model.loading[j * width + k];
      gain[j * states + a] = sum;
    }
    for (let k = 0; k < width; k++) variance += model.loading[j * width + k] * gain[j * states + start + k];
    const sd = Math.sqrt(variance);
    innovationSd[j] = sd;
    logDeterminant += 2 * Math.log(sd);
    for (let a = 0; a < states; a++) gain[j * states + a] /= sd;
    for (let a = 0; a < states; a++) {
      const own = gain[j * states + a];
      for (let b = 0; b < states; b++) covariance[a * states + b] -= own * gain[j * states + b];
    }
  }
  return { model, gain, innovationSd, logDeterminant, lastCovariance: covariance };
}

function moveCovariance(model: StateSpace, j: number, covariance: Float64Array): void {
  const { states, transition, noise } = model;
  for (let a = 0; a < states; a++) {
    const factor = transition[j * states + a];
    for (let b = 0; b < states; b++) {
      const at = a * states + b;
      covariance[at] = covariance[at] * factor * transition[j * states + b] + noise[j * states * states + at];
    }
  }
}
