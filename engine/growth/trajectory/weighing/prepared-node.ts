import { emptyBlockPrecision, type BlockPrecision } from '../model/block-precision.ts';
import type { SubjectLinks, SubjectProcess, TimeFrame } from '../model/trajectory-process.ts';

/**
 * All that the blocks of one pattern share under one node, in products within the inverse covariance of the scores. With
 * scores = root · (true position + error'), a fall of 1 SD on the day of score j is −root_j at j. Directions are: slow-downs of
 * 1 SD a year (`courses`: start by start, within a start subject by subject), then three for every comparison: what the
 * scores say of θ_f, θ_b, θ_n. Arrays may be longer than the pattern needs; entries of a missing position are NaN.
 *
 * With F the products of the falls, T the years since each start at each score, C the correlations of the true positions and e
 * the variance of error', everything follows without another product over the scores: fall × course = F T, course × course = Tᵀ F T,
 * fall_j × θ_p = e_p F_jp − δ_jp, θ_p × course = e_p (F T)_p − T_p, θ_p × θ_q = C_pq + e_p (fall_p × θ_q).
 */
export interface PreparedNode {
  /** √reliability of each score, by place in time; likewise error variance over reliability. */
  root: Float64Array;
  errorRatio: Float64Array;
  /** SD of the true position given the scores. */
  sd: Float64Array;
  courses: number;
  directions: number;
  /**
   * Products between directions that hypotheses ask for, in three parts: of a course in each subject with itself in each subject
   * (at `direction · subjects + subject`), from `crossAt` on of each place compared with each course (places × courses), from
   * `placesAt` on of the places (places × places).
   */
  product: Float64Array;
  crossAt: number;
  placesAt: number;
  products: number;
  /** Of each fall with itself (F's diagonal), and of the falls with the directions (size × directions). */
  fallSquare: Float64Array;
  fallDirection: Float64Array;
  /** Correlations of the true positions at the places compared, places × places; NaN for a missing one. */
  placeCorrelation: Float64Array;
  /** By comparison: prior covariance of f, b, n (ff, fb, fn, bb, bn, nn). */
  prior: Float64Array;
  /** F · values for any values at the scores: `into[j] = Σ F_ji values[i]`, by place in time. */
  fallTimes: (values: Float64Array, into: Float64Array) => void;
  /** One column of F. */
  fallColumn: (j: number, into: Float64Array) => void;
  /** Of short records only: F in full is `block.precision`. */
  readonly block: { dense: BlockPrecision };
}

const none = new Float64Array(0);

export function emptyPreparedNode(): PreparedNode {
  return {
    root: none,
    errorRatio: none,
    sd: none,
    courses: 0,
    directions: 0,
    product: none,
    crossAt: 0,
    placesAt: 0,
    products: 0,
    fallSquare: none,
    fallDirection: none,
    placeCorrelation: none,
    prior: none,
    fallTimes: () => {},
    fallColumn: () => {},
    block: { dense: emptyBlockPrecision(0) },
  };
}

/** The array itself if it is long enough, else a longer one. */
export function roomFor(array: Float64Array, length: number): Float64Array {
  return array.length >= length ? array : new Float64Array(Math.ceil(1.5 * length));
}

/** The components a node is worked out under. */
export interface NodeModel {
  readonly processes: readonly SubjectProcess[];
  readonly links: SubjectLinks;
  readonly frame: TimeFrame;
}
