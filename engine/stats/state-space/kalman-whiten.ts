import type { KalmanPlan } from './kalman-plan.ts';

/**
 * Turns observations into standardised innovations: independent, variance 1 under the model (L⁻¹ values, with LLᵀ their
 * covariance). Linear in the values, O(observations × states). Products of whitened vectors are products in the inverse
 * covariance, which is all that likelihoods, predictions and mean shifts need.
 *
 * @param plan of `planKalman`
 * @param values in the model's order of observations, from `offset` on; no missing entries
 * @param state scratch of `states` entries; holds the filtered state after the last observation on return
 * @param innovations receives the result, from `into` on
 * @returns Σ innovation²
 */
export function kalmanWhiten(
  plan: KalmanPlan,
  values: Float64Array,
  offset: number,
  state: Float64Array,
  innovations: Float64Array,
  into = 0,
): number {
  const { model, gain, innovationSd } = plan;
  const { states, observations, width, loading, loadingStart, moves, transition } = model;
  state.fill(0);
  let squares = 0;
  for (let j = 0; j < observations; j++) {
    if (moves[j] === 1) for (let a = 0; a < states; a++) state[a] *= transition[j * states + a];
    let left = values[offset + j];
    const start = loadingStart[j];
    for (let k = 0; k < width; k++) left -= loading[j * width + k] * state[start + k];
    const innovation = left / innovationSd[j];
    for (let a = 0; a < states; a++) state[a] += gain[j * states + a] * innovation;
    innovations[into + j] = innovation;
    squares += innovation * innovation;
  }
  return squares;
}
