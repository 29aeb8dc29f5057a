import { findScale } from '../../../scales/registry.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { scoreEndWords } from './aliases.ts';

/** A score written as at or beyond an end of the test's range. */
export interface ScoreEnd {
  readonly score: string;
  readonly status: 'floor' | 'ceiling';
  /** By a sign before the score, as publishers print it. */
  readonly isPublished: boolean;
}

/** Where a test's scores end, as a person has said. */
export interface SaidEnds {
  readonly floor?: number;
  readonly ceiling?: number;
  /** Scores that somebody has said are none, as “ceiling 95”. */
  readonly not?: readonly string[];
}

/** The score and the end that “<70”, “69-”, “130+” or “130 or above” name; null where the text names none. */
export function scoreEnd(text: string): ScoreEnd | null {
  const [, before, score, after] = /^(\D*?)\s*(\d+(?:[.:,]\d+)?)\s*(\D*)$/.exec(text.trim().toLowerCase()) ?? [];
  if (score === undefined || (before === '') === (after === '')) return null;
  const words = scoreEndWords[before === '' ? 'after' : 'before'];
  for (const status of ['floor', 'ceiling'] as const)
    if (words[status].includes(before || after))
      return { score: score.replace(/,(?=\d{1,2}$)/, '.'), status, isPublished: /^[<>≤≥]/.test(before) };
  return null;
}

/**
 * Whether the score is an end of the scale: the one a person has said; else that of its known range; else, for standardised
 * scores, one so far out that publishers' tables end there. A publisher's sign is believed where no range is known.
 */
export function isEndOfScale({ score, status, isPublished }: ScoreEnd, scale: string | null, said: SaidEnds): boolean {
  const number = parseNumber(score);
  if (said[status] !== undefined) return number === said[status];
  if (Number.isNaN(number)) return isPublished && /^\d{1,2}:\d{2}$/.test(score);
  const known = scale === null ? null : findScale(scale);
  const end = known?.[status === 'floor' ? 'min' : 'max'] ?? NaN;
  if (!Number.isNaN(end)) return number === end;
  if (isPublished && known?.class !== 'standardised') return true;
  const { highestFloor, lowestCeiling, usualLow, usualHigh } = known ?? findScale('standardised-score')!;
  return status === 'floor'
    ? number <= highestFloor && number >= usualLow
    : number >= lowestCeiling && number <= usualHigh;
}
