import { expect, test } from 'vitest';
import { listDoubtSentence } from '../../engine/index.ts';
import { scopedRun } from '../../server/runs/scoped-run.ts';
import { toldOf } from '../../server/runs/pupils/pupil-told.ts';
import { listedPupil } from '../../server/runs/pupils/listed-pupils.ts';
import { loadRun } from '../../server/runs/loaded-run.ts';
import type { SampleRun } from './sample-run.ts';

/** The doubt over a list and the words on each pupil of it come from one statement about the same criteria. */
export function listDoubtsAreTrue(runs: () => readonly SampleRun[]): void {
  test('over every class, school and run the sentence says the sum of its pupils’ own chances', () => {
    for (const run of runs()) {
      const agenda = run.rows('agenda').filter(({ section }) => section.startsWith('discuss-'));
      for (const list of run.rows('lists')) {
        const own = agenda.filter(
          (row) =>
            list.grouping === 'run' ||
            list.group === (list.grouping === 'school' ? row.school : `${row.school} / ${row.class}`),
        );
        const luck = Math.round(own.reduce((sum, row) => sum + row.probably_ordinary!, 0));
        const sentence = listDoubtSentence({ listed: list.listed, probablyOrdinary: list.probably_ordinary! });
        if (process.env['PRINT_LISTS']) process.stdout.write(`${list.group}: ${sentence}\n`);
        expect(own.length, list.group).toBe(list.listed);
        const numbers = (sentence.match(/\d+/g) ?? []).map(Number);
        if (own.length === 0) expect(sentence).toBe('No pupils are listed.');
        else if (luck === 0) expect(numbers).toEqual([own.length]);
        else expect(numbers, sentence).toEqual([own.length, luck]);
        expect(sentence).not.toMatch(/ordinary progress/);
      }
    }
  });

  test('on the page of every listed pupil stand the same chance, and why where peers are no faster', () => {
    let though = 0;
    for (const sample of runs()) {
      const run = loadRun({ ...sample, id: sample.name }, 'secret');
      const growth = new Map(sample.rows('growth').map((row) => [`${row.pupil_id} ${row.subject}`, row]));
      const names = { version: 1, of: () => ({ full: 'Amira H', short: 'Amira', forename: 'Amira' }) } as never;
      for (const row of run.agenda) {
        const pupil = listedPupil(run, names, row);
        const { listedNotes } = toldOf({ run } as ReturnType<typeof scopedRun>, pupil, { events: [] });
        if (row.subjects === null) {
          expect(listedNotes).toEqual([]);
          continue;
        }
        const chance = row.probably_ordinary!;
        const [, of, luck] = /Of (\d+) pupils listed as surely as Amira, about (\d+)/.exec(listedNotes.at(-1)!) ?? [];
        if (of === undefined) expect(chance).toBeLessThan(0.03);
        else expect(Math.abs(Number(luck) / Number(of) - chance)).toBeLessThanOrEqual(0.5 / Number(of) + 1e-9);
        for (const subject of row.subjects.split('; ')) {
          const percentile = growth.get(`${row.pupil_id} ${subject}`)!.growth_percentile_true!;
          const label = subject.charAt(0).toUpperCase() + subject.slice(1);
          const said = listedNotes.some((note) => note.startsWith(`${label}: `) && note.includes('; listed because '));
          // From 40 of 100 on progress beside pupils with the same score is about usual, and the reader asks why.
          if (percentile >= 40) {
            though++;
            expect(said, `${row.pupil_id} ${subject} ${percentile}`).toBe(true);
          }
          if (percentile < 10) expect(said).toBe(false);
        }
      }
    }
    expect(though).toBeGreaterThan(30);
  });
}
