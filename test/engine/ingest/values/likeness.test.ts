import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likeness } from '../../../../engine/ingest/values/likeness.ts';

test('likeness(a, b) is one less the share of letters to be changed', () => {
  // Levenshtein distances printed in Navarro 2001 and Wagner & Fischer 1974.
  expect(likeness('survey', 'surgery')).toBe(1 - 2 / 7);
  expect(likeness('kitten', 'sitting')).toBe(1 - 3 / 7);
  expect(likeness('readng', 'reading')).toBe(1 - 1 / 7);
  expect(likeness('maths', 'maths')).toBe(1);
});

test('likeness(a, b) of an empty text, and of one too long to be a name, is 0', () => {
  expect([likeness('', ''), likeness('', 'a'), likeness('a', '')]).toEqual([0, 0, 0]);
  expect(likeness('a'.repeat(61), 'a'.repeat(60))).toBe(0);
  expect(likeness('a'.repeat(60), `${'a'.repeat(59)}b`)).toBe(1 - 1 / 60);
});

test('likeness(a, b) is the same both ways, 0 to 1, and falls by one change at a time', () => {
  const name = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }).filter(({ length }) => length <= 60);
  fc.assert(
    fc.property(name, name, fc.nat(), (a, b, at) => {
      const alike = likeness(a, b);
      expect(alike).toBe(likeness(b, a));
      expect(alike).toBeGreaterThanOrEqual(0);
      expect(alike).toBeLessThanOrEqual(1);
      const place = at % a.length;
      const without = a.slice(0, place) + a.slice(place + 1);
      if (without !== '') expect(likeness(a, without)).toBe(1 - 1 / a.length);
    }),
  );
});
