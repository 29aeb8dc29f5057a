import { expect, test } from 'vitest';
import { comparesOverTime } from '../../../engine/scales/compares-over-time.ts';

test('comparesOverTime(scaleClass) refuses points of a test that is a new one each time, and of no other', () => {
  const classes = ['vertical', 'standardised', 'criterion', 'ordinal', 'age-equivalent', 'non-attainment'] as const;
  expect(classes.filter((kind) => !comparesOverTime(kind))).toEqual(['criterion']);
});
