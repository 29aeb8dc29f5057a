import { describe, expect, test } from 'vitest';
import { resultsUntil } from '../../../../engine/tables/results-until.ts';
import { sustainingEffects } from '../../sustaining-effects.ts';
import { cohortsThatDrift, yearOnDay } from './cohorts-that-drift.ts';
import { reachedTargets, type Reached } from './reached-targets.ts';

const levels = [0.5, 0.2, 0.05];

function near(reached: Reached, within: readonly number[]): void {
  reached.forEach((share, level) => {
    expect(Math.abs(share - levels[level]), `level ${level}: ${share}`).toBeLessThan(within[level]);
  });
}

describe('targets are reached as often as they say', () => {
  test('by cohorts that drift and pupils whose years are heavy-tailed, also from one earlier score', () => {
    const { data, future } = cohortsThatDrift(500, 'drift 5');
    const { raw, shifted, fromOneScore, pupils } = reachedTargets(data, yearOnDay, (pupil) => future[pupil]);
    // The oldest year group has nobody ahead of it. Standard error of a share of 5 %: .006; of 2 %: .011.
    expect(pupils).toBe(1500);
    near(shifted, [0.03, 0.03, 0.015]);
    near(raw, [0.06, 0.05, 0.03]);
    near(fromOneScore, [0.08, 0.07, 0.03]);
  });

  test('by the pupils of the real sample, its last year but two held out', () => {
    const whole = sustainingEffects();
    const { results, pupils, windows } = whole;
    const held = new Map<number, number>();
    for (let row = 0; row < results.count; row++) {
      if (results.window[row] === 3) held.set(results.pupil[row], results.value[row]);
    }
    const later = (pupil: number) => held.get(pupil) ?? Number.NaN;
    const reached = reachedTargets(resultsUntil(whole, 2), windows.day[3], later);
    expect(reached.pupils).toBeGreaterThan(1000);
    expect(pupils.count).toBe(1721);
    near(reached.shifted, [0.03, 0.03, 0.015]);
    near(reached.raw, [0.06, 0.05, 0.03]);
  });
});
