/**
 * Replaces a covariance matrix by its inverse, by symmetric sweeps: size³/2 multiplications.
 *
 * @param matrix size × size, symmetric and positive definite, of which the lower triangle is read; both triangles are written
 * @param scratch size entries
 * @returns log of the determinant of the covariance
 * Source: Goodnight 1979 (the sweep operator).
 */
export function invertCovariance(matrix: Float64Array, size: number, scratch: Float64Array): number {
  let logDeterminant = 0;
  let product = 1;
  for (let k = 0; k < size; k++) {
    const own = k * size;
    const pivot = matrix[own + k];
    product *= pivot;
    if (product < 1e-200 || product > 1e200) {
      logDeterminant += Math.log(product);
      product = 1;
    }
    for (let j = 0; j < k; j++) scratch[j] = matrix[own + j];
    scratch[k] = 0;
    for (let i = k + 1; i < size; i++) scratch[i] = matrix[i * size + k];
    for (let i = 0; i < size; i++) {
      const factor = scratch[i] / pivot;
      if (factor === 0) continue;
      const row = i * size;
      for (let j = 0; j <= i; j++) matrix[row + j] -= factor * scratch[j];
    }
    for (let j = 0; j < k; j++) matrix[own + j] = scratch[j] / pivot;
    for (let i = k + 1; i < size; i++) matrix[i * size + k] = scratch[i] / pivot;
    matrix[own + k] = -1 / pivot;
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = -matrix[i * size + j];
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  return logDeterminant + Math.log(product);
}
