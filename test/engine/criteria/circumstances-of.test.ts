import { describe, expect, test } from 'vitest';
import { circumstancesOf } from '../../../engine/criteria/circumstances-of.ts';
import { chooseComparisons } from '../../../engine/growth/comparisons/choose-comparisons.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import { smallData, type SmallData, type SmallResult } from '../small-data.ts';

const windows = [
  { window: 'w1', date: '2024-06-12' },
  { window: 'w2', date: '2024-12-10' },
  { window: 'w3', date: '2025-12-10' },
];

/** Papers of six Year 4 pupils by window; '' names none. The second is taught in Year 3. */
function papersOf(papers: Record<string, readonly [string, string, string]>) {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const data = smallData({
    pupils: ids.map((pupil_id, p) => ({
      pupil_id,
      year_group: pupil_id === 'b' ? '3' : '4',
      date_of_birth: `2017-0${p + 1}-11`,
    })),
    windows,
    scales: [{ scale: 'test', class: 'standardised' }],
    results: ids.flatMap((pupil_id, p) =>
      windows.map(({ window }, w) => {
        const year_group = papers[pupil_id]?.[w];
        return { pupil_id, window, score: 90 + 7 * p + w, ...(year_group ? { year_group } : {}) };
      }),
    ),
  });
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const { outOfYear } = circumstancesOf(data, measurements, comparisons, {
    peers: new Int32Array(6),
    reliabilityOfSubject: [0.9],
  });
  return ids.filter((_, i) => outOfYear[i] === 1);
}

test('circumstancesOf(…) calls a paper out of year where it is of another year group than the cohort’s at that time', () => {
  expect(papersOf({})).toEqual([]);
  expect(papersOf({ b: ['', '', '3'], c: ['', '2', ''] })).toEqual(['b', 'c']);
});

test('circumstancesOf(…) does not so call the cohort’s own paper, whoever sits it and whatever was sat long before', () => {
  const own = ['2', '3', '4'] as const;
  expect(papersOf({ a: own, b: own, c: own, d: ['1', '3', '4'] })).toEqual([]);
});

const yearly = ['2024-12-10', '2025-12-10', '2026-12-10'].map((date) => ({ window: date.slice(0, 4), date }));

/** Twelve pupils with a result in each window; `change` says what of the first pupil's is different. */
function circumstances(
  change: Readonly<Record<string, Partial<SmallResult>>>,
  { otherTest, scales = [{ scale: 'a' }, { scale: 'b' }] }: { otherTest?: string; scales?: SmallData['scales'] } = {},
) {
  const pupils = Array.from({ length: 12 }, (_, index) => ({
    pupil_id: `p${String(index).padStart(2, '0')}`,
    class: '4K',
  }));
  const results = pupils.flatMap(({ pupil_id }, index) =>
    yearly.map(({ window }, at) => ({
      pupil_id,
      window,
      score: 90 + ((index * 7 + at * 3) % 20),
      scale: window === otherTest ? 'b' : 'a',
      ...(index === 0 ? change[window] : {}),
    })),
  );
  const data = smallData({ pupils, windows: yearly, results, scales });
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const facts = circumstancesOf(data, measurements, comparisons, {
    peers: new Int32Array(comparisons.count).fill(11),
    reliabilityOfSubject: [0.8],
  });
  const { changedSince, changedBefore, atFloor, atCeiling, bestNow, onlyBands, outOfYear } = facts;
  const flags = { changedSince, changedBefore, atFloor, atCeiling, bestNow, onlyBands, outOfYear };
  const set = (i: number) => Object.entries(flags).flatMap(([name, column]) => (column[i] === 1 ? [name] : []));
  return { facts, first: set(0), second: set(1) };
}

describe('circumstancesOf(data, measurements, comparisons, …)', () => {
  test.each([
    ['2026', { status: 'ceiling' }, ['atCeiling', 'bestNow']],
    ['2025', { status: 'ceiling' }, ['atCeiling']],
    ['2024', { status: 'ceiling' }, []],
    ['2026', { status: 'floor' }, ['atFloor']],
    ['2025', { status: 'floor' }, ['atFloor']],
  ])('a result of %s that is %o is one of these: %o', (window, change, expected) => {
    const { first, second } = circumstances({ [window]: change });
    expect([first, second]).toEqual([expected, []]);
  });

  const rating = { scale: 'a', class: 'non-attainment', min: 0, max: 40, higherIsBetter: false } as const;
  test.each([
    // Of 40 difficulties 0 to 2 are as good as none: a twentieth of the range.
    [rating, '2026', { score: 2 }, ['atCeiling', 'bestNow']],
    [rating, '2026', { score: 3 }, []],
    [rating, '2025', { score: 0 }, ['atCeiling']],
    [rating, '2026', { score: 0, status: 'floor' }, ['atCeiling', 'bestNow']],
    [rating, '2026', { score: 40, status: 'ceiling' }, ['atFloor']],
    [{ ...rating, higherIsBetter: true }, '2026', { score: 38 }, ['atCeiling', 'bestNow']],
    [{ scale: 'a', class: 'non-attainment', higherIsBetter: false }, '2026', { score: 0 }, []],
    // A test has room up to its last mark.
    [{ scale: 'a', class: 'standardised', min: 69, max: 141 }, '2026', { score: 140 }, []],
    [{ scale: 'a', class: 'standardised', min: 69, max: 141 }, '2026', { score: 141 }, ['atCeiling', 'bestNow']],
  ] as const)('on %o a result of %s that is %o is one of these: %o', (scale, window, change, expected) => {
    const { first } = circumstances({ [window]: change }, { scales: [scale] });
    expect(first).toEqual(expected);
  });

  test.each([
    ['2026', ['changedSince']],
    ['2025', ['changedSince', 'changedBefore']],
    ['2024', ['changedBefore']],
  ])('another test for all in %s is one of these: %o', (otherTest, expected) => {
    expect(circumstances({}, { otherTest }).second).toEqual(expected);
  });

  test.each([
    ['standardised', '2026', ['outOfYear']],
    ['standardised', '2025', ['outOfYear']],
    ['standardised', '2024', []],
    ['vertical', '2026', []],
  ] as const)('on a %s test a paper of another year group in %s makes it %o', (kind, window, expected) => {
    const { first } = circumstances({ [window]: { year_group: '2' } }, { scales: [{ scale: 'a', class: kind }] });
    expect(first).toEqual(expected);
  });

  test('the noise of one more score is its error beside what is true of it', () => {
    // Reliability .8: four parts are true and one is error.
    expect(circumstances({}).facts.noiseRatio[0]).toBeCloseTo(0.25, 12);
  });
});
