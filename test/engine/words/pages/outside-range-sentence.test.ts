import { expect, test } from 'vitest';
import { outsideRangeSentence } from '../../../../engine/words/pages/outside-range-sentence.ts';

const point = (date: string, value: number | null, low = 93, high = 102) => ({
  window: date,
  date,
  score: String(value),
  status: 'valid',
  estimate: 97,
  middle: 100,
  value,
  low,
  high,
});
const better = { higherIsBetter: true };

test('outsideRangeSentence(points, words) explains a result that lies outside its own range', () => {
  expect(outsideRangeSentence([point('2025-12-05', 87), point('2026-12-04', 99)], better)).toBe(
    'Outside its probable range: December 2025 (87, range 93 to 102: perhaps a bad day). The range uses all results, so a single one can lie outside it.',
  );
  const two = [point('2025-12-05', 87), point('2026-12-04', 110)];
  expect(outsideRangeSentence(two, better)).toMatch(
    /perhaps a bad day\) and December 2026 \(110, .* perhaps a good day\)/,
  );
  // More difficulties than the range are a bad day.
  expect(outsideRangeSentence(two, { higherIsBetter: false })).toMatch(
    /perhaps a good day\) and .* perhaps a bad day\)/,
  );
  expect(outsideRangeSentence([point('2024-12-05', 80), ...two], better)).toMatch(
    /ranges: December 2025 .*, December 2026 .* and earlier results\./,
  );
});

test('outsideRangeSentence(points, words) says nothing of what reads as inside, or has no number', () => {
  expect(outsideRangeSentence([point('2025-12-05', 102, 93.2, 101.6), point('2026-12-04', null)], better)).toBe('');
  // On a scale of logits whole points would put everything inside.
  expect(outsideRangeSentence([point('2025-12-05', 1.9, 0.4, 1.2)], better)).toContain('(1.9, range 0.4 to 1.2');
});
