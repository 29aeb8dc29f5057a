import { expect, test } from 'vitest';
import type { SampleRun } from './sample-run.ts';

/** “Slower than before?”: an open answer leans the way its probability does. */
export function ownRateIsTrue(runs: () => readonly SampleRun[]): void {
  test('of pupils who have probably not slowed down nobody is told that progress may have slowed', () => {
    for (const run of runs()) {
      const open = run
        .rows('criteria')
        .filter(
          (row) => row.criterion === 'below-own-rate' && /has probably not slowed|may have slowed/.test(row.sentence),
        );
      const against = open.filter((row) => (row.probability ?? Number.NaN) < 0.5);
      expect(against.length, run.name).toBeGreaterThan(400);
      const says = (words: RegExp) => (row: { sentence: string }) => words.test(row.sentence);
      expect(against.every(says(/progress has probably not slowed since \w+ \d{4}, but/))).toBe(true);
      const towards = open.filter((row) => (row.probability ?? Number.NaN) >= 0.5);
      expect(towards.length, run.name).toBeGreaterThan(100);
      expect(towards.every(says(/progress may have slowed since \w+ \d{4}, but/))).toBe(true);
    }
  });
}
