/**
 * Eigenvalues and orthonormal eigenvectors of a small symmetric matrix, by Jacobi's rotations.
 *
 * @param matrix size × size, symmetric; not changed
 * @returns values in descending order; vectors[k] belongs to values[k]
 * Source: Golub & Van Loan 2013, §8.5.
 */
export function symmetricEigen(matrix: Float64Array, size: number): { values: number[]; vectors: number[][] } {
  const a = Float64Array.from(matrix);
  const v = Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += a[p * size + q] ** 2;
    if (off < 1e-300) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, k) => k).sort((p, q) => a[q * size + q] - a[p * size + p] || p - q);
  return {
    values: order.map((k) => a[k * size + k]),
    vectors: order.map((k) => Array.from({ length: size }, (_, row) => v[row * size + k])),
  };
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const half = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const tangent = (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.sqrt(half * half + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) {
    const kp = a[k * size + p];
    const kq = a[k * size + q];
    a[k * size + p] = cosine * kp - sine * kq;
    a[k * size + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < size; k++) {
    const pk = a[p * size + k];
    const qk = a[q * size + k];
    a[p * size + k] = cosine * pk - sine * qk;
    a[q * size + k] = sine * pk + cosine * qk;
    const vp = v[k * size + p];
    const vq = v[k * size + q];
    v[k * size + p] = cosine * vp - sine * vq;
    v[k * size + q] = sine * vp + cosine * vq;
  }
}
