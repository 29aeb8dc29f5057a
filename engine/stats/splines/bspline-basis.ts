import { SameStartError } from '../../errors.ts';

/** Where a spline bends and where it ends. `knots` ascending, strictly between the two of `boundary`. */
export interface SplineShape {
  readonly knots: ArrayLike<number>;
  readonly boundary: readonly [number, number];
  /** 1 linear … 3 cubic (default). */
  readonly degree?: number;
}

/**
 * B-spline basis without its first function: the columns of R's `splines::bs(x, knots, Boundary.knots, degree)`.
 *
 * Columns = knots + degree. Beyond the boundary the polynomial of the first or last interval is continued, as `bs` does
 * since R 3.2.3 (its Taylor expansion about a point inside is the same polynomial). Cox–de Boor recursion.
 *
 * @param x n numbers; NaN or infinite gives NaN in every column of that row
 * @returns the columns, each of n values
 * @throws `knots-unordered`, `setting-invalid`
 * @see de Boor (1978), A Practical Guide to Splines, ch. X; Piegl & Tiller (1997), A2.2
 */
export function bsplineBasis(x: Float64Array, shape: SplineShape): Float64Array[] {
  const evaluator = bsplineEvaluator(shape);
  const n = x.length;
  const columns = Array.from({ length: evaluator.columns }, () => new Float64Array(n));
  const values = new Float64Array(evaluator.degree + 1);
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(x[i])) {
      for (const column of columns) column[i] = NaN;
      continue;
    }
    const first = evaluator.evaluate(x[i], values);
    for (let j = 0; j <= evaluator.degree; j++) {
      if (first + j >= 1) columns[first + j - 1][i] = values[j];
    }
  }
  return columns;
}

/** Evaluates the degree + 1 basis functions that are not zero at a point. */
export interface BsplineEvaluator {
  readonly degree: number;
  /** Columns without the first function. */
  readonly columns: number;
  /** Fills `values` (degree + 1) and returns the index of the first of them, the dropped first function being 0. */
  evaluate(x: number, values: Float64Array): number;
}

/**
 * Checks a shape and makes its evaluator, for points that come one at a time. Points must be finite; beyond the boundary as
 * `bsplineBasis`. It has working arrays of its own.
 *
 * @throws `knots-unordered`, `setting-invalid`
 */
export function bsplineEvaluator(shape: SplineShape): BsplineEvaluator {
  const degree = shape.degree ?? 3;
  checkShape(shape, degree);
  const interior = Float64Array.from(shape.knots);
  const padded = new Float64Array(interior.length + 2 * (degree + 1));
  padded.fill(shape.boundary[0], 0, degree + 1);
  padded.set(interior, degree + 1);
  padded.fill(shape.boundary[1], degree + 1 + interior.length);
  const left = new Float64Array(degree + 1);
  const right = new Float64Array(degree + 1);
  const evaluate = (x: number, values: Float64Array): number => {
    let interval = 0;
    while (interval < interior.length && x >= interior[interval]) interval++;
    const at = interval + degree;
    values[0] = 1;
    for (let j = 1; j <= degree; j++) {
      left[j] = x - padded[at + 1 - j];
      right[j] = padded[at + j] - x;
      let saved = 0;
      for (let r = 0; r < j; r++) {
        const part = values[r] / (right[r + 1] + left[j - r]);
        values[r] = saved + right[r + 1] * part;
        saved = left[j - r] * part;
      }
      values[j] = saved;
    }
    return interval;
  };
  return { degree, columns: interior.length + degree, evaluate };
}

function checkShape({ knots, boundary }: SplineShape, degree: number): void {
  if (!Number.isInteger(degree) || degree < 1 || degree > 9) {
    throw new SameStartError('setting-invalid', {
      setting: 'degree',
      value: degree,
      why: 'it is a whole number, 1 to 9',
    });
  }
  const [low, high] = boundary;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    throw new SameStartError('knots-unordered', { why: `the boundaries are ${low} and ${high}` });
  }
  let before = low;
  for (let k = 0; k < knots.length; k++) {
    const ordered = k === 0 ? knots[k] > low : knots[k] >= before;
    if (!ordered || !(knots[k] < high)) {
      throw new SameStartError('knots-unordered', { why: `knot ${k + 1} is ${knots[k]}` });
    }
    before = knots[k];
  }
}
