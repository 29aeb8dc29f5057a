import { normalQuantile } from '../stats/normal-quantile.ts';

/** Where one mark stands among a group of marks, oriented so that higher is better. */
export interface Placement {
  readonly observed: number;
  /** Positions from which the mark shades into the next lower and the next higher one: floor and ceiling begin there. */
  readonly lowerEdge: number;
  readonly upperEdge: number;
}

/** How the marks of one group are placed. */
export interface MarkPlacing {
  readonly mean: number;
  readonly median: number;
  /** Sample SD (n − 1); 0 where all marks are equal, NaN for a single one. */
  readonly sd: number;
  readonly count: number;
  readonly rankNormal: boolean;
  place(value: number): Placement;
}

export interface MarkPlacingSettings {
  readonly skewness: number;
  /** Share of marks at floor or ceiling over which ranks are used. */
  readonly pileUp: number;
  /** 1 where a higher mark is better, −1 where it is worse. */
  readonly direction: 1 | -1;
  /** Variance of the same test in other groups and how many pupils it counts for; weight 0 for none. */
  readonly pooledVariance: number;
  readonly pooledWeight: number;
}

const fewestForConstant = 5;

/**
 * (mark − mean)/SD; or rank-normal scores (Blom: Φ⁻¹((r − 3/8)/(n + 1/4)), ties at their middle rank) where the marks are
 * skewed or piled up at an end. Skewness counts beyond `skewness` and beyond what n marks of a normal distribution show in
 * one group of twenty, 2·sqrt(6/n): below n = 96 the second is the larger.
 *
 * @param values n ≥ 1 finite marks, any order
 * @param atEnds how many of them are at floor or ceiling
 */
export function placeMarks(values: Float64Array, atEnds: number, settings: MarkPlacingSettings): MarkPlacing {
  const sorted = values.slice().sort();
  const { mean, variance, skewness } = moments(sorted);
  const n = sorted.length;
  const sd = Math.sqrt(variance);
  const skewed = Math.abs(skewness) > Math.max(settings.skewness, 2 * Math.sqrt(6 / n));
  const rankNormal = sd > 0 && (skewed || atEnds > settings.pileUp * n);
  const shared =
    settings.pooledWeight > 0 && settings.pooledVariance > 0
      ? Math.sqrt(
          ((n - 1) * (n > 1 ? variance : 0) + settings.pooledWeight * settings.pooledVariance) /
            (n - 1 + settings.pooledWeight),
        )
      : sd;
  return {
    mean,
    median: (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2,
    // Two or three may agree by chance; more than that and the test told nobody apart.
    sd: sd === 0 && n >= fewestForConstant ? 0 : shared,
    count: n,
    rankNormal,
    place: rankNormal ? byRank(sorted, settings.direction) : linearly(mean, shared, settings.direction),
  };
}

function linearly(mean: number, sd: number, direction: 1 | -1): (value: number) => Placement {
  return (value) => {
    const observed = (direction * (value - mean)) / sd;
    return { observed, lowerEdge: observed, upperEdge: observed };
  };
}

/** A mark that nobody had stands half-way between its neighbours’ ranks. */
function byRank(sorted: Float64Array, direction: 1 | -1): (value: number) => Placement {
  const n = sorted.length;
  const known = new Map<number, Placement>();
  const score = (rank: number) => normalQuantile((rank - 0.375) / (n + 0.25));
  const rank = (value: number): Placement => {
    const below = lowerBound(sorted, value);
    const through = upperBound(sorted, value);
    const low = score(Math.max(below + 0.5, 0.5));
    const high = score(Math.min(through + 0.5, n + 0.5));
    const observed = score(Math.min(Math.max((below + through + 1) / 2, 0.5), n + 0.5));
    return direction === 1
      ? { observed, lowerEdge: low, upperEdge: high }
      : { observed: -observed, lowerEdge: -high, upperEdge: -low };
  };
  return (value) => {
    let placement = known.get(value);
    if (placement === undefined) known.set(value, (placement = rank(value)));
    return placement;
  };
}

/** Mean, sample variance (n − 1) and population skewness m₃/m₂^1.5 (0 where all are equal); centred before squaring. */
function moments(values: Float64Array) {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / n;
  let second = 0;
  let third = 0;
  for (const value of values) {
    const off = value - mean;
    second += off * off;
    third += off * off * off;
  }
  // Rounding of the mean must not make equal marks differ.
  if (values[0] === values[n - 1]) second = 0;
  const skewness = second > 0 ? third / n / (second / n) ** 1.5 : 0;
  return { mean, variance: n > 1 ? second / (n - 1) : NaN, skewness };
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
