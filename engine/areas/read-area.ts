import { dayOfText } from '../tables/days.ts';
import type { AreaBandCode, AreaScale, AreaSource } from './area-scale.ts';
import { bandOfScore } from './band-of-score.ts';
import { reliableChange } from './reliable-change.ts';

/** One score of an area, with its day. */
export interface AreaScore {
  /** ISO date. */
  readonly day: string;
  readonly score: number;
}

/** What two results say of each other: a code. `counted`: no matter of measurement error, so the band says it. */
export type AreaVerdict = 'more-difficulty' | 'less-difficulty' | 'within-error' | 'counted' | 'cannot-say';
export type AreaReason = 'one-result' | 'too-close' | 'no-reliability' | 'other-source';

/** What an area’s scores say: the newest, its band and the change since the one before. */
export interface AreaReading {
  readonly verdict: AreaVerdict;
  /** Why it cannot be said; null where it is. */
  readonly reason: AreaReason | null;
  readonly before: AreaScore | null;
  readonly now: AreaScore;
  readonly bandBefore: AreaBandCode | null;
  readonly band: AreaBandCode | null;
  /** A change of so many points and more is beyond measurement error; NaN where the scale does not state how exact it is. */
  readonly leastPoints: number;
}

/** The questions are about the last month in follow-ups and the last half year else: nearer answers are about the same time. */
const fewestDays = 28;

/**
 * Reads the newest result of one scale from one source against the one before it that is at least four weeks older.
 *
 * @param scores of one pupil, scale and source, in any order
 * @returns null where there is none
 */
export function readArea(
  { norms, higher, counted }: AreaScale,
  source: AreaSource,
  scores: readonly AreaScore[],
): AreaReading | null {
  const ordered = scores.toSorted((a, b) => a.day.localeCompare(b.day));
  const now = ordered.at(-1);
  if (!now) return null;
  const norm = norms.find((one) => one.source === source);
  const before = ordered.findLast(({ day }) => dayOfText(now.day) - dayOfText(day) >= fewestDays) ?? null;
  const bandOf = (one: AreaScore | null) => (norm && one ? (bandOfScore(norm, one.score)?.band ?? null) : null);
  const change = norm && before ? reliableChange({ before: before.score, after: now.score }, norm) : null;
  const base = {
    before,
    now,
    band: bandOf(now),
    bandBefore: bandOf(before),
    leastPoints: change?.leastPoints ?? Number.NaN,
  };
  const cannot = (reason: AreaReason): AreaReading => ({ ...base, verdict: 'cannot-say', reason });
  if (counted) return { ...base, verdict: 'counted', reason: null };
  if (!before) return cannot(ordered.length > 1 ? 'too-close' : 'one-result');
  if (!norm) return cannot('other-source');
  if (!change) return cannot('no-reliability');
  if (!change.beyondError) return { ...base, verdict: 'within-error', reason: null };
  const harder = change.index > 0 === (higher === 'more-difficulty');
  return { ...base, verdict: harder ? 'more-difficulty' : 'less-difficulty', reason: null };
}
