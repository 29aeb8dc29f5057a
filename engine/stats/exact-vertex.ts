/**
 * The point that passes exactly through given rows: solves Z_h γ = y_h by Gaussian elimination with partial pivoting.
 * Rows are taken in ascending order, so the same basis gives the same bits however it was found.
 *
 * @param basis p row numbers
 * @returns `stride` numbers, or null where the rows are dependent
 */
export function exactVertex(
  basis: ArrayLike<number>,
  rows: Float64Array,
  stride: number,
  response: Float64Array,
): Float64Array | null {
  const p = basis.length;
  const width = p + 1;
  const matrix = new Float64Array(p * width);
  Int32Array.from(basis)
    .sort()
    .forEach((row, k) => {
      for (let j = 0; j < p; j++) matrix[k * width + j] = rows[row * stride + j];
      matrix[k * width + p] = response[row];
    });
  for (let c = 0; c < p; c++) {
    let best = c;
    for (let k = c + 1; k < p; k++) {
      if (Math.abs(matrix[k * width + c]) > Math.abs(matrix[best * width + c])) best = k;
    }
    if (matrix[best * width + c] === 0) return null;
    for (let j = c; j < width && best !== c; j++) {
      const swap = matrix[c * width + j];
      matrix[c * width + j] = matrix[best * width + j];
      matrix[best * width + j] = swap;
    }
    for (let k = c + 1; k < p; k++) {
      const factor = matrix[k * width + c] / matrix[c * width + c];
      if (factor === 0) continue;
      for (let j = c; j < width; j++) matrix[k * width + j] -= factor * matrix[c * width + j];
    }
  }
  const point = new Float64Array(stride);
  for (let c = p - 1; c >= 0; c--) {
    let sum = matrix[c * width + p];
    for (let j = c + 1; j < p; j++) sum -= matrix[c * width + j] * point[j];
    point[c] = sum / matrix[c * width + c];
  }
  return point;
}
