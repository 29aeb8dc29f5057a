import { curvatureAt, densityMode } from './density-mode.ts';
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
 * Mode of a smooth log density, then its mean and covariance from how it falls on either side along the principal directions of
 * its curvature there, so that skewness moves them.
 *
 * @param guess as for `densityMode`
 * Source: Rue, Martino & Chopin 2009, §6.5; Martins et al. 2013, §3 (the two-sided widths).
 */
export function gaussianSummary(
  logDensity: (x: readonly number[]) => number,
  start: readonly number[],
  spread: readonly number[],
  guess?: Float64Array,
): GaussianSummary {
  const { at, peak, evaluations } = densityMode(logDensity, start, spread, guess);
  let more = 0;
  const density = (x: readonly number[]) => {
    more++;
    return logDensity(x);
  };
  const curvature = curvatureAt(density, at, peak, spread);
  const moments = splitMoments(density, at, peak, spread, symmetricEigen(curvature, at.length));
  return { ...moments, peak, evaluations: evaluations + more };
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
