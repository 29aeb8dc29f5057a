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
    for (let j = c; j < width; j++) {
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

/**
 * Edge directions of a vertex: row k of the result moves the fit of basis row k by one and of no other (the columns of the
 * inverse of Z_h). Gauss–Jordan with partial pivoting.
 *
 * @param basis p row numbers, in the order the edges are to have
 * @param into p × stride, overwritten
 * @returns false where the rows are dependent
 */
export function edgesOfVertex(
  basis: ArrayLike<number>,
  rows: Float64Array,
  stride: number,
  into: Float64Array,
): boolean {
  const p = basis.length;
  const width = 2 * p;
  const matrix = new Float64Array(p * width);
  for (let k = 0; k < p; k++) {
    for (let j = 0; j < p; j++) matrix[k * width + j] = rows[basis[k] * stride + j];
    matrix[k * width + p + k] = 1;
  }
  for (let c = 0; c < p; c++) {
    let best = c;
    for (let k = c + 1; k < p; k++) {
      if (Math.abs(matrix[k * width + c]) > Math.abs(matrix[best * width + c])) best = k;
    }
    const pivot = matrix[best * width + c];
    if (pivot === 0) return false;
    for (let j = c; j < width; j++) {
      const swap = matrix[c * width + j];
      matrix[c * width + j] = matrix[best * width + j] / pivot;
      if (best !== c) matrix[best * width + j] = swap;
    }
    for (let k = 0; k < p; k++) {
      const factor = matrix[k * width + c];
      if (k === c || factor === 0) continue;
      for (let j = c; j < width; j++) matrix[k * width + j] -= factor * matrix[c * width + j];
    }
  }
  for (let k = 0; k < p; k++) {
    for (let j = 0; j < p; j++) into[k * stride + j] = matrix[j * width + p + k];
  }
  return true;
}
