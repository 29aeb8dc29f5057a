import { kalmanPrecision } from '../../../stats/state-space/kalman-precision.ts';
import { planKalman } from '../../../stats/state-space/kalman-plan.ts';
import { blockModel } from '../model/block-model.ts';
import type { PatternFacts } from './pattern-facts.ts';
import type { NodeModel, PreparedNode } from './prepared-node.ts';
import { positionCovariance, positionVariance } from '../model/trajectory-process.ts';

/**
 * Where the filter becomes quicker than the inverse, scores: measured for 1, 2, 3, 6 and 10 subjects at about 33, 50, 65, 140
 * and 190.
 */
const shortest = { any: 14, eachSubject: 20 };

/** Whether a record is worked out through the filter. */
export function isLongRecord({ pattern, hypotheses }: PatternFacts): boolean {
  return pattern.size > shortest.any + shortest.eachSubject * hypotheses.subjects.length;
}

/**
 * What `prepareNode` needs of a long record: every direction is filtered forward and smoothed back, so that time and room
 * grow with the number of scores and not with its cube and square.
 */
export function prepareLongNode(facts: PatternFacts, { processes, links, frame }: NodeModel, node: PreparedNode): void {
  const { pattern, own, begun, taken, place, hypotheses } = facts;
  const { root, errorRatio, fallSquare, fallDirection, directions, courses, placeCorrelation } = node;
  const n = pattern.size;
  const model = blockModel(pattern, processes, links, frame);
  const precision = kalmanPrecision(planKalman(model));
  for (let j = 0; j < n; j++) {
    const process = processes[pattern.subject[j]];
    root[j] = model.loading[model.width * j] * Math.sqrt(positionVariance(process, frame, pattern.year[j]));
    errorRatio[j] = model.errorVariance[j] / (root[j] * root[j]);
    fallSquare[j] = precision.diagonal[j] * root[j] * root[j];
  }
  const values = new Float64Array(n);
  node.fallTimes = (given, into) => {
    for (let j = 0; j < n; j++) values[j] = root[j] * given[j];
    precision.times(values, 0, into, 0);
    for (let j = 0; j < n; j++) into[j] *= root[j];
  };
  node.fallColumn = (j, into) => {
    into.fill(0, 0, n);
    into[j] = 1;
    node.fallTimes(into, into);
  };
  const direction = new Float64Array(n);
  const { starts, subjects } = hypotheses;
  for (let course = 0; course < courses; course++) {
    const [h, s] = [Math.floor(course / subjects.length), course % subjects.length];
    for (let j = 0; j < n; j++) direction[j] = own[j] === s && h < begun[j] ? taken[j * starts.length + h] : 0;
    node.fallTimes(direction, direction);
    for (let j = 0; j < n; j++) fallDirection[j * directions + course] = direction[j];
  }
  for (let k = 0; k < place.length; k++) {
    const p = place[k];
    direction.fill(p < 0 ? NaN : 0);
    if (p >= 0) {
      direction[p] = errorRatio[p];
      node.fallTimes(direction, direction);
      direction[p] -= 1;
    }
    for (let j = 0; j < n; j++) fallDirection[j * directions + courses + k] = direction[j];
    for (let l = 0; l < place.length; l++) {
      const q = place[l];
      placeCorrelation[k * place.length + l] = p < 0 || q < 0 ? NaN : correlation(p, q);
    }
  }

  /** Of the true positions at two scores. */
  function correlation(p: number, q: number): number {
    if (p === q) return 1;
    const [a, b] = [processes[pattern.subject[p]], processes[pattern.subject[q]]];
    const [s, t] = [pattern.year[p], pattern.year[q]];
    const same = pattern.subject[p] === pattern.subject[q];
    const variances = positionVariance(a, frame, s) * positionVariance(b, frame, t);
    return positionCovariance(a, s, b, t, frame, links, same) / Math.sqrt(variances);
  }
}
