import { describe, expect, test } from 'vitest';
import { cohortDifferences } from '../../../../engine/growth/forecasts/cohort-differences.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { smallData } from '../../small-data.ts';

const dates = ['2022-05-15', '2023-05-15', '2024-05-15', '2025-05-15', '2026-05-15'];

/** Four year groups of 100 on one ladder, 20 points a year and 15 within; `off` moves a year group’s mean in a window, points. */
function ladder(
  off: (yearGroup: number, window: number, stream: ReturnType<typeof randomStream>) => number,
  seed: string,
) {
  const stream = randomStream(seed);
  const pupils = Array.from({ length: 400 }, (_, index) => ({
    pupil_id: String(1000 + index),
    year_group: String(6 + Math.floor(index / 100)),
  }));
  const moved = new Map<string, number>();
  const results = pupils.flatMap(({ pupil_id, year_group }) => {
    const level = 15 * stream.normal();
    return dates.map((date, window) => {
      const key = `${year_group} ${window}`;
      const mean = moved.get(key) ?? off(Number(year_group), window, stream);
      moved.set(key, mean);
      const score = 100 + 20 * (Number(year_group) - 6 + window) + mean + level + 5 * stream.normal();
      return { pupil_id, window: date, score };
    });
  });
  const windows = dates.map((date) => ({ window: date, date }));
  const data = smallData({ pupils, windows, results, scales: [{ scale: 'ladder', class: 'vertical' }] });
  const measurements = toMeasurements(data);
  const cell = (yearGroup: number, window: number) =>
    measurements.cells.find(
      (one) => one.window === window && measurements.cohorts[one.cohort].startsWith(String(2025 - yearGroup)),
    )!;
  return { data, measurements, differences: cohortDifferences(data, measurements), cell };
}

describe('cohortDifferences(data, measurements).between(cell, model)', () => {
  test('carries on a difference that has lasted, and hardly one that comes and goes', () => {
    const lasting = ladder((yearGroup) => (yearGroup === 6 ? -6 : 0), 'lasting');
    // Year 6 now, read from what Year 7 was a year ago; 6 points of 16 are .38 SD.
    const found = lasting.differences.between(lasting.cell(6, 4), lasting.cell(7, 4));
    expect(found.mean).toBeLessThan(-0.25);
    expect(found.mean).toBeGreaterThan(-0.55);
    const passing = ladder((_year, _window, stream) => 6 * stream.normal(), 'passing');
    const next = passing.differences.between(passing.cell(6, 4), passing.cell(7, 4));
    const { sameAge } = passing.differences.record;
    // Two cohorts pass there, each with a variance of .14 SD².
    expect(sameAge.passing).toBeGreaterThan(0.08);
    expect(sameAge.passing).toBeLessThan(0.5);
    expect(next.sd).toBeGreaterThan(0.3);
    expect(lasting.differences.record.sameAge.passing).toBeLessThan(0.01);
    expect(found.sd).toBeLessThan(0.2);
  });

  test('of a frozen record says the same whoever is there; of two cohorts never seen at one age only how far they may differ', () => {
    const { differences, data, measurements, cell } = ladder((yearGroup) => (yearGroup === 6 ? -6 : 0), 'frozen');
    const saved = JSON.parse(JSON.stringify(differences.record)) as typeof differences.record;
    const alone = cohortDifferences({ ...data }, { ...measurements, cells: [] }, saved);
    expect(alone.between(cell(6, 4), cell(7, 4))).toEqual(differences.between(cell(6, 4), cell(7, 4)));
    const { lasting, passing } = saved.sameAge;
    const unseen = cohortDifferences(data, measurements, { ...saved, sameAge: { lasting, passing, seen: {} } });
    expect(unseen.between(cell(6, 4), cell(7, 4))).toEqual({ mean: 0, sd: Math.sqrt(lasting + passing), stretch: 1 });
  });
});
