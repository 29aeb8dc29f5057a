import { newBand, VertexSearch } from './vertex-search.ts';

/** A quantile-regression problem in orthonormal coordinates. */
export interface QuantileProblem {
  readonly rows: Float64Array;
  readonly stride: number;
  readonly rank: number;
  readonly response: Float64Array;
  readonly weights: Float64Array;
}

export interface QuantilePath {
  /** One point a τ, `rank` long. */
  readonly points: Float64Array[];
  readonly checkLoss: Float64Array;
  readonly dualityGap: Float64Array;
  readonly pivots: number;
  readonly limited: number;
}

export function quantileProcess(problem: QuantileProblem, taus: Float64Array): QuantilePath {
  const { rows, stride, rank, response, weights } = problem;
  const n = response.length;
  const search = new VertexSearch(rank, stride);
  const band = newBand(n, stride);
  band.count = n;
  band.rows = rows;
  band.weight = weights;
  const spread = medianDistance(response);
  const perturbed = response.map((value, i) => value + 1e-10 * spread * unitHash(i));
  const totalZ = new Float64Array(stride);
  let totalWeight = 0;
  for (let i = 0; i < n; i++) {
    totalWeight += weights[i];
    for (let j = 0; j < stride; j++) totalZ[j] += weights[i] * rows[i * stride + j];
  }
  search.startFree(null);
  band.residual.set(perturbed);
  for (let i = 0; i < n; i++) band.side[i] = perturbed[i] >= 0 ? 1 : -1;
  const path = {
    points: [] as Float64Array[],
    checkLoss: new Float64Array(taus.length),
    dualityGap: new Float64Array(taus.length),
    pivots: 0,
    limited: 0,
  };
  taus.forEach((tau, t) => {
    search.gradient.set(totalZ.map((value) => value * tau));
    for (let i = 0; i < n; i++) {
      const psi = band.side[i] < 0 ? -1 : band.side[i] === 0 ? -tau : 0;
      if (psi !== 0) for (let j = 0; j < stride; j++) search.gradient[j] += psi * weights[i] * rows[i * stride + j];
    }
    const end = search.search(band, tau, 1e-13 * totalWeight, 500 + 50 * rank + 2 * n);
    if (end === 'limit') path.limited++;
    const point = exactVertex(search, rows, response) ?? search.point.slice();
    let loss = 0;
    let gap = 0;
    for (let i = 0; i < n; i++) {
      let residual = response[i];
      for (let j = 0; j < stride; j++) residual -= rows[i * stride + j] * point[j];
      if (search.basis.includes(i)) residual = 0;
      loss += weights[i] * residual * (residual < 0 ? tau - 1 : tau);
      if (residual * band.side[i] < 0) gap += weights[i] * Math.abs(residual);
    }
    path.points.push(point);
    path.checkLoss[t] = loss;
    path.dualityGap[t] = gap;
  });
  path.pivots = search.pivots;
  return path;
}

function exactVertex(search: VertexSearch, rows: Float64Array, response: Float64Array): Float64Array | null {
  const { p, stride } = search;
  if (search.basis.includes(-1)) return null;
  const order = search.basis.slice().sort();
  const width = p + 1;
  const matrix = new Float64Array(p * width);
  order.forEach((row, k) => {
    for (let j = 0; j < p; j++) matrix[k * width + j] = rows[row * stride + j];
    matrix[k * width + p] = response[row];
  });
  for (let c = 0; c < p; c++) {
    let best = c;
    for (let k = c + 1; k < p; k++) if (Math.abs(matrix[k * width + c]) > Math.abs(matrix[best * width + c])) best = k;
    if (matrix[best * width + c] === 0) return null;
    for (let j = 0; j < width; j++) {
      const swap = matrix[c * width + j];
      matrix[c * width + j] = matrix[best * width + j];
      matrix[best * width + j] = swap;
    }
    for (let k = c + 1; k < p; k++) {
      const factor = matrix[k * width + c] / matrix[c * width + c];
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

function medianDistance(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted[sorted.length >> 1];
  const distances = values.map((value) => Math.abs(value - middle)).sort();
  return distances[distances.length >> 1] || distances[distances.length - 1] || 1;
}

function unitHash(i: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}
