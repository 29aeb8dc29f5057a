import { describe, expect, test } from 'vitest';
import { SameStartError } from '../../../engine/errors.ts';
import { pointsDifference } from '../../../engine/scales/points-difference.ts';
import type { Scale, ScaleClass } from '../../../engine/tables/assessment-data.ts';

const scale = (name: string, scaleClass: ScaleClass): Scale => ({
  scale: name,
  class: scaleClass,
  min: NaN,
  max: NaN,
  unit: 'points',
  sem: NaN,
  reliability: NaN,
  higherIsBetter: true,
  grades: [],
});

describe('pointsDifference(earlier, later)', () => {
  test('subtracts two scores of one test where its class allows it', () => {
    for (const kind of ['vertical', 'standardised', 'ordinal', 'age-equivalent', 'non-attainment'] as const) {
      expect(pointsDifference({ scale: scale('A', kind), value: 3 }, { scale: scale('A', kind), value: 5 })).toBe(2);
    }
  });

  test('refuses two tests and names both', () => {
    const act = () =>
      pointsDifference({ scale: scale('KS1', 'vertical'), value: 3 }, { scale: scale('KS2', 'vertical'), value: 5 });
    expect(act).toThrow(SameStartError);
    expect(act).toThrow(/KS1 and KS2/);
  });

  test('refuses a criterion scale, each sitting of which is a new test', () => {
    const ks2 = scale('KS2', 'criterion');
    expect(() => pointsDifference({ scale: ks2, value: 100 }, { scale: ks2, value: 104 })).toThrow(/KS2/);
  });

  test('keeps a missing score missing and a score of 0 a score', () => {
    const star = scale('Star', 'vertical');
    expect(pointsDifference({ scale: star, value: NaN }, { scale: star, value: 5 })).toBeNaN();
    expect(pointsDifference({ scale: star, value: 0 }, { scale: star, value: 5 })).toBe(5);
  });
});
