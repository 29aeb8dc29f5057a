import { emptyBlockPrecision, type BlockInverter, type BlockPrecision } from '../model/block-precision.ts';
import { isLongRecord, prepareLongNode } from './long-record.ts';
import { firstOfPair, secondOfPair, type PatternFacts } from './pattern-facts.ts';
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
  /** directions × directions. */
  product: Float64Array;
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

/**
 * Works out a pattern under a node, in place, for all pupils of the pattern: short records by the inverse covariance,
 * O(size³), long ones through the Kalman filter, O(size). Both give the same numbers.
 */
export function prepareNode(
  facts: PatternFacts,
  invert: BlockInverter,
  model: NodeModel,
  node: PreparedNode,
  long = isLongRecord(facts),
): void {
  const n = facts.pattern.size;
  const places = facts.place.length;
  node.courses = facts.hypotheses.starts.length * facts.hypotheses.subjects.length;
  node.directions = node.courses + places;
  node.root = roomFor(node.root, n);
  node.errorRatio = roomFor(node.errorRatio, n);
  node.sd = roomFor(node.sd, n);
  node.fallSquare = roomFor(node.fallSquare, n);
  node.fallDirection = roomFor(node.fallDirection, n * node.directions);
  node.product = roomFor(node.product, node.directions * node.directions);
  node.placeCorrelation = roomFor(node.placeCorrelation, places * places);
  node.prior = roomFor(node.prior, 2 * places);
  if (long) prepareLongNode(facts, model, node);
  else prepareShortNode(facts, invert, model, node);
  for (let i = 0; i < n; i++) {
    const ratio = node.errorRatio[i];
    node.sd[i] = Math.sqrt(Math.max(0, ratio - ratio * ratio * node.fallSquare[i]));
  }
  fillCourseProducts(facts, node);
  fillPositionProducts(facts, node);
  for (let at = 0; at < 2 * places; at++) {
    const first = 3 * Math.floor(at / 6);
    const [p, q] = [first + firstOfPair[at % 6], first + secondOfPair[at % 6]];
    node.prior[at] = node.placeCorrelation[p * places + q];
  }
}

function prepareShortNode(
  facts: PatternFacts,
  invert: BlockInverter,
  { processes, links, frame }: NodeModel,
  node: PreparedNode,
): void {
  const n = facts.pattern.size;
  if (node.block.dense.root.length < n) node.block.dense = emptyBlockPrecision(n);
  const { dense } = node.block;
  invert(facts.pattern, processes, links, frame, dense);
  const { root, error, precision } = dense;
  for (let i = 0; i < n; i++) {
    node.root[i] = root[i];
    node.errorRatio[i] = error[i] / (root[i] * root[i]);
    for (let j = 0; j < n; j++) precision[i * n + j] *= root[i] * root[j];
    node.fallSquare[i] = precision[i * n + i];
  }
  node.fallTimes = (values, into) => {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += precision[j * n + i] * values[i];
      into[j] = sum;
    }
  };
  node.fallColumn = (j, into) => {
    for (let i = 0; i < n; i++) into[i] = precision[j * n + i];
  };
  fillFallDirections(facts, node, precision);
  const places = facts.place.length;
  for (let k = 0; k < places; k++) {
    for (let l = 0; l < places; l++) {
      const [p, q] = [facts.place[k], facts.place[l]];
      node.placeCorrelation[k * places + l] = p < 0 || q < 0 ? NaN : correlation(dense, n, p, q);
    }
  }
}

/** Of the true positions at two scores. */
function correlation({ signal, root }: BlockPrecision, n: number, p: number, q: number): number {
  return p === q ? 1 : signal[Math.max(p, q) * n + Math.min(p, q)] / (root[p] * root[q]);
}

function fillFallDirections(facts: PatternFacts, node: PreparedNode, fallFall: Float64Array): void {
  const { pattern, own, begun, years, place, hypotheses } = facts;
  const { directions, courses, fallDirection, errorRatio } = node;
  const n = pattern.size;
  const starts = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let j = 0; j < n; j++) {
    const row = j * directions;
    fallDirection.fill(0, row, row + courses);
    for (let i = 0; i < n; i++) {
      const fall = fallFall[j * n + i];
      for (let h = 0, at = row + own[i]; h < begun[i]; h++, at += subjects)
        fallDirection[at] += fall * years[i * starts + h];
    }
    for (let k = 0; k < place.length; k++) {
      const p = place[k];
      fallDirection[row + courses + k] = p < 0 ? NaN : errorRatio[p] * fallFall[j * n + p] - (j === p ? 1 : 0);
    }
  }
}

function fillCourseProducts({ pattern, own, begun, years, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { directions, courses, product, fallDirection } = node;
  const starts = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let course = 0; course < courses; course++) product.fill(0, course * directions, course * directions + courses);
  for (let j = 0; j < pattern.size; j++) {
    for (let h = 0; h < begun[j]; h++) {
      const since = years[j * starts + h];
      const course = h * subjects + own[j];
      const row = course * directions;
      for (let other = 0; other <= course; other++)
        product[row + other] += since * fallDirection[j * directions + other];
    }
  }
  for (let course = 0; course < courses; course++) {
    for (let other = 0; other < course; other++)
      product[other * directions + course] = product[course * directions + other];
  }
}

function fillPositionProducts({ own, years, place, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { directions, courses, product, fallDirection, errorRatio, placeCorrelation } = node;
  const starts = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let k = 0; k < place.length; k++) {
    const p = place[k];
    const row = (courses + k) * directions;
    for (let course = 0; course < courses; course++) {
      let value = NaN;
      if (p >= 0) {
        value = errorRatio[p] * fallDirection[p * directions + course];
        if (course % subjects === own[p]) value -= years[p * starts + Math.floor(course / subjects)];
      }
      product[row + course] = value;
      product[course * directions + courses + k] = value;
    }
    for (let l = 0; l <= k; l++) {
      const value =
        p < 0 || place[l] < 0
          ? NaN
          : placeCorrelation[k * place.length + l] + errorRatio[p] * fallDirection[p * directions + courses + l];
      product[row + courses + l] = value;
      product[(courses + l) * directions + courses + k] = value;
    }
  }
}
