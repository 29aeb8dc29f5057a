import { emptyBlockPrecision, type BlockInverter, type BlockPrecision } from './block-precision.ts';
import { firstOfPair, secondOfPair, type PatternFacts } from './pattern-facts.ts';
import type { SubjectLinks, SubjectProcess, TimeFrame } from './trajectory-process.ts';

/**
 * All that the blocks of one pattern share under one node, in products within the inverse covariance of the scores. With
 * scores = root · (true position + error'), a fall of 1 SD on the day of score j is −root_j at j. Directions are: slow-downs of
 * 1 SD a year (`ramps`: start by start, within a start subject by subject), then three for every comparison, the reach of the
 * scores to θ_f, θ_b, θ_n. Arrays may be longer than the pattern needs; entries of a missing position are NaN.
 *
 * With F the products of the falls, T the years since each start at each score, C the correlations of the true positions and e
 * the variance of error', everything follows without another product over the scores: fall × ramp = F T, ramp × ramp = Tᵀ F T,
 * fall_j × reach_p = e_p F_jp − δ_jp, reach_p × ramp = e_p (F T)_p − T_p, reach_p × reach_q = C_pq − δ_pq e_p + e_p e_q F_pq.
 */
export interface PreparedNode {
  block: BlockPrecision;
  /** Error variance over reliability, and SD of the true position given the scores, by place in time. */
  errorRatio: Float64Array;
  sd: Float64Array;
  ramps: number;
  directions: number;
  /** directions × directions. */
  product: Float64Array;
  /** Falls with each other (size × size) and with the directions (size × directions). */
  fallFall: Float64Array;
  fallDirection: Float64Array;
  /** By comparison: prior covariance of f, b, n (ff, fb, fn, bb, bn, nn). */
  prior: Float64Array;
}

const none = new Float64Array(0);

export function emptyPreparedNode(): PreparedNode {
  return {
    block: emptyBlockPrecision(0),
    errorRatio: none,
    sd: none,
    ramps: 0,
    directions: 0,
    product: none,
    fallFall: none,
    fallDirection: none,
    prior: none,
  };
}

/** The array itself if it is long enough, else a longer one. */
export function roomFor(array: Float64Array, length: number): Float64Array {
  return array.length >= length ? array : new Float64Array(Math.ceil(1.5 * length));
}

/** Works out a pattern under a node, in place. O(size³), shared by all pupils of the pattern. */
export function prepareNode(
  facts: PatternFacts,
  invert: BlockInverter,
  processes: readonly SubjectProcess[],
  links: SubjectLinks,
  frame: TimeFrame,
  node: PreparedNode,
): void {
  const n = facts.pattern.size;
  if (node.sd.length < n) {
    node.block = emptyBlockPrecision(n);
    node.sd = new Float64Array(n);
    node.errorRatio = new Float64Array(n);
  }
  const { block, errorRatio, sd } = node;
  invert(facts.pattern, processes, links, frame, block);
  const { root, error, precision } = block;
  for (let i = 0; i < n; i++) {
    errorRatio[i] = error[i] / (root[i] * root[i]);
    for (let j = 0; j < n; j++) precision[i * n + j] *= root[i] * root[j];
    sd[i] = Math.sqrt(Math.max(0, errorRatio[i] - errorRatio[i] * errorRatio[i] * precision[i * n + i]));
  }
  node.fallFall = precision;
  node.ramps = facts.hypotheses.starts.length * facts.hypotheses.subjects.length;
  node.directions = node.ramps + facts.place.length;
  node.fallDirection = roomFor(node.fallDirection, n * node.directions);
  node.product = roomFor(node.product, node.directions * node.directions);
  node.prior = roomFor(node.prior, 2 * facts.place.length);
  fillFallDirections(facts, node);
  fillRampProducts(facts, node);
  fillReachProducts(facts, node);
  for (let at = 0; at < 2 * facts.place.length; at++) {
    const first = 3 * Math.floor(at / 6);
    const p = facts.place[first + firstOfPair[at % 6]];
    const q = facts.place[first + secondOfPair[at % 6]];
    node.prior[at] = p < 0 || q < 0 ? NaN : correlation(block, n, p, q);
  }
}

/** Of the true positions at two scores. */
function correlation({ signal, root }: BlockPrecision, n: number, p: number, q: number): number {
  return p === q ? 1 : signal[Math.max(p, q) * n + Math.min(p, q)] / (root[p] * root[q]);
}

function fillFallDirections({ pattern, own, begun, years, place, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { directions, ramps, fallFall, fallDirection, errorRatio } = node;
  const n = pattern.size;
  const starts = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let j = 0; j < n; j++) {
    const row = j * directions;
    fallDirection.fill(0, row, row + ramps);
    for (let i = 0; i < n; i++) {
      const fall = fallFall[j * n + i];
      for (let h = 0, at = row + own[i]; h < begun[i]; h++, at += subjects)
        fallDirection[at] += fall * years[i * starts + h];
    }
    for (let k = 0; k < place.length; k++) {
      const p = place[k];
      fallDirection[row + ramps + k] = p < 0 ? NaN : errorRatio[p] * fallFall[j * n + p] - (j === p ? 1 : 0);
    }
  }
}

function fillRampProducts({ pattern, own, begun, years, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { directions, ramps, product, fallDirection } = node;
  const starts = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let ramp = 0; ramp < ramps; ramp++) product.fill(0, ramp * directions, ramp * directions + ramps);
  for (let j = 0; j < pattern.size; j++) {
    for (let h = 0; h < begun[j]; h++) {
      const since = years[j * starts + h];
      const ramp = h * subjects + own[j];
      const row = ramp * directions;
      for (let other = 0; other <= ramp; other++) product[row + other] += since * fallDirection[j * directions + other];
    }
  }
  for (let ramp = 0; ramp < ramps; ramp++) {
    for (let other = 0; other < ramp; other++) product[other * directions + ramp] = product[ramp * directions + other];
  }
}

function fillReachProducts({ pattern, own, years, place, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { block, directions, ramps, product, fallFall, fallDirection, errorRatio } = node;
  const n = pattern.size;
  const starts = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let k = 0; k < place.length; k++) {
    const p = place[k];
    const row = (ramps + k) * directions;
    for (let ramp = 0; ramp < ramps; ramp++) {
      let value = NaN;
      if (p >= 0) {
        value = errorRatio[p] * fallDirection[p * directions + ramp];
        if (ramp % subjects === own[p]) value -= years[p * starts + Math.floor(ramp / subjects)];
      }
      product[row + ramp] = value;
      product[ramp * directions + ramps + k] = value;
    }
    for (let l = 0; l <= k; l++) {
      const q = place[l];
      const value =
        p < 0 || q < 0
          ? NaN
          : correlation(block, n, p, q) +
            errorRatio[p] * errorRatio[q] * fallFall[p * n + q] -
            (p === q ? errorRatio[p] : 0);
      product[row + ramps + l] = value;
      product[(ramps + l) * directions + ramps + k] = value;
    }
  }
}
