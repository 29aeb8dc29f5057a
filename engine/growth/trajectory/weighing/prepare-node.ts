import { emptyBlockPrecision, type BlockInverter, type BlockPrecision } from '../model/block-precision.ts';
import { isLongRecord, prepareLongNode } from './long-record.ts';
import { firstOfPair, secondOfPair, type PatternFacts } from './pattern-facts.ts';
import { roomFor, type NodeModel, type PreparedNode } from './prepared-node.ts';

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
  node.crossAt = node.courses * facts.hypotheses.subjects.length;
  node.placesAt = node.crossAt + places * node.courses;
  node.products = node.placesAt + places * places;
  node.product = roomFor(node.product, node.products);
  node.placeCorrelation = roomFor(node.placeCorrelation, places * places);
  node.prior = roomFor(node.prior, 2 * places);
  if (long) prepareLongNode(facts, model, node);
  else prepareShortNode(facts, invert, model, node);
  for (let i = 0; i < n; i++) {
    const ratio = node.errorRatio[i];
    node.sd[i] = Math.sqrt(Math.max(0, ratio - ratio * ratio * node.fallSquare[i]));
  }
  fillCourseProducts(facts, node);
  fillPlaceProducts(facts, node);
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
  const { pattern, own, begun, taken, place, hypotheses } = facts;
  const { directions, courses, fallDirection, errorRatio } = node;
  const n = pattern.size;
  const count = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let j = 0; j < n; j++) {
    const row = j * directions;
    fallDirection.fill(0, row, row + courses);
    for (let i = 0; i < n; i++) {
      const fall = fallFall[j * n + i];
      for (let h = 0, at = row + own[i]; h < begun[i]; h++, at += subjects)
        fallDirection[at] += fall * taken[i * count + h];
    }
    for (let k = 0; k < place.length; k++) {
      const p = place[k];
      fallDirection[row + courses + k] = p < 0 ? NaN : errorRatio[p] * fallFall[j * n + p] - (j === p ? 1 : 0);
    }
  }
}

function fillCourseProducts({ pattern, own, begun, taken, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { directions, product, fallDirection } = node;
  const count = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  product.fill(0, 0, node.crossAt);
  for (let j = 0; j < pattern.size; j++) {
    for (let h = 0; h < begun[j]; h++) {
      const by = taken[j * count + h];
      const first = h * subjects;
      const to = (first + own[j]) * subjects;
      for (let t = 0; t < subjects; t++) product[to + t] += by * fallDirection[j * directions + first + t];
    }
  }
}

function fillPlaceProducts({ own, taken, place, hypotheses }: PatternFacts, node: PreparedNode): void {
  const { directions, courses, product, fallDirection, errorRatio, placeCorrelation, crossAt, placesAt } = node;
  const count = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  for (let k = 0; k < place.length; k++) {
    const p = place[k];
    const row = crossAt + k * courses;
    for (let d = 0; d < courses; d++) {
      let value = NaN;
      if (p >= 0) {
        value = errorRatio[p] * fallDirection[p * directions + d];
        if (d % subjects === own[p]) value -= taken[p * count + Math.floor(d / subjects)];
      }
      product[row + d] = value;
    }
    for (let l = 0; l <= k; l++) {
      const value =
        p < 0 || place[l] < 0
          ? NaN
          : placeCorrelation[k * place.length + l] + errorRatio[p] * fallDirection[p * directions + courses + l];
      product[placesAt + k * place.length + l] = value;
      product[placesAt + l * place.length + k] = value;
    }
  }
}
