import type { AreaReading, AreaScale } from '../../areas/index.ts';
import { windowMonth } from '../kit/window-month.ts';
import { areaBandWords } from './area-words.ts';

/**
 * What the newest result of a scale says, in a sentence or two: the change and whether it is beyond measurement error, then the
 * band. Nothing in it is a growth percentile or one of the four criteria.
 */
export function areaSentences(
  { name, norms, higher }: Pick<AreaScale, 'name' | 'norms' | 'higher'>,
  reading: AreaReading,
): readonly string[] {
  const { now, before, band, bandBefore, verdict } = reading;
  const change = before
    ? `from ${before.score} (${windowMonth(before.day)}) to ${now.score} (${windowMonth(now.day)})`
    : '';
  const least = Math.ceil(reading.leastPoints - 1e-9);
  const said: Readonly<Record<AreaReading['verdict'], string>> = {
    'more-difficulty': `${name}: ${higher === 'better' ? 'lower' : 'more difficulty'} than before, ${change}. A change of ${least} or more is beyond what two answers differ by chance.`,
    'less-difficulty': `${name}: ${higher === 'better' ? 'better' : 'less difficulty'} than before, ${change}. A change of ${least} or more is beyond what two answers differ by chance.`,
    'within-error': `${name}: ${before?.score === now.score ? 'the same as before' : 'within what two answers differ by chance'}, ${change}. Only a change of ${least} or more would say something.`,
    counted: before ? `${name}: ${change}.` : `${name}: ${now.score} (${windowMonth(now.day)}).`,
    'cannot-say': cannotSay({ name, now, before, reason: reading.reason }, change),
  };
  const moved = bandBefore !== null && band !== null && bandBefore !== band;
  const inBand = band
    ? `${moved ? `Before: ${areaBandWords[bandBefore]}. Now: ` : 'Now: '}${areaBandWords[band]}.`
    : norms.every(({ bands }) => bands.length === 0)
      ? 'This scale has no bands here.'
      : '';
  return [said[verdict], inBand].filter(Boolean);
}

function cannotSay(
  { name, now, reason }: Pick<AreaReading, 'now' | 'before' | 'reason'> & { name: string },
  change: string,
): string {
  if (reason === 'no-reliability')
    return `${name}: ${change}. Whether this is a change we cannot say: this scale does not state here how exact it is.`;
  if (reason === 'too-close')
    return `${name}: ${now.score} (${windowMonth(now.day)}). The results lie less than four weeks apart: too close to compare.`;
  if (reason === 'other-source')
    return `${name}: ${change}. Whether this is a change we cannot say: this scale is not stated for whoever answered.`;
  return `${name}: ${now.score} (${windowMonth(now.day)}). There is no earlier result from the same source to compare with.`;
}
