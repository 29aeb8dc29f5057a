import { mean, medianSorted, sampleSkewness, sampleVariance } from 'simple-statistics';
import { normalQuantile } from '../stats/distributions/normal-quantile.ts';
import { withoutStrayMarks } from './without-stray-marks.ts';
import { countBelow } from '../stats/count-below.ts';

/** Where one mark stands among a group of marks, oriented so that higher is better. */
export interface Placement {
  readonly observed: number;
  /** Positions from which the mark shades into the next lower and the next higher one: floor and ceiling begin there. */
  readonly lowerEdge: number;
  readonly upperEdge: number;
  /** True where the mark tells too few pupils apart: all that is known is that the position lies between the edges. */
  readonly shared: boolean;
}

/** What is kept of a group of marks to place others by: JSON in and out without losing a bit. */
export interface MarkFit {
  readonly mean: number;
  readonly median: number;
  /**
   * Sample SD (n − 1), pooled where asked; 0 where all marks are equal, NaN for a single one that nothing is pooled with.
   * Where ranks replace marks, of the marks that are not stray.
   */
  readonly sd: number;
  readonly count: number;
  readonly rankNormal: boolean;
  /** For ranks only: the different marks ascending, and how many lie at or below each; else empty. */
  readonly marks: readonly number[];
  readonly through: readonly number[];
}

export interface MarkFitSettings {
  /** Rank-normal scores instead of linear ones; see `wantRanks`. */
  readonly ranks: boolean;
  /** Variance of the same test in other groups and how many pupils it counts for; weight 0 for none. */
  readonly pooledVariance: number;
  readonly pooledWeight: number;
}

const fewestForConstant = 5;
/** A mark that more pupils than this share have is a band, not a place. */
const mostWithOneMark = 0.5;

/**
 * Whether the marks of one group are too lopsided, or too piled up at an end, to be placed by their distance from the mean.
 * Skewness counts beyond `skewness` and beyond what n marks of a normal distribution show in one group of twenty, 2·sqrt(6/n).
 *
 * @param values n ≥ 1 finite marks, any order
 * @param atEnds how many of them are at floor or ceiling
 * @param limits |skewness|, and share of marks at the ends
 */
export function wantRanks(values: Float64Array, atEnds: number, limits: { skewness: number; pileUp: number }): boolean {
  const n = values.length;
  const { skewness } = moments(values.slice().sort());
  return Math.abs(skewness) > Math.max(limits.skewness, 2 * Math.sqrt(6 / n)) || atEnds > limits.pileUp * n;
}

/**
 * Fits how marks of one group are placed: (mark − mean)/SD; or rank-normal scores (Blom: Φ⁻¹((r − 3/8)/(n + 1/4)), ties at
 * their middle rank).
 *
 * @param values n ≥ 1 finite marks, any order
 */
export function fitMarks(values: Float64Array, settings: MarkFitSettings): MarkFit {
  const sorted = values.slice().sort();
  const { mean: centre, variance } = moments(sorted);
  const n = sorted.length;
  const sd = Math.sqrt(variance);
  const rankNormal = settings.ranks && sd > 0;
  // Ranks need no spread; points and standard errors do, and a mark with one digit too many is not a part of it.
  const spread = rankNormal ? moments(withoutStrayMarks(sorted)).variance : variance;
  const pooled = settings.pooledWeight * settings.pooledVariance;
  const own = n > 1 ? (n - 1) * spread : 0;
  const shared = Math.sqrt(pooled > 0 ? (own + pooled) / (n - 1 + settings.pooledWeight) : spread);
  return {
    mean: centre,
    median: medianSorted(Array.from(sorted)),
    // Two or three may agree by chance; more than that and the test told nobody apart.
    sd: sd === 0 && n >= fewestForConstant ? 0 : shared,
    count: n,
    rankNormal,
    ...(rankNormal ? differentMarks(sorted) : { marks: [], through: [] }),
  };
}

/** Places marks by a fit. @param direction 1 where a higher mark is better, −1 where it is worse */
export function markPlacing(fit: MarkFit, direction: 1 | -1): (value: number) => Placement {
  return fit.rankNormal ? byRank(fit, direction) : linearly(fit, direction);
}

function linearly({ mean, sd }: MarkFit, direction: 1 | -1): (value: number) => Placement {
  return (value) => {
    const observed = (direction * (value - mean)) / sd;
    return { observed, lowerEdge: observed, upperEdge: observed, shared: false };
  };
}

/** A mark that nobody had stands half-way between its neighbours’ ranks. */
function byRank({ marks, through, count }: MarkFit, direction: 1 | -1): (value: number) => Placement {
  const known = new Map<number, Placement>();
  const score = (rank: number) => normalQuantile((rank - 0.375) / (count + 0.25));
  const place = (value: number): Placement => {
    const at = countBelow(marks, value);
    const below = at === 0 ? 0 : through[at - 1];
    const upTo = marks[at] === value ? through[at] : below;
    const shared = upTo - below > mostWithOneMark * count;
    const low = shared && below === 0 ? -Infinity : score(Math.max(below + 0.5, 0.5));
    const high = shared && upTo === count ? Infinity : score(Math.min(upTo + 0.5, count + 0.5));
    const observed = score(Math.min(Math.max((below + upTo + 1) / 2, 0.5), count + 0.5));
    return direction === 1
      ? { observed, lowerEdge: low, upperEdge: high, shared }
      : { observed: -observed, lowerEdge: -high, upperEdge: -low, shared };
  };
  return (value) => {
    let placement = known.get(value);
    if (placement === undefined) known.set(value, (placement = place(value)));
    return placement;
  };
}

function differentMarks(sorted: Float64Array): Pick<MarkFit, 'marks' | 'through'> {
  const marks: number[] = [];
  const through: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) through[through.length - 1]++;
    else {
      marks.push(sorted[i]);
      through.push(i + 1);
    }
  }
  return { marks, through };
}

/** Mean, sample variance (n − 1) and population skewness m₃/m₂^1.5 of ascending marks (0 where all are equal). */
function moments(sorted: Float64Array) {
  const marks = Array.from(sorted);
  // Rounding of the mean must not make equal marks differ.
  const equal = marks[0] === marks[marks.length - 1];
  return {
    mean: mean(marks),
    variance: marks.length < 2 ? NaN : equal ? 0 : sampleVariance(marks),
    skewness: marks.length < 3 || equal ? 0 : sampleSkewness(marks, true),
  };
}
