import type { Band } from './vertex-search.ts';

/**
 * How the subgradient changes with the point: H = Σ_{|r| ≤ h} w z z′ / 2h with h = reach ‖z‖, factored. Used to predict and to choose
 * directions, never to decide: an error here costs time only.
 *
 * @see Powell (1991) for the estimator; He, Pan, Tan & Zhou (2021) for Newton steps on the smoothed loss
 */
export class Curvature {
  readonly p: number;
  readonly stride: number;
  /** Lower triangular, H = C C′; p × stride. */
  private readonly factor: Float64Array;
  private readonly sums: Float64Array;
  known = false;

  constructor(p: number, stride: number) {
    this.p = p;
    this.stride = stride;
    this.factor = new Float64Array(p * stride);
    this.sums = new Float64Array(p * stride);
  }

  /**
   * @param band the rows with |r| ≤ reach ‖z‖
   * @param every takes one row in so many
   */
  estimate({ memory, weight, length, count }: Band, reach: number, every: number): void {
    const { p, stride, sums } = this;
    const { rows, residual } = memory;
    sums.fill(0);
    let total = 0;
    for (let i = 0; i < count; i += every) {
      const at = i * stride;
      if (Math.abs(residual[i]) > reach * length[i]) continue;
      const w = weight[i] / length[i];
      total += w;
      for (let j = 0; j < p; j++) {
        const part = w * rows[at + j];
        const to = j * stride;
        for (let k = 0; k <= j; k++) sums[to + k] += part * rows[at + k];
      }
    }
    const scale = every / (2 * reach);
    // Z is orthonormal over all rows, so a constant density would give this multiple of the identity.
    const flat = total * scale;
    for (let j = 0; j < p; j++) {
      for (let k = 0; k <= j; k++) sums[j * stride + k] *= scale;
      sums[j * stride + j] += 0.02 * flat;
    }
    this.known = flat > 0 && this.factorise();
  }

  /** A copy to come back to. */
  save(): Float64Array | null {
    return this.known ? this.factor.slice() : null;
  }

  restore(saved: Float64Array | null): void {
    this.known = saved !== null;
    if (saved) this.factor.set(saved);
  }

  private factorise(): boolean {
    const { p, stride, sums, factor } = this;
    for (let j = 0; j < p; j++) {
      for (let k = 0; k <= j; k++) {
        let sum = sums[j * stride + k];
        for (let l = 0; l < k; l++) sum -= factor[j * stride + l] * factor[k * stride + l];
        if (k < j) factor[j * stride + k] = sum / factor[k * stride + k];
        else if (sum > 0) factor[j * stride + j] = Math.sqrt(sum);
        else return false;
      }
    }
    return true;
  }

  /** H⁻¹ gradient. */
  solve(gradient: Float64Array, step: Float64Array): void {
    const { p, stride, factor } = this;
    for (let j = 0; j < p; j++) {
      let sum = gradient[j];
      for (let k = 0; k < j; k++) sum -= factor[j * stride + k] * step[k];
      step[j] = sum / factor[j * stride + j];
    }
    for (let j = p - 1; j >= 0; j--) {
      let sum = step[j];
      for (let k = j + 1; k < p; k++) sum -= factor[k * stride + j] * step[k];
      step[j] = sum / factor[j * stride + j];
    }
  }

  /** Rows of C⁻¹: directions that do not interfere with one another; p × stride. */
  directions(into: Float64Array): void {
    const { p, stride, factor } = this;
    into.fill(0);
    for (let k = 0; k < p; k++) {
      into[k * stride + k] = 1 / factor[k * stride + k];
      for (let j = k + 1; j < p; j++) {
        let sum = 0;
        for (let l = k; l < j; l++) sum -= factor[j * stride + l] * into[l * stride + k];
        into[j * stride + k] = sum / factor[j * stride + j];
      }
    }
  }
}
