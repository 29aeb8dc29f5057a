/** A quantile-regression problem in orthonormal coordinates: `rows` is n × stride, zero beyond `rank`. */
export interface QuantileProblem {
  readonly rows: Float64Array;
  readonly stride: number;
  readonly rank: number;
  readonly response: Float64Array;
  readonly weights: Float64Array;
}

/** Some rows of a problem, copied in their order. */
export function chosenRows({ rows, stride, response, weights }: QuantileProblem, chosen: Int32Array) {
  const part = {
    rows: new Float64Array(chosen.length * stride),
    response: new Float64Array(chosen.length),
    weights: new Float64Array(chosen.length),
  };
  for (let c = 0, to = 0; c < chosen.length; c++) {
    const from = chosen[c] * stride;
    for (let j = 0; j < stride; j++) part.rows[to++] = rows[from + j];
    part.response[c] = response[chosen[c]];
    part.weights[c] = weights[chosen[c]];
  }
  return part;
}

/** into = response − Z point. */
export function residuals(
  { rows, stride }: QuantileProblem,
  response: Float64Array,
  point: Float64Array,
  into: Float64Array,
) {
  const n = response.length;
  if (stride === 8) {
    const [p0, p1, p2, p3, p4, p5, p6, p7] = point;
    for (let i = 0, at = 0; i < n; i++, at += 8) {
      const s0 = rows[at] * p0 + rows[at + 1] * p1;
      const s1 = rows[at + 2] * p2 + rows[at + 3] * p3;
      const s2 = rows[at + 4] * p4 + rows[at + 5] * p5;
      const s3 = rows[at + 6] * p6 + rows[at + 7] * p7;
      into[i] = response[i] - (s0 + s1 + (s2 + s3));
    }
    return;
  }
  for (let i = 0, at = 0; i < n; i++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < stride; j += 4, at += 4) {
      s0 += rows[at] * point[j];
      s1 += rows[at + 1] * point[j + 1];
      s2 += rows[at + 2] * point[j + 2];
      s3 += rows[at + 3] * point[j + 3];
    }
    into[i] = response[i] - (s0 + s1 + (s2 + s3));
  }
}

/** Median distance from the median; where over half of the values are equal, the largest distance; never 0. */
export function medianDistance(values: Float64Array): number {
  const every = Math.max(1, Math.floor(values.length / 10000));
  const sample = values.filter((_, i) => i % every === 0).sort();
  const middle = sample[sample.length >> 1];
  const distances = sample.map((value) => Math.abs(value - middle)).sort();
  return distances[distances.length >> 1] || distances[distances.length - 1] || Math.abs(middle) || 1;
}

/** A fixed scattering of whole numbers over (−1, 1). */
export function unitHash(i: number): number {
  let h = Math.imul(i + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}
