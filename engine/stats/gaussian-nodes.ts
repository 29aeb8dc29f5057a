import { symmetricEigen } from './symmetric-eigen.ts';

/** Where a log density of a few parameters has its mass: centre and covariance, and the eigenvectors of the latter. */
export interface GaussianSummary {
  readonly mean: number[];
  /** SDs along the principal directions, descending. */
  readonly sd: number[];
  readonly directions: number[][];
  /** Log density at the mode found. */
  readonly peak: number;
  readonly evaluations: number;
}

/**
 * Mode of a smooth log density by damped Newton steps, then its mean and covariance from how it falls on either side along
 * the principal directions, so that skewness moves them.
 *
 * @param logDensity of size parameters, on a scale on which it is roughly quadratic
 * @param start where to begin
 * @param spread typical SD of each parameter (its prior's); steps of differences are a tenth of it
 * Source: Rue, Martino & Chopin 2009, §6.5; Martins et al. 2013, §3 (the two-sided widths); Levenberg's damping.
 */
export function gaussianSummary(
  logDensity: (x: readonly number[]) => number,
  start: readonly number[],
  spread: readonly number[],
): GaussianSummary {
  const size = start.length;
  let evaluations = 0;
  const density = (x: readonly number[]) => {
    evaluations++;
    return logDensity(x);
  };
  let x = [...start];
  let value = density(x);
  let step = 0.1;
  let lastStep = 0;
  let damping = 1e-3;
  let eigen = symmetricEigen(new Float64Array(size * size), size);
  for (let iteration = 0; iteration < 25; iteration++) {
    const curvatureToo = iteration % hessianEvery === 0 || step !== lastStep;
    const { gradient, hessian } = differences(density, x, value, spread, step, curvatureToo);
    lastStep = step;
    if (hessian) {
      const negative = hessian.map((entry) => -entry);
      eigen = symmetricEigen(negative, size);
    }
    let moved = 0;
    for (let attempt = 0; attempt < 8; attempt++) {
      const move = newtonMove(eigen, gradient, damping);
      const next = x.map((entry, k) => entry + move[k] * spread[k]);
      const nextValue = density(next);
      if (nextValue > value) {
        moved = nextValue - value;
        [x, value] = [next, nextValue];
        damping = Math.max(1e-6, damping / 10);
        break;
      }
      damping = Math.max(0.1, damping * 10);
    }
    if (moved < closeEnough) {
      if (step <= 0.03) break;
      step = 0.03;
    }
  }
  return { ...splitMoments(density, x, value, spread, eigen), peak: value, evaluations };
}

/** Second differences cost most: they are taken anew every so many steps. */
const hessianEvery = 3;
/** A step that gains less log density than this ends the search; it moves no probability by more. */
const closeEnough = 0.01;

/** Gradient and Hessian in units of `spread`, by central differences. */
function differences(
  density: (x: readonly number[]) => number,
  x: readonly number[],
  value: number,
  spread: readonly number[],
  step: number,
  curvatureToo: boolean,
): { gradient: number[]; hessian: Float64Array | null } {
  const size = x.length;
  const at = (moves: readonly [number, number][]) => {
    const there = [...x];
    for (const [k, by] of moves) there[k] += by * step * spread[k];
    return density(there);
  };
  const up = x.map((_, k) => at([[k, 1]]));
  const down = x.map((_, k) => at([[k, -1]]));
  const gradient = x.map((_, k) => (up[k] - down[k]) / (2 * step));
  if (!curvatureToo) return { gradient, hessian: null };
  const hessian = new Float64Array(size * size);
  for (let p = 0; p < size; p++) {
    hessian[p * size + p] = (up[p] - 2 * value + down[p]) / step ** 2;
    for (let q = 0; q < p; q++) {
      const both = at([[p, 1], [q, 1]]) + at([[p, -1], [q, -1]]); // prettier-ignore
      const mixed = (both + 2 * value - up[p] - down[p] - up[q] - down[q]) / (2 * step ** 2);
      hessian[p * size + q] = mixed;
      hessian[q * size + p] = mixed;
    }
  }
  return { gradient, hessian };
}

