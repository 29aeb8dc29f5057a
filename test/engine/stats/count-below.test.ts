import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBelow } from '../../../engine/stats/count-below.ts';

test('countBelow(sorted, value) counts what lies strictly below, ties and ends included', () => {
  expect(countBelow([], 3)).toBe(0);
  expect([0, 1, 2, 3, 9].map((value) => countBelow([1, 2, 2, 3], value))).toEqual([0, 0, 1, 3, 4]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 })), fc.integer({ min: -10, max: 10 }), (values, value) => {
      const sorted = Float64Array.from(values).sort();
      expect(countBelow(sorted, value)).toBe(values.filter((each) => each < value).length);
    }),
  );
});
