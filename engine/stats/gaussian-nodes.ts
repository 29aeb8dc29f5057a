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
 * Mode of a smooth log density by damped Newton steps, then its mean and covariance by a central composite design about the
 * mode, weighted by the density itself, so that skewness moves them.
 *
 * @param logDensity of size parameters, on a scale on which it is roughly quadratic
 * @param start where to begin
 * @param spread typical SD of each parameter (its prior's); steps of differences are a tenth of it
 * Source: Rue, Martino & Chopin 2009, §3.1 and §6.5 (the design); Levenberg's damping.
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
  let damping = 1e-3;
  let eigen = symmetricEigen(new Float64Array(size * size), size);
  for (let iteration = 0; iteration < 25; iteration++) {
    const { gradient, hessian } = differences(density, x, value, spread, step);
    eigen = symmetricEigen(
      hessian.map((entry) => -entry),
      size,
    );
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
    if (moved < 1e-3) {
      if (step <= 0.03) break;
      step = 0.03;
    }
  }
  return { ...compositeMoments(density, x, value, spread, eigen), peak: value, evaluations };
}

/** Gradient and Hessian in units of `spread`, by central differences. */
function differences(
  density: (x: readonly number[]) => number,
  x: readonly number[],
  value: number,
  spread: readonly number[],
  step: number,
): { gradient: number[]; hessian: Float64Array } {
  const size = x.length;
  const at = (moves: readonly [number, number][]) => {
    const there = [...x];
    for (const [k, by] of moves) there[k] += by * step * spread[k];
    return density(there);
  };
  const up = x.map((_, k) => at([[k, 1]]));
  const down = x.map((_, k) => at([[k, -1]]));
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
  return { gradient: x.map((_, k) => (up[k] - down[k]) / (2 * step)), hessian };
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

function compositeMoments(
  density: (x: readonly number[]) => number,
  mode: readonly number[],
  peak: number,
  spread: readonly number[],
  eigen: { values: number[]; vectors: number[][] },
): { mean: number[]; sd: number[]; directions: number[][] } {
  const size = mode.length;
  // A direction the data say nothing about keeps its prior's curvature, which is 1 in these units.
  const scale = eigen.values.map((curvature) => 1 / Math.sqrt(Math.max(0.5, curvature)));
  const points: { place: number[]; weight: number }[] = [{ place: [...mode], weight: 0 }];
  const radius = Math.sqrt(size + 1);
  const add = (unit: readonly number[]) => {
    const length = Math.sqrt(unit.reduce((sum, entry) => sum + entry * entry, 0));
    const place = mode.map(
      (entry, p) =>
        entry +
        spread[p] * unit.reduce((sum, u, k) => sum + ((radius * u) / length) * scale[k] * eigen.vectors[k][p], 0),
    );
    points.push({ place, weight: Math.exp(Math.min(3, density(place) - peak + radius ** 2 / 2)) });
  };
  for (let k = 0; k < size; k++) {
    for (const side of [-1, 1]) add(Array.from({ length: size }, (_, p) => (p === k ? side : 0)));
  }
  // Corners tell of skewness across directions; beyond five parameters they are too many to ask.
  const corners = size <= 5 ? 2 ** size : 0;
  for (let corner = 0; corner < corners; corner++) {
    add(Array.from({ length: size }, (_, p) => ((corner >> p) & 1 ? 1 : -1)));
  }
  // Design weights: all outer points alike, with the centre making up what their radius is over the Gaussian's √size.
  const outer = size / radius ** 2 / (points.length - 1);
  for (const point of points.slice(1)) point.weight *= outer;
  points[0].weight = 1 - size / radius ** 2;
  return momentsOf(points, size);
}

function momentsOf(
  points: readonly { place: number[]; weight: number }[],
  size: number,
): { mean: number[]; sd: number[]; directions: number[][] } {
  const total = points.reduce((sum, point) => sum + point.weight, 0);
  const mean = Array.from(
    { length: size },
    (_, p) => points.reduce((sum, point) => sum + point.weight * point.place[p], 0) / total,
  );
  const covariance = new Float64Array(size * size);
  for (const { place, weight } of points) {
    for (let p = 0; p < size; p++) {
      for (let q = 0; q < size; q++) {
        covariance[p * size + q] += (weight / total) * (place[p] - mean[p]) * (place[q] - mean[q]);
      }
    }
  }
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
