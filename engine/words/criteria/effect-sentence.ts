import type { EffectUnit } from '../../tables/run-schema.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import type { SubjectWords } from '../kit/subject-words.ts';

/** The size of a change against the year group: always in words which way it goes, never a bare sign. */
export const effectTemplates = {
  position: 'Against the year group: {size} {against} {baseline}; probably between {low} and {high} (9 chances in 10).',
  rate: 'Progress since {baseline}: {size} {against} before; probably between {low} and {high} (9 chances in 10).',
  than: 'than in',
  as: 'as in',
  rateThan: 'than',
  rateAs: 'as',
  positionWords: { worse: 'worse', better: 'better', same: 'about the same', none: 'no change' },
  rateWords: { worse: 'slower', better: 'faster', same: 'about the same', none: 'no change' },
} as const;

/** An effect with its 90 % range, in points (a year for a rate), positive = better for the pupil. */
export interface EffectPoints {
  readonly unit: EffectUnit;
  readonly points: number;
  readonly low: number;
  readonly high: number;
  /** “December 2025”; null not known. */
  readonly baselineMonth: string | null;
}

/**
 * How large the change is that a question about gaps or the own rate asks about: “Against the year group: about 22 points worse
 * than in December 2025; probably between 40 points worse and 3 points better (9 chances in 10).” Where the range is narrower
 * than five units, as on a scale of logits, numbers have a decimal. '' where a number is not known.
 */
export function effectSentence(effect: EffectPoints, words: Pick<SubjectWords, 'unitOne' | 'unitMany'>): string {
  const { unit, points, low, high, baselineMonth } = effect;
  if (Number.isNaN(points + low + high)) return '';
  const rate = unit === 'SD a year';
  const kinds = rate ? effectTemplates.rateWords : effectTemplates.positionWords;
  const digits = Math.abs(high - low) < 5 ? 1 : 0;
  const size = (value: number, about: string, none: string) => {
    const number = Math.abs(value).toFixed(digits);
    if (Number(number) === 0) return none;
    const named = Number(number) === 1 ? words.unitOne : words.unitMany;
    return `${about}${number} ${named}${rate ? ' a year' : ''} ${value < 0 ? kinds.worse : kinds.better}`;
  };
  const same = Number(points.toFixed(digits)) === 0;
  return fillTemplate(rate ? effectTemplates.rate : effectTemplates.position, {
    size: size(points, 'about ', kinds.same),
    against: rate ? effectTemplates[same ? 'rateAs' : 'rateThan'] : effectTemplates[same ? 'as' : 'than'],
    baseline: baselineMonth ?? 'the earlier test',
    // The worse end first, whichever is the larger number.
    low: size(Math.min(low, high), '', kinds.none),
    high: size(Math.max(low, high), '', kinds.none),
  });
}
