import { describe, expect, test } from 'vitest';
import { reliabilityOf, statedErrorOf } from '../../../../../engine/growth/trajectory/model/block-model.ts';
import { subjectProcess } from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { madeUpFrame, standardisedComponents } from './made-up-scores.ts';

const process = (badDayChance: number, extraError: number) =>
  subjectProcess({ ...standardisedComponents, badDayChance, extraError });
const reliability = (badDayChance: number, extraError: number, stated: number) =>
  reliabilityOf(process(badDayChance, extraError), stated, madeUpFrame, 1);

describe('reliabilityOf(process, errorShare, frame, year) of a stated error', () => {
  test('is all that the error leaves, and less by what the scores show beyond it', () => {
    expect(reliability(0, 0, 0.1)).toBeCloseTo(0.9, 12);
    expect(reliability(0, 0.2, 0.1)).toBeCloseTo(0.88, 12);
  });

  test('with bad days makes up the stated error: that of ordinary days and their falls together', () => {
    // One result in a hundred falls by 0.7 ± 0.6 SD of true position, of which the variance is 1 − the stated share.
    expect(1 - reliability(0.01, 0, 0.1) + 0.9 * 0.01 * (0.7 ** 2 + 0.6 ** 2)).toBeCloseTo(0.1, 12);
  });

  test('leaves an ordinary day half of a small error, however many days are bad', () => {
    expect(reliability(0.03, 0, 0.02)).toBeCloseTo(0.99, 12);
  });

  test('is undone by statedErrorOf', () => {
    for (const stated of [0.02, 0.1, 0.6, 0.98]) {
      for (const chance of [0, 0.01, 0.03]) {
        const ordinary = 1 - reliability(chance, 0.01, stated);
        expect(statedErrorOf(process(chance, 0.01), ordinary)).toBeCloseTo(stated, 10);
      }
    }
  });
});
