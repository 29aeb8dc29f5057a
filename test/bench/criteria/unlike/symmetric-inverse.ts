/** Inverse of a symmetric positive definite matrix, row-major, by Cholesky. */
export function symmetricInverse(matrix: Float64Array, n: number): Float64Array {
  const lower = matrix.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = matrix[i * n + j];
      for (let k = 0; k < j; k++) value -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(value) : value / lower[j * n + j];
    }
  }
  const columns = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    for (let i = column; i < n; i++) {
      let value = i === column ? 1 : 0;
      for (let k = column; k < i; k++) value -= lower[i * n + k] * columns[k * n + column];
      columns[i * n + column] = value / lower[i * n + i];
    }
  }
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = 0;
      for (let k = i; k < n; k++) value += columns[k * n + i] * columns[k * n + j];
      result[i * n + j] = value;
      result[j * n + i] = value;
    }
  }
  return result;
}
