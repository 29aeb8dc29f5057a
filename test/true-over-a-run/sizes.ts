import { expect, test } from 'vitest';
import { criterionNames } from '../../engine/index.ts';
import { loadRun } from '../../server/runs/loaded-run.ts';
import { comparisonWords } from '../../server/runs/pupils/comparison-words.ts';
import { criterionCell } from '../../server/runs/pupils/criterion-cell.ts';
import { listedPupil } from '../../server/runs/pupils/listed-pupils.ts';
import { toldOf } from '../../server/runs/pupils/pupil-told.ts';
import type { ScopedRun } from '../../server/runs/scoped-run.ts';
import type { SampleRun } from './sample-run.ts';

const names = { version: 1, of: () => ({ full: 'Amira H', short: 'Amira', forename: 'Amira' }) } as never;

/** Sizes of changes, and results outside their ranges. */
export function sizesAreTrue(runs: () => readonly SampleRun[]): void {
  test('every size of a change goes the way of its number, in words', () => {
    for (const sample of runs()) {
      const run = loadRun({ ...sample, id: sample.name }, 'secret');
      let told = 0;
      for (const row of run.agenda) {
        const pupil = listedPupil(run, names, row);
        for (const evidence of pupil.evidence)
          for (const name of criterionNames.slice(1)) {
            const found = evidence.criteria[name];
            const said = criterionCell(name, evidence, comparisonWords(run, pupil, evidence))?.sentences ?? [];
            const size = said.find((sentence) => sentence.includes('9 chances in 10'));
            if (!found || size === undefined) continue;
            told++;
            expect(size).not.toMatch(/−|-\d|Change/);
            const worse = name === 'below-own-rate' ? -found.effect_points! : found.effect_points!;
            const [first] = size.split(';');
            if (/worse|slower/.test(first)) expect(worse, size).toBeGreaterThan(0);
            else if (/better|faster/.test(first)) expect(worse, size).toBeLessThan(0);
            else expect(Math.abs(worse), size).toBeLessThanOrEqual(0.5);
            // “A little bigger” never stands beside a change of nothing.
            if (found.sentence.includes('a little bigger')) expect(worse, size).toBeGreaterThan(0);
          }
      }
      expect(told, sample.name).toBeGreaterThan(1000);
    }
  });

  test('every result outside its own range is explained under its picture, and no other', () => {
    for (const sample of runs()) {
      const run = loadRun({ ...sample, id: sample.name }, 'secret');
      let outside = 0;
      for (const row of run.agenda) {
        const pupil = listedPupil(run, names, row);
        const { pictures } = toldOf({ run } as ScopedRun, pupil, { events: [] });
        for (const { subject, note } of pictures) {
          const own = run
            .pupilRows('trajectories', row.pupil_id)
            .filter((one) => one.subject === subject && one.score_value !== null && one.points_low !== null);
          const far = own.filter(
            (one) => one.score_value! < one.points_low! - 0.5 || one.score_value! > one.points_high! + 0.5,
          );
          if (far.length > 0) {
            outside++;
            expect(note, `${row.pupil_id} ${subject}`).toMatch(/range uses all results/);
          }
          if (own.every((one) => one.score_value! >= one.points_low! && one.score_value! <= one.points_high!))
            expect(note).toBe('');
        }
      }
      expect(outside, sample.name).toBeGreaterThan(50);
    }
  });
}
