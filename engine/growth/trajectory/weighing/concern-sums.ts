import { slowDownKinds } from '../model/slow-down-hypotheses.ts';
import { roomFor } from './prepared-node.ts';
import type { ReadyPattern } from './ready-pattern.ts';
import type { HypothesisWeights } from './weigh-hypotheses.ts';

/** What the hypotheses say of a slow-down, gathered over nodes; arrays may be longer than the block needs. */
export interface ConcernSums {
  /** Chance that no subject of the pupil has slowed down. */
  ordinary: number;
  /** By comparison, three each: chance of each of `slowDownKinds` in its subject. */
  kind: Float64Array;
  /** By comparison: what the slow-down is expected to have taken by the current score, SD. */
  shortfall: Float64Array;
}

/** Sums of nothing yet. */
export function clearConcern(sums: ConcernSums, comparisons: number): void {
  sums.ordinary = 0;
  sums.kind = roomFor(sums.kind, slowDownKinds.length * comparisons);
  sums.shortfall = roomFor(sums.shortfall, comparisons);
  sums.kind.fill(0, 0, slowDownKinds.length * comparisons);
  sums.shortfall.fill(0, 0, comparisons);
}

/** @param weight of the node; weights of its hypotheses beside the first `used` sets of bad days */
export function addConcern(
  { facts }: ReadyPattern,
  weights: HypothesisWeights,
  used: number,
  weight: number,
  sums: ConcernSums,
): void {
  const { course, touched, kind, starts } = facts.hypotheses;
  const { current } = facts.pattern;
  const { count } = weights;
  for (let h = 0; h < count; h++) {
    let own = 0;
    let size = 0;
    for (let b = 0; b < used; b++) {
      const each = weights.weight[b * (count + 1) + h];
      own += each;
      size += each * weights.size[b * count + h];
    }
    if (own === 0) continue;
    for (let c = 0; c < current.length; c++) {
      if (((touched[h] >> facts.own[current[c]]) & 1) === 0) continue;
      sums.kind[slowDownKinds.length * c + kind[h]] += weight * own;
      sums.shortfall[c] += weight * size * facts.taken[current[c] * starts.length + course[h]];
    }
  }
  for (let b = 0; b < used; b++) sums.ordinary += weight * weights.weight[b * (count + 1) + count];
}
