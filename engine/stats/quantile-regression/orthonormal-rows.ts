/** A design whose columns were made orthonormal, stored by rows; `stride` ≥ rank, a multiple of four, padded with zeros. */
export interface OrthonormalRows {
  readonly rows: Float64Array;
  readonly stride: number;
  readonly rank: number;
  /** Columns left out because they are combinations of earlier ones. */
  readonly dropped: number;
  /** Coefficients of the given columns (0 for those left out) from coefficients of the orthonormal ones. */
  readonly toCoefficients: (orthonormal: Float64Array) => Float64Array;
}

/** `rank` vectors v of p coefficients such that the combinations Xv are orthogonal with weighted mean square 1. */
export function orthonormalCombinations({ rank, stride, toCoefficients }: OrthonormalRows): Float64Array[] {
  return Array.from({ length: rank }, (_, j) => toCoefficients(new Float64Array(stride).fill(1, j, j + 1)));
}

/** A column whose part that earlier columns do not explain is smaller than this share of it is a combination of them. */
const rankTolerance = 1e-10;
/** Below this, the quick factorisation of the cross-product has lost too many digits and the slow one is used. */
const quickTolerance = 1e-5;

/**
 * Z = X R⁻¹ with Z′WZ = (Σw) I, by the Cholesky factor of the cross-product where the design is well conditioned and by
 * modified Gram–Schmidt with a second pass where it is not. Dependent columns are dropped from the right, as R's `lm` does.
 *
 * In these coordinates a row's squared length is its leverage × Σw, and steps in different directions can be compared.
 *
 * @param columns p ≥ 1 columns of n finite numbers
 * @param weights n positive numbers
 * @see Golub & Van Loan (2013), Matrix Computations, §5.2
 */
export function orthonormalRows(columns: readonly Float64Array[], weights: Float64Array): OrthonormalRows {
  const n = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scales = columns.map((column) => columnLength(column, weights, total));
  const quick = choleskyFactor(columns, weights, scales, total);
  const { factor, kept, vectors } = quick
    ? { factor: quick, kept: columns.map((_, j) => j), vectors: null }
    : gramSchmidt(columns, weights, scales, total);
  const rank = kept.length;
  const stride = Math.max(4, Math.ceil(rank / 4) * 4);
  const rows = new Float64Array(n * stride);
  if (vectors) {
    vectors.forEach((vector, j) => {
      for (let i = 0; i < n; i++) rows[i * stride + j] = vector[i];
    });
  } else {
    fillRows(rows, stride, columns, scales, factor);
  }
  return {
    rows,
    stride,
    rank,
    dropped: columns.length - rank,
    toCoefficients(orthonormal) {
      const coefficients = new Float64Array(columns.length);
      const solved = new Float64Array(rank);
      for (let j = rank - 1; j >= 0; j--) {
        let sum = orthonormal[j];
        for (let k = j + 1; k < rank; k++) sum -= factor[j * rank + k] * solved[k];
        solved[j] = sum / factor[j * rank + j];
        coefficients[kept[j]] = solved[j] / scales[kept[j]];
      }
      return coefficients;
    },
  };
}

/** Root of the weighted mean square; 1 for a column of zeros, so that it can be divided by. */
function columnLength(column: Float64Array, weights: Float64Array, total: number): number {
  let largest = 0;
  for (let i = 0; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i]));
  if (largest === 0) return 1;
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += weights[i] * (column[i] / largest) ** 2;
  return largest * Math.sqrt(sum / total);
}

/** Upper-triangular R with X = Z R for columns of length 1, or null where a pivot is too small to trust. */
function choleskyFactor(
  columns: readonly Float64Array[],
  weights: Float64Array,
  scales: readonly number[],
  total: number,
): Float64Array | null {
  const p = columns.length;
  const factor = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    for (let k = j; k < p; k++) {
      let product = weightedProduct(columns[j], columns[k], weights) / (scales[j] * scales[k] * total);
      for (let l = 0; l < j; l++) product -= factor[l * p + j] * factor[l * p + k];
      if (k > j) factor[j * p + k] = product / factor[j * p + j];
      else if (product > quickTolerance) factor[j * p + j] = Math.sqrt(product);
      else return null;
    }
  }
  return factor;
}

/** Four sums side by side: the additions do not wait for one another. */
function weightedProduct(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  const n = weights.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += weights[i] * a[i] * b[i];
    s1 += weights[i + 1] * a[i + 1] * b[i + 1];
    s2 += weights[i + 2] * a[i + 2] * b[i + 2];
    s3 += weights[i + 3] * a[i + 3] * b[i + 3];
  }
  for (; i < n; i++) s0 += weights[i] * a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** Z = X R⁻¹ row by row. */
function fillRows(
  rows: Float64Array,
  stride: number,
  columns: readonly Float64Array[],
  scales: readonly number[],
  factor: Float64Array,
): void {
  const p = columns.length;
  const n = columns[0].length;
  for (let j = 0; j < p; j++) {
    const column = columns[j];
    const scale = 1 / scales[j];
    const pivot = 1 / factor[j * p + j];
    const above = new Float64Array(j);
    for (let k = 0; k < j; k++) above[k] = factor[k * p + j] * pivot;
    for (let i = 0; i < n; i++) {
      const at = i * stride;
      let sum = column[i] * scale * pivot;
      for (let k = 0; k < j; k++) sum -= above[k] * rows[at + k];
      rows[at + j] = sum;
    }
  }
}

function gramSchmidt(
  columns: readonly Float64Array[],
  weights: Float64Array,
  scales: readonly number[],
  total: number,
): { factor: Float64Array; kept: number[]; vectors: Float64Array[] } {
  const kept: number[] = [];
  const vectors: Float64Array[] = [];
  const projections: Float64Array[] = [];
  columns.forEach((column, j) => {
    const vector = column.map((value) => value / scales[j]);
    const projection = new Float64Array(columns.length);
    for (let pass = 0; pass < 2; pass++) {
      vectors.forEach((earlier, k) => {
        const product = weightedProduct(earlier, vector, weights) / total;
        projection[k] += product;
        for (let i = 0; i < vector.length; i++) vector[i] -= product * earlier[i];
      });
    }
    const length = Math.sqrt(weightedProduct(vector, vector, weights) / total);
    if (!(length > rankTolerance)) return;
    projection[vectors.length] = length;
    vectors.push(vector.map((value) => value / length));
    projections.push(projection);
    kept.push(j);
  });
  const rank = kept.length;
  const factor = new Float64Array(rank * rank);
  projections.forEach((projection, k) => {
    for (let l = 0; l <= k; l++) factor[l * rank + k] = projection[l];
  });
  return { factor, kept, vectors };
}
