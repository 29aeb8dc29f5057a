import type { TrajectoryScores } from '../model/trajectory-scores.ts';
import type { Warning, WarningCode } from '../../../warnings.ts';
import type { FoundEffects } from './shared-effects.ts';

/** A school's window this far off, SD of true position, is worth telling; of fewer pupils than this it is theirs, not a window's. */
const notable = { shift: 0.15, pupils: 11 };

/**
 * One line a run for what was taken out as marking, and one for newest windows that may have been marked differently: the
 * largest, with how many more there are.
 */
export function shiftWarnings(
  scores: TrajectoryScores,
  { schoolWindow, newest }: Pick<FoundEffects, 'schoolWindow' | 'newest'>,
): Warning[] {
  const counts = new Int32Array(scores.groups.length);
  for (const group of scores.group) if (group >= 0) counts[group]++;
  return [
    ...largest(scores.groups, counts, 'school-window-shift', schoolWindow),
    ...largest(scores.groups, counts, 'newest-window-apart', newest),
  ];
}

function largest(
  groups: readonly string[],
  counts: Int32Array,
  code: WarningCode,
  shifts: Readonly<Record<string, number>>,
): Warning[] {
  const far = groups
    .map((name, group) => ({ name, count: counts[group], shift: shifts[name] ?? 0 }))
    .filter(({ count, shift }) => Math.abs(shift) >= notable.shift && count >= notable.pupils)
    .sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift) || (a.name < b.name ? -1 : 1));
  if (far.length === 0) return [];
  const [school, subject, window] = JSON.parse(far[0].name) as string[];
  const values = { school, subject, window, shift: far[0].shift.toFixed(2), of: far.length };
  return [{ code, count: far[0].count, values }];
}
