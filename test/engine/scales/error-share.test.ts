import { describe, expect, test } from 'vitest';
import { errorDoubt, errorShare } from '../../../engine/scales/error-share.ts';
import type { Scale } from '../../../engine/tables/assessment-data.ts';

const plain = { scale: 'points', class: 'standardised', sem: NaN, reliability: NaN, grades: [] } as unknown as Scale;
const scale = (stated: Partial<Scale>): Scale => ({ ...plain, ...stated });

describe('errorShare(resultSem, scale, sd) and why it is not as stated', () => {
  test.each([
    ['nothing stated', NaN, {}, NaN, null],
    ['the SEM of the result before that of the scale', 3, { sem: 6 }, 0.04, null],
    ['the SEM of the scale', NaN, { sem: 6 }, 0.16, null],
    ['one less the reliability', NaN, { reliability: 0.9 }, 0.1, null],
    ['both, which agree as a narrower year group does', NaN, { sem: 6, reliability: 0.93 }, 0.16, null],
    ['both, which contradict each other', NaN, { sem: 12, reliability: 0.95 }, NaN, 'errors-contradict'],
    ['a reliability of .99 beside a large error', 8, { reliability: 0.99 }, NaN, 'errors-contradict'],
    ['an error as large as the spread', NaN, { sem: 40 }, 0.95, 'error-too-large'],
    ['next to no error', NaN, { sem: 0.01 }, NaN, 'error-too-small'],
    ['a reliability next to 1', NaN, { reliability: 0.9999 }, NaN, 'error-too-small'],
    ['a reliability of 1, of which nothing is taken', NaN, { reliability: 1 }, NaN, null],
    ['the best tests there are', NaN, { reliability: 0.98 }, 0.02, null],
  ] as const)('%s', (_, sem, stated, share, doubt) => {
    expect(Math.round(errorShare(sem, scale(stated), 15) * 1e9) / 1e9).toBe(share);
    expect(errorDoubt(sem, scale(stated), 15)).toBe(doubt);
  });

  test('bands have no spread in points, so that a SEM says nothing of them', () => {
    expect(errorShare(3, scale({ reliability: 0.9 }), NaN)).toBeCloseTo(0.1, 9);
  });
});
