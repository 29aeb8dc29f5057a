import type { ReadyPattern } from './ready-pattern.ts';
import { surpriseLimit } from '../model/surprise-limit.ts';

/**
 * Brings each newest score that lies too far from what the pupil's other scores, in every subject, say of it to the limit.
 *
 * Of an earlier score later ones tell whether it was a bad day; of the newest nothing does. Were it to have hypotheses of its
 * own, the deepest fall would be the likeliest bad day and so less reason for concern than an ordinary one. Its error is
 * normal instead and its surprise bounded (`surpriseLimit`): the lower the score, the lower (or the same) the position it
 * tells of, the growth since the baseline, and the higher (or the same) every chance that progress has slowed.
 *
 * @param shown the block's scores as true positions, changed in place
 * @param weighed F · shown, changed with it
 * @param column scratch, by place in time
 * @param heard share of what lies beyond the limit that is heard all the same
 * @returns whether any score lay beyond
 * Source: Karlin 1968: under an error whose density is log-concave a posterior rises with its measurement.
 */
export function boundNewest(
  ready: ReadyPattern,
  shown: Float64Array,
  weighed: Float64Array,
  column: Float64Array,
  heard: number,
): boolean {
  const { facts, node } = ready;
  let bounded = false;
  for (const j of facts.pattern.current) {
    const precision = node.fallSquare[j];
    const surprise = weighed[j] / precision;
    // No limit is nearer than 1 SD.
    if (surprise * surprise * precision <= 1) continue;
    const limit = surprise < 0 ? -fallLimitOf(ready, j) : riseLimitOf(ready, j);
    if (Math.abs(surprise) <= Math.abs(limit)) continue;
    bounded = true;
    const moved = (1 - heard) * (limit - surprise);
    node.fallColumn(j, column);
    shown[j] += moved;
    for (let i = 0; i < facts.pattern.size; i++) weighed[i] += moved * column[i];
  }
  return bounded;
}

function fallLimitOf({ node, badDay, badDayChance, fallLimit }: ReadyPattern, j: number): number {
  if (Number.isNaN(fallLimit[j])) fallLimit[j] = surpriseLimit(1 / node.fallSquare[j], badDayChance[j], badDay);
  return fallLimit[j];
}

function riseLimitOf({ node, badDay, badDayChance, riseLimit }: ReadyPattern, j: number): number {
  if (Number.isNaN(riseLimit[j])) {
    const rise = { mean: -badDay.mean, sd: badDay.sd };
    riseLimit[j] = surpriseLimit(1 / node.fallSquare[j], badDayChance[j], rise);
  }
  return riseLimit[j];
}
