import type { BadDayCandidates, BadDaySet } from './bad-day-sets.ts';
import { fallEvidence } from './fall-evidence.ts';
import { roomFor } from './prepared-node.ts';
import type { ReadyPattern } from './ready-pattern.ts';
import type { HypothesisWeights } from './weigh-hypotheses.ts';

/**
 * Finds earlier results that may be bad days if progress is ordinary or under the heaviest slow-down.
 *
 * @param fallData product of the scores with the fall of each
 * @param weights log weights where no day is bad
 * @param into filled anew
 * @param plain the set of no bad day: given its products with the falls considered
 */
export function findBadDays(
  ready: ReadyPattern,
  fallData: Float64Array,
  weights: HypothesisWeights,
  heaviest: number,
  into: BadDayCandidates,
  plain: BadDaySet,
): void {
  const { facts, node, badDay, badDayLogOdds } = ready;
  const { course, touched, subjects } = facts.hypotheses;
  const n = facts.pattern.size;
  const set = touched[heaviest];
  const first = course[heaviest] * subjects.length;
  const leastOdds = Math.log(badDay.leastChance / (1 - badDay.leastChance));
  // A slow-down that is itself unlikely should not bring in results.
  const unlikely = Math.min(0, weights.weight[heaviest] - weights.weight[weights.count]);
  into.found = 0;
  for (let j = 0; j < n; j++) {
    if (facts.isNewest[j] === 1) continue;
    const square = node.fallSquare[j];
    let along = fallData[j];
    for (let s = 0; s < subjects.length; s++) {
      if ((set >> s) & 1) along -= weights.size[heaviest] * node.fallDirection[j * node.directions + first + s];
    }
    const ordinary = fallEvidence(fallData[j], square, badDay);
    const slowed = fallEvidence(along, square, badDay) + unlikely;
    const logOdds = badDayLogOdds[j] + Math.max(ordinary, slowed);
    if (logOdds >= leastOdds) keepLikeliest(into, j, logOdds);
  }
  for (let p = 0; p < into.found; p++) {
    into.columns[p] = roomFor(into.columns[p], n);
    node.fallColumn(into.place[p], into.columns[p]);
  }
  readFalls(ready, into, fallData, plain);
}

function keepLikeliest(candidates: BadDayCandidates, j: number, logOddsNow: number): void {
  const { place, logOdds } = candidates;
  const most = place.length;
  let at = candidates.found;
  while (at > 0 && logOdds[at - 1] < logOddsNow) at--;
  if (at >= most) return;
  candidates.found = Math.min(most, candidates.found + 1);
  place.copyWithin(at + 1, at, candidates.found - 1);
  logOdds.copyWithin(at + 1, at, candidates.found - 1);
  place[at] = j;
  logOdds[at] = logOddsNow;
}

/** Gives the set of no bad day its products with the falls considered. */
function readFalls(
  { node }: ReadyPattern,
  { found, place, columns }: BadDayCandidates,
  fallData: Float64Array,
  set: BadDaySet,
): void {
  const { directions, fallDirection } = node;
  const most = place.length;
  set.fallDirection = roomFor(set.fallDirection, most * directions);
  for (let p = 0; p < found; p++) {
    set.fallData[p] = fallData[place[p]];
    for (let d = 0; d < directions; d++)
      set.fallDirection[p * directions + d] = fallDirection[place[p] * directions + d];
    for (let q = 0; q < found; q++) set.fallProduct[p * most + q] = columns[q][place[p]];
  }
}
