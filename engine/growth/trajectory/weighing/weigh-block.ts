import type { BadDaySet } from './bad-day-sets.ts';
import { boundNewest } from './bound-newest.ts';
import { clearBadDays } from './clear-bad-days.ts';
import { addToCourses, clearCourseSums, takeSlowDownsOut } from './course-sums.ts';
import {
  addFallen,
  addSetToParts,
  addToParts,
  clearPartMoments,
  clearPartSums,
  finishParts,
  moveParts,
} from './part-sums.ts';
import { findBadDays } from './find-bad-days.ts';
import { integrateFall } from './integrate-fall.ts';
import type { ReadyPattern } from './ready-pattern.ts';
import { fillShift, plainShiftFrom } from './slow-down-shift.ts';
import { shareWeights, weighHypotheses, type HypothesisWeights } from './weigh-hypotheses.ts';
import { growRoom, type BlockPosterior, type WeighingRoom } from './weighing-room.ts';

/** Hypotheses with less weight than this move nothing that is printed. */
export const lightest = 1e-5;
/** Where a hypothesis has less weight than this, what bad days change about its shift counts less still. */
const light = 1e-3;

/** A block with every hypothesis weighed; of use until the room it was weighed in is used again. */
export interface WeighedBlock {
  readonly ready: ReadyPattern;
  readonly weights: HypothesisWeights;
  /** The sets of bad days considered. */
  readonly sets: readonly BadDaySet[];
  readonly posterior: BlockPosterior;
  /** Whether a newest score lay beyond its limit. */
  readonly bounded: boolean;
}

/**
 * The mixture over hypotheses: each slow-down (start, subjects; its size integrated out) with each set of bad days among the
 * results that look like one. Positions that come out are those of pupils making ordinary progress where they are 0:
 * `groupFall` under the year group's.
 *
 *   scores, the newest bounded ─► evidence of every slow-down ─► results that may be bad days ─► the same with these integrated out
 *                                                                              parts and positions ◄─ hypotheses by weight ◄─┘
 *
 * @param values observed scores, the block's from `from` on in order of time
 */
export function weighBlock(ready: ReadyPattern, values: Float64Array, from: number, room: WeighingRoom): WeighedBlock {
  const { used, bounded } = weighScores(ready, values, from, 0, room);
  gather(ready, used, room);
  return { ready, weights: room.weights, sets: room.sets.slice(0, used), posterior: room.posterior, bounded };
}

/**
 * The first half of it: the weights alone.
 *
 * @param heard share of what newest scores show beyond their limit that is heard all the same
 */
export function weighScores(
  ready: ReadyPattern,
  values: Float64Array,
  from: number,
  heard: number,
  room: WeighingRoom,
): { used: number; bounded: boolean } {
  growRoom(room, ready);
  const { sets, candidates, weights, fallData } = room;
  const [plain] = sets;
  plain.product = ready.node.product;
  const bounded = readScores(ready, values, from, heard, room);
  const heaviest = weighHypotheses(ready, plain, 0, weights);
  findBadDays(ready, fallData, weights, heaviest, candidates, plain);
  const used = 2 ** candidates.found;
  for (let b = 1; b < used; b++) {
    const last = 31 - Math.clz32(b);
    integrateFall(ready, candidates, last, sets[b - 2 ** last], sets[b]);
    weighHypotheses(ready, sets[b], b, weights);
  }
  shareWeights(weights, used);
  return { used, bounded };
}

/** Products of the scores with every fall and direction, and the positions that the scores alone say. */
function readScores(
  ready: ReadyPattern,
  values: Float64Array,
  from: number,
  heard: number,
  room: WeighingRoom,
): boolean {
  const { errorRatio, root, courses } = ready.node;
  const { own, begun, taken, place, hypotheses, groupFall, pattern } = ready.facts;
  const { shown, fallData } = room;
  const { position } = room.posterior;
  const { data } = room.sets[0];
  const count = hypotheses.starts.length;
  const subjects = hypotheses.subjects.length;
  const n = pattern.size;
  for (let i = 0; i < n; i++) shown[i] = values[from + i] / root[i] - groupFall[i];
  data.fill(0, 0, courses);
  ready.node.fallTimes(shown, fallData);
  const bounded = boundNewest(ready, shown, fallData, room.column, heard);
  for (let j = 0; j < n; j++) {
    const sum = -fallData[j];
    fallData[j] = sum;
    for (let h = 0, at = own[j]; h < begun[j]; h++, at += subjects) data[at] += taken[j * count + h] * sum;
    position[j] = shown[j] + errorRatio[j] * sum;
  }
  for (let k = 0; k < place.length; k++) data[courses + k] = place[k] < 0 ? NaN : position[place[k]];
  return bounded;
}

function gather(ready: ReadyPattern, used: number, room: WeighingRoom): void {
  const { weights, courses, posterior } = room;
  const { count, weight } = weights;
  posterior.ordinary = 0;
  posterior.extraVariance.fill(0, 0, ready.facts.pattern.size);
  clearPartMoments(ready, posterior);
  clearCourseSums(ready, courses);
  for (let b = 0; b < used; b++) {
    posterior.ordinary += weight[b * (count + 1) + count];
    gatherSet(ready, b, room);
  }
  takeSlowDownsOut(ready, courses, posterior.position, posterior.extraVariance);
  finishParts(ready, posterior);
}

function gatherSet(ready: ReadyPattern, b: number, room: WeighingRoom): void {
  const { sets, weights, courses, parts, posterior } = room;
  const { count, weight } = weights;
  const at = b * (count + 1);
  let heaviest = 0;
  for (let h = 0; h <= count; h++) if (weight[at + h] > heaviest) heaviest = weight[at + h];
  if (heaviest < lightest) return;
  clearPartSums(ready, parts);
  courses.ofSet.fill(0, 0, ready.node.courses);
  let sum = 0;
  for (let h = 0; h <= count; h++) {
    if (weight[at + h] < lightest) continue;
    sum += weight[at + h];
    addToParts(ready, parts, h, weight[at + h]);
    if (h < count) addSlowDown(ready, b, h, weight[at + h], room);
  }
  addSetToParts(ready, parts, sets[b], posterior);
  for (let course = 0; course < ready.node.courses; course++) courses.inAll[course] += courses.ofSet[course];
  if (b > 0) clearBadDays(ready, room.candidates, b, sum, sets[b], courses.ofSet, posterior);
}

function addSlowDown(ready: ReadyPattern, b: number, h: number, weight: number, room: WeighingRoom): void {
  const { weights, parts, shift } = room;
  const size = weights.size[b * weights.count + h];
  const mean = weight * size;
  const square = weight * (size ** 2 + weights.sizeVariance[b * weights.count + h]);
  if (b > 0 && weight >= light) {
    fillShift(ready, room.sets[b].product, h, shift, 0);
    moveParts(ready, parts, h, mean, square, shift, 0);
  } else moveParts(ready, parts, h, mean, square, ready.plainShift, plainShiftFrom(ready, h));
  addToCourses(ready, room.courses, h, mean, square);
  addFallen(ready, room.posterior, h, mean);
}
