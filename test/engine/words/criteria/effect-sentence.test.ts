import { expect, test } from 'vitest';
import { effectSentence } from '../../../../engine/words/criteria/effect-sentence.ts';

const points = { unitOne: 'point', unitMany: 'points' };
const gap = { unit: 'SD', points: -22, low: -40, high: 3, baselineMonth: 'December 2025' } as const;

test('effectSentence(effect, words) says worse or better in words, never by a sign', () => {
  expect(effectSentence(gap, points)).toBe(
    'Against the year group: about 22 points worse than in December 2025; probably between 40 points worse and 3 points better (9 chances in 10).',
  );
  expect(effectSentence({ ...gap, points: 1.2, low: 7, high: -5 }, points)).toBe(
    'Against the year group: about 1 point better than in December 2025; probably between 5 points worse and 7 points better (9 chances in 10).',
  );
  expect(
    effectSentence({ unit: 'SD a year', points: -4, low: -9, high: -0.3, baselineMonth: 'March 2026' }, points),
  ).toBe(
    'Progress since March 2026: about 4 points a year slower than before; probably between 9 points a year slower and no change (9 chances in 10).',
  );
});

test('effectSentence(effect, words) has a decimal where whole points would say nothing, and says “about the same” of none', () => {
  expect(effectSentence({ ...gap, points: -0.4, low: -0.9, high: 0.1 }, points)).toContain(
    'about 0.4 points worse than in December 2025; probably between 0.9 points worse and 0.1 points better',
  );
  expect(effectSentence({ ...gap, points: 0.2, low: -12, high: 12 }, points)).toContain(
    'Against the year group: about the same as in December 2025; probably between 12 points worse and 12 points better',
  );
  expect(effectSentence({ ...gap, low: Number.NaN }, points)).toBe('');
});
