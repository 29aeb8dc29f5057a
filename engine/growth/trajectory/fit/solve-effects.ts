/** Effects that many scores share, under a normal prior. */
export interface SolvedEffects {
  /** Posterior means. */
  readonly mean: Float64Array;
  /** (I + A V)⁻¹ b: times a part of the prior covariance it is the posterior mean of that part. */
  readonly left: Float64Array;
  /** (I + A V)⁻¹ A, size × size: what a further part of the prior would come to. */
  readonly marginal: Float64Array;
  readonly logEvidence: number;
}

/**
 * Effects with the given prior covariance V and the equations A, b of the scores: mean V (I + A V)⁻¹ b, log evidence
 * ½ bᵀ mean − ½ log |I + A V|. Source: Searle, Casella & McCulloch 1992, §7.
 *
 * @param precision A, size × size
 * @param push b
 */
export function solveEffects(
  { precision, push }: { readonly precision: Float64Array; readonly push: Float64Array },
  prior: Float64Array,
): SolvedEffects {
  const n = push.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 1;
    for (let k = 0; k < n; k++) {
      const own = precision[i * n + k];
      if (own === 0) continue;
      for (let j = 0; j < n; j++) matrix[i * n + j] += own * prior[k * n + j];
    }
  }
  const width = n + 1;
  const right = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    right[i * width] = push[i];
    for (let j = 0; j < n; j++) right[i * width + 1 + j] = precision[i * n + j];
  }
  const logDeterminant = solveInPlace(matrix, right, n, width);
  const left = Float64Array.from({ length: n }, (_, i) => right[i * width]);
  const marginal = Float64Array.from({ length: n * n }, (_, at) => right[Math.floor(at / n) * width + 1 + (at % n)]);
  const mean = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += prior[i * n + k] * left[k];
    return sum;
  });
  let along = 0;
  for (let i = 0; i < n; i++) along += push[i] * mean[i];
  return { mean, left, marginal, logEvidence: 0.5 * along - 0.5 * logDeterminant };
}

/** Gaussian elimination with partial pivoting; solutions replace the columns of `right`. Returns the log of the determinant's size. */
function solveInPlace(matrix: Float64Array, right: Float64Array, n: number, width: number): number {
  let logDeterminant = 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(matrix[i * n + k]) > Math.abs(matrix[best * n + k])) best = i;
    if (best !== k) {
      swapRows(matrix, n, k, best);
      swapRows(right, width, k, best);
    }
    const pivot = matrix[k * n + k];
    logDeterminant += Math.log(Math.abs(pivot));
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i * n + k] / pivot;
      if (factor === 0) continue;
      for (let j = k; j < n; j++) matrix[i * n + j] -= factor * matrix[k * n + j];
      for (let j = 0; j < width; j++) right[i * width + j] -= factor * right[k * width + j];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) {
      const factor = matrix[i * n + j];
      if (factor === 0) continue;
      for (let c = 0; c < width; c++) right[i * width + c] -= factor * right[j * width + c];
    }
    for (let c = 0; c < width; c++) right[i * width + c] /= matrix[i * n + i];
  }
  return logDeterminant;
}

function swapRows(matrix: Float64Array, width: number, a: number, b: number): void {
  for (let j = 0; j < width; j++) {
    [matrix[a * width + j], matrix[b * width + j]] = [matrix[b * width + j], matrix[a * width + j]];
  }
}
