import type { BadDayCandidates, BadDaySet } from './bad-day-sets.ts';
import { fallEvidence } from './fall-evidence.ts';
import type { PatternFacts } from './pattern-facts.ts';
import { roomFor, type PreparedNode } from './prepared-node.ts';
import type { ReadyPattern } from './ready-pattern.ts';
import type { BadDayPrior } from '../model/trajectory-settings.ts';

/**
 * Integrates one more fall out: the last candidate of set b.
 *
 * @param before the set without it
 * @param set filled anew
 */
export function integrateFall(
  { facts, node, badDay, badDayLogOdds }: ReadyPattern,
  { found, place }: BadDayCandidates,
  last: number,
  before: BadDaySet,
  set: BadDaySet,
): void {
  const { directions, products } = node;
  const most = place.length;
  set.data = roomFor(set.data, directions);
  set.fallDirection = roomFor(set.fallDirection, most * directions);
  set.room = roomFor(set.room, products);
  set.product = set.room;
  for (let at = 0; at < products; at++) set.product[at] = before.product[at];
  for (let d = 0; d < directions; d++) set.data[d] = before.data[d];
  set.fallData.set(before.fallData);
  set.fallProduct.set(before.fallProduct);
  for (let at = 0; at < found * directions; at++) set.fallDirection[at] = before.fallDirection[at];
  const evidence = fallEvidence(set.fallData[last], set.fallProduct[last * most + last], badDay);
  set.logWeight = before.logWeight + badDayLogOdds[place[last]] + evidence;
  sweepProducts(set.product, before, last, facts, node, badDay);
  sweepFall(set, before, last, found, directions, badDay);
}

/** Takes the fall of candidate p out of everything else (a sweep with its prior's mean and variance). */
function sweepFall(
  { data, fallData, fallProduct, fallDirection }: BadDaySet,
  before: BadDaySet,
  p: number,
  found: number,
  directions: number,
  prior: BadDayPrior,
): void {
  const own = before.fallDirection;
  const others = before.fallProduct;
  const { most } = prior;
  const from = p * directions;
  const spread = prior.sd * prior.sd;
  const factor = spread / (1 + spread * others[p * most + p]);
  const left = before.fallData[p] - prior.mean * others[p * most + p];
  for (let d = 0; d < directions; d++) {
    data[d] -= prior.mean * own[from + d] + factor * left * own[from + d];
  }
  for (let q = 0; q < found; q++) {
    const other = others[p * most + q];
    fallData[q] -= prior.mean * other + factor * left * other;
    const scaled = factor * other;
    for (let r = 0; r < found; r++) fallProduct[q * most + r] -= scaled * others[p * most + r];
    for (let d = 0; d < directions; d++) fallDirection[q * directions + d] -= scaled * own[from + d];
  }
}

/** Takes the fall of candidate p out of the products between directions. */
function sweepProducts(
  product: Float64Array,
  { fallDirection, fallProduct }: BadDaySet,
  p: number,
  { hypotheses, place }: PatternFacts,
  { courses, directions, crossAt, placesAt }: PreparedNode,
  prior: BadDayPrior,
): void {
  const subjects = hypotheses.subjects.length;
  const from = p * directions;
  const spread = prior.sd * prior.sd;
  const factor = spread / (1 + spread * fallProduct[p * prior.most + p]);
  for (let d = 0; d < courses; d++) {
    const scaled = factor * fallDirection[from + d];
    if (scaled === 0) continue;
    const first = from + d - (d % subjects);
    for (let t = 0; t < subjects; t++) product[d * subjects + t] -= scaled * fallDirection[first + t];
  }
  for (let k = 0; k < place.length; k++) {
    const scaled = factor * fallDirection[from + courses + k];
    const row = crossAt + k * courses;
    for (let d = 0; d < courses; d++) product[row + d] -= scaled * fallDirection[from + d];
    const other = placesAt + k * place.length;
    for (let l = 0; l < place.length; l++) product[other + l] -= scaled * fallDirection[from + courses + l];
  }
}
