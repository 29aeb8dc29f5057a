import type { RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { Absence } from './draw-slow-down.ts';
import type { UnlikeCalendar } from './unlike-calendar.ts';
import type { SlowDownKind, UnlikeSettings } from './unlike-settings.ts';

/** Kinds and absences of one pupil; a step needs an absence, so with one it is that much likelier. */
export function drawEvents(
  settings: UnlikeSettings,
  calendar: UnlikeCalendar,
  stream: RandomStream,
): { kind: SlowDownKind | null; absence: Absence | null } {
  const [one, other] = [stream.uniform(), stream.uniform()];
  const kind = one < settings.slowedShare ? chosen(settings.kinds, other) : null;
  const dips = kind === null && one < settings.slowedShare + settings.dipShare;
  const inside = calendar.count - 2;
  const away = kind === 'step after absence' || stream.uniform() < settings.absenceShare;
  const windows = 1 + Number(inside > 2 && stream.uniform() < 0.3);
  const from = 1 + stream.below(Math.max(1, inside - windows + 1));
  return { kind: dips ? 'dip that recovers' : kind, absence: away && inside > 0 ? { from, windows } : null };
}

function chosen(kinds: UnlikeSettings['kinds'], chance: number): SlowDownKind | null {
  const all = Object.entries(kinds) as [SlowDownKind, number][];
  let left = chance * all.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of all) {
    left -= weight;
    if (left < 0) return kind;
  }
  return null;
}
