import type { AreaScale, AreaSource } from './area-scale.ts';

/** Why a result cannot be one: codes, whose words are in `words/areas`. */
export type AreaFault =
  | 'no-score'
  | 'not-a-number'
  | 'out-of-range'
  | 'not-whole'
  | 'no-day'
  | 'day-to-come'
  | 'day-long-ago'
  | 'source-unknown';

/** Nobody of school age was in school so many years ago. */
const mostYears = 20;

/**
 * What is wrong with a result as it was written; null where nothing is.
 *
 * @param score as text; a comma is taken as a decimal point
 * @param today ISO date
 */
export function areaFault(
  scale: AreaScale,
  { score, day, source }: { readonly score: string; readonly day: string; readonly source: string },
  today: string,
): AreaFault | null {
  const norm = scale.norms.find((one) => one.source === source);
  if (!norm) return 'source-unknown';
  if (day === '') return 'no-day';
  if (day > today) return 'day-to-come';
  if (Number(today.slice(0, 4)) - Number(day.slice(0, 4)) > mostYears) return 'day-long-ago';
  if (score.trim() === '') return 'no-score';
  const points = scoreOfText(score);
  if (Number.isNaN(points)) return 'not-a-number';
  if (points < scale.min || points > highestScore(scale, norm.source)) return 'out-of-range';
  return scale.whole && !Number.isInteger(points) ? 'not-whole' : null;
}

/** A score as it was written; NaN where it is no plain number. */
export function scoreOfText(text: string): number {
  const plain = text.trim().replace(',', '.').replace(/%$/, '').trim();
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** The highest score that a source can give. */
export function highestScore({ max, norms }: AreaScale, source: AreaSource): number {
  return norms.find((one) => one.source === source)?.bands.at(-1)?.to ?? max;
}
