import type { BadDayCandidates, BadDaySet } from './bad-day-sets.ts';
import type { ReadyPattern } from './ready-pattern.ts';

/**
 * Takes the bad days expected of set b out of the positions.
 *
 * @param weight of the set, all hypotheses together
 * @param ofSet what slow-downs amount to on every course beside this set: `CourseSums`
 * @param posterior its positions and their variances are changed
 */
export function clearBadDays(
  { facts, node, badDay }: ReadyPattern,
  { found, place, columns }: BadDayCandidates,
  b: number,
  weight: number,
  { fallData, fallDirection }: BadDaySet,
  ofSet: Float64Array,
  { position, extraVariance }: { position: Float64Array; extraVariance: Float64Array },
): void {
  const { directions, courses, errorRatio, fallSquare } = node;
  const spread = badDay.sd * badDay.sd;
  for (let p = 0; p < found; p++) {
    if (((b >> p) & 1) === 0) continue;
    let slowed = 0;
    for (let course = 0; course < courses; course++) slowed += ofSet[course] * fallDirection[p * directions + course];
    const fall = weight * badDay.mean + spread * (weight * fallData[p] - slowed);
    const j = place[p];
    const variance = (weight * spread) / (1 + spread * fallSquare[j]);
    for (let i = 0; i < facts.pattern.size; i++) {
      const moved = errorRatio[i] * columns[p][i] - (i === j ? 1 : 0);
      position[i] -= fall * moved;
      extraVariance[i] += moved * moved * (variance + (fall * fall * (1 - weight)) / weight);
    }
  }
}
