import type { RowOf } from '../../tables/run-schema.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** Chances of the three kinds, 0–1, which exclude each other; NaN where a run does not know them. */
export type SlowDownChances = Pick<RowOf<'concern'>, 'recent_fall' | 'long_decline' | 'lasting_step'>;

/**
 * What a pupil's results look like in a subject where a lasting slow-down is more likely than not, so that a meeting can act on
 * it: something that began lately asks for other help than years of it. '' where a slow-down is less likely than `leansTowards`.
 * Where no kind has half of the chance of all, it says that the results do not tell.
 */
export function slowDownKindSentence(chances: SlowDownChances, leansTowards = 0.5): string {
  const kinds = [
    [chances.recent_fall, pageTemplates.recentFall],
    [chances.long_decline, pageTemplates.longDecline],
    [chances.lasting_step, pageTemplates.lastingStep],
  ] as const;
  const any = kinds.reduce((sum, [chance]) => sum + (chance ?? Number.NaN), 0);
  if (!(any >= leansTowards)) return '';
  const leading = kinds.find(([chance]) => (chance ?? 0) >= any / 2);
  return leading?.[1] ?? pageTemplates.slowDownOfNoKind;
}