/** (−H + damping)⁻¹ gradient with curvatures kept positive; at most one spread in any direction. */
function newtonMove(
  eigen: { values: number[]; vectors: number[][] },
  gradient: readonly number[],
  damping: number,
): number[] {
  const size = gradient.length;
  const move = Array.from({ length: size }, () => 0);
  for (let k = 0; k < size; k++) {
    const along = eigen.vectors[k].reduce((sum, entry, p) => sum + entry * gradient[p], 0);
    const curvature = Math.abs(eigen.values[k]) * (1 + damping) + damping + 1e-9;
    const length = Math.max(-1, Math.min(1, along / curvature));
    for (let p = 0; p < size; p++) move[p] += length * eigen.vectors[k][p];
  }
  return move;
}

/** How far out along each direction the density is looked at, SDs of the curvature at the mode. */
const outlook = 1.5;

/**
 * Along every direction a normal with a width of its own on either side, each from how far the density has fallen there: its
 * mean and SD.
 */
function splitMoments(
  density: (x: readonly number[]) => number,
  mode: readonly number[],
  peak: number,
  spread: readonly number[],
  eigen: { values: number[]; vectors: number[][] },
): { mean: number[]; sd: number[]; directions: number[][] } {
  const size = mode.length;
  const mean = [...mode];
  const covariance = new Float64Array(size * size);
  eigen.vectors.forEach((vector, k) => {
    // A direction the data say nothing about keeps its prior's curvature, which is 1 in these units.
    const scale = 1 / Math.sqrt(Math.max(0.5, eigen.values[k]));
    const step = vector.map((entry, p) => entry * scale * spread[p]);
    const [below, above] = [-outlook, outlook].map((far) => {
      const fall = peak - density(mode.map((entry, p) => entry + far * step[p]));
      return outlook / Math.sqrt(2 * Math.max(fall, outlook ** 2 / 8));
    });
    const shift = (above - below) * Math.sqrt(2 / Math.PI);
    const variance = (1 - 2 / Math.PI) * (above - below) ** 2 + above * below;
    for (let p = 0; p < size; p++) {
      mean[p] += shift * step[p];
      for (let q = 0; q < size; q++) covariance[p * size + q] += variance * step[p] * step[q];
    }
  });
  const { values, vectors } = symmetricEigen(covariance, size);
  return { mean, sd: values.map((value) => Math.sqrt(Math.max(0, value))), directions: vectors };
}

/**
 * The part of a summary that some parameters span, its directions ordered by how much they matter: the others stay at
 * their means.
 *
 * @param weights by parameter: how much a unit of it matters beside a unit of the others; 0 leaves it at its mean
 */
export function weightedSummary(summary: GaussianSummary, weights: readonly number[]): GaussianSummary {
  const kept = weights.flatMap((weight, p) => (weight > 0 ? [p] : []));
  const size = kept.length;
  const covariance = Float64Array.from({ length: size * size }, (_, at) => {
    const [p, q] = [kept[Math.floor(at / size)], kept[at % size]];
    const own = summary.sd.reduce(
      (sum, sd, k) => sum + sd * sd * summary.directions[k][p] * summary.directions[k][q],
      0,
    );
    return weights[p] * weights[q] * own;
  });
  const { values, vectors } = symmetricEigen(covariance, size);
  return {
    ...summary,
    sd: values.map((value) => Math.sqrt(Math.max(0, value))),
    directions: vectors.map((vector) =>
      weights.map((weight, p) => (weight > 0 ? vector[kept.indexOf(p)] / weight : 0)),
    ),
  };
}

/** Weight of the centre among the nodes. */
const centreWeight = 0.2;

/**
 * Points that stand for a Gaussian in sums: the centre and two along every direction at least `narrowest` wide, with the
 * same mean and covariance along these. The k-th point of every summary with as many directions has the same weight.
 *
 * @returns 1 + 2 · directions points; weights sum to 1
 * Source: Julier & Uhlmann 2004 (sigma points).
 */
export function gaussianNodes(summary: GaussianSummary, directions: number): { points: number[][]; weights: number[] } {
  if (directions === 0) return { points: [summary.mean], weights: [1] };
  const radius = Math.sqrt(directions / (1 - centreWeight));
  const points = [summary.mean];
  for (let k = 0; k < directions; k++) {
    for (const side of [-1, 1]) {
      points.push(summary.mean.map((entry, p) => entry + side * radius * summary.sd[k] * summary.directions[k][p]));
    }
  }
  const outer = (1 - centreWeight) / (2 * directions);
  return { points, weights: points.map((_, at) => (at === 0 ? centreWeight : outer)) };
}
