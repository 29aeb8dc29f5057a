import { expect, test } from 'vitest';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { earlierPeers } from '../../../../engine/growth/percentiles/earlier-peers.ts';
import { growthPairs } from '../../../../engine/growth/percentiles/growth-pairs.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import { smallData } from '../../small-data.ts';

/** Ten pupils now in Year 4, seen a year apart, and ten of Year 5, who were seen on `first` as well. */
function peersWhoSat(first: string) {
  const windows = [first, '2024-12-10', '2025-12-10'].map((date) => ({ window: date, date }));
  const pupils = Array.from({ length: 20 }, (_, index) => ({
    pupil_id: String(100 + index),
    class: index < 10 ? '4K' : '5K',
    year_group: index < 10 ? '4' : '5',
  }));
  const results = pupils.flatMap(({ pupil_id, year_group }, index) =>
    windows
      .slice(year_group === '4' ? 1 : 0)
      .map(({ window }, at) => ({ pupil_id, window, score: 100 + ((index * 7 + at * 3) % 13) })),
  );
  const data = smallData({ pupils, windows, results });
  const measurements = toMeasurements(data);
  const [pair] = growthPairs(data, measurements, chooseComparisons(data, measurements)).filter(
    ({ cohort }) => cohort === measurements.cohort[0],
  );
  const members = measurements.cohorts.map((_, cohort) =>
    pupils.flatMap((__, pupil) => (measurements.cohort[pupil] === cohort ? [pupil] : [])),
  );
  return earlierPeers(data, measurements, pair, members).pupil;
}

test('earlierPeers(data, measurements, pair, members) takes the year group before at the same time of year', () => {
  expect(peersWhoSat('2023-12-10')).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  // Six weeks from the same date are still the same term, seven are not.
  expect(peersWhoSat('2023-10-30')).toHaveLength(10);
  expect(peersWhoSat('2023-10-22')).toEqual([]);
  expect(peersWhoSat('2024-03-20')).toEqual([]);
});
