import { expect, test } from 'vitest';
import { circumstancesOf } from '../../../engine/criteria/circumstances-of.ts';
import { chooseComparisons } from '../../../engine/growth/choose-comparisons.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import { smallData } from '../small-data.ts';

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
