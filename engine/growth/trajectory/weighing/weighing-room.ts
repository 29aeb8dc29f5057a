import { emptyBadDaySets, type BadDayCandidates, type BadDaySet } from './bad-day-sets.ts';
import type { CourseSums } from './course-sums.ts';
import type { PartMoments, PartSums } from './part-sums.ts';
import { roomFor } from './prepared-node.ts';
import type { ReadyPattern } from './ready-pattern.ts';
import type { HypothesisWeights } from './weigh-hypotheses.ts';

/** What one node says of one block, over every hypothesis about slow-downs and bad days. Arrays may be longer than it needs. */
export interface BlockPosterior extends PartMoments {
  /** Chance that no subject of the pupil has slowed down. */
  ordinary: number;
  /** Mean of the true position at each score, and variance that the hypotheses add there. */
  position: Float64Array;
  extraVariance: Float64Array;
}

/** Arrays that blocks are weighed in, so that nothing is allocated for a block; it holds nothing from one to the next. */
export interface WeighingRoom {
  readonly sets: readonly BadDaySet[];
  readonly candidates: BadDayCandidates;
  readonly weights: HypothesisWeights;
  readonly courses: CourseSums;
  readonly parts: PartSums;
  readonly posterior: BlockPosterior;
  /** By place in time: the scores as true positions, their products with each fall, a column. */
  shown: Float64Array;
  fallData: Float64Array;
  column: Float64Array;
  /** By place compared. */
  shift: Float64Array;
}

/** @param most bad days of a block considered */
export function emptyWeighingRoom(most: number): WeighingRoom {
  const none = new Float64Array(0);
  return {
    sets: emptyBadDaySets(most),
    candidates: {
      found: 0,
      place: new Int32Array(most),
      logOdds: new Float64Array(most),
      columns: Array.from({ length: most }, () => none),
    },
    weights: { count: 0, weight: none, size: none, sizeVariance: none },
    courses: { ofSet: none, inAll: none, squares: none },
    parts: { weight: none, move: none, product: none },
    posterior: {
      weight: none,
      mean: none,
      covariance: none,
      fallen: none,
      ordinary: 1,
      position: none,
      extraVariance: none,
    },
    shown: none,
    fallData: none,
    column: none,
    shift: none,
  };
}

/** Makes the room large enough for the pattern's blocks. */
export function growRoom(room: WeighingRoom, { facts, node }: ReadyPattern): void {
  const n = facts.pattern.size;
  const count = facts.hypotheses.course.length;
  const sets = room.sets.length;
  room.shown = roomFor(room.shown, n);
  room.fallData = roomFor(room.fallData, n);
  room.column = roomFor(room.column, n);
  room.shift = roomFor(room.shift, facts.place.length);
  room.posterior.position = roomFor(room.posterior.position, n);
  room.posterior.extraVariance = roomFor(room.posterior.extraVariance, n);
  room.weights.count = count;
  room.weights.weight = roomFor(room.weights.weight, sets * (count + 1));
  room.weights.size = roomFor(room.weights.size, sets * count);
  room.weights.sizeVariance = roomFor(room.weights.sizeVariance, sets * count);
  room.sets[0].data = roomFor(room.sets[0].data, node.directions);
}
