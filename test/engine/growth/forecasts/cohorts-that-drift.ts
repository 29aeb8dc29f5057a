import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { AssessmentData } from '../../../../engine/tables/assessment-data.ts';
import { dayOf, smallData, type SmallResult } from '../../small-data.ts';

/**
 * Yearly tests on a ladder, of cohorts that differ and of pupils whose falls and rises are heavy-tailed: a random walk with
 * jumps, not the engine’s process. Four year groups; a third of the pupils sat this year’s test only.
 *
 * @returns the data and, by pupil, the score a year on
 */
export function cohortsThatDrift(perYearGroup: number, seed: string): { data: AssessmentData; future: number[] } {
  const stream = randomStream(seed);
  const dates = ['2023-05-15', '2024-05-15', '2025-05-15', '2026-05-15', '2027-05-15'];
  const future: number[] = [];
  const results: SmallResult[] = [];
  // A year’s test may be harder for one cohort than for another.
  const years = Array.from({ length: 4 }, () => {
    const lasting = 0.12 * stream.normal();
    return dates.map(() => lasting + 0.06 * stream.normal());
  });
  const heavy = () =>
    stream.normal() / Math.sqrt(Array.from({ length: 5 }, () => stream.normal() ** 2).reduce((a, b) => a + b) / 5);
  const pupils = Array.from({ length: 4 * perYearGroup }, (_, index) => {
    const group = Math.floor(index / perYearGroup);
    const pupil_id = String(10_000 + index);
    let position = stream.normal();
    dates.forEach((window, at) => {
      position += 0.22 * heavy();
      const mean = 150 + 14 * (group + at) + 15 * years[group][at];
      const score = Math.round(mean + 15 * (position + 0.3 * heavy()));
      if (at === 4) future.push(score);
      else if (at === 3 || index % 3 > 0) results.push({ pupil_id, window, score });
    });
    return { pupil_id, year_group: String(3 + group) };
  });
  const windows = dates.slice(0, 4).map((date) => ({ window: date, date }));
  const data = smallData({ pupils, windows, results, scales: [{ scale: 'ladder', class: 'vertical' }] });
  return { data, future };
}

/** Date of the scores a year on. */
export const yearOnDay = dayOf('2027-05-15');
