import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RowOf } from '../../engine/index.ts';
import { loadRun } from '../../server/runs/loaded-run.ts';
import { comparisonWords } from '../../server/runs/pupils/comparison-words.ts';
import { listedPupil } from '../../server/runs/pupils/listed-pupils.ts';
import type { SampleRun } from './sample-run.ts';

/** Who is compared with whom: every number of the sentence is one the run holds, and what it does not hold is left out. */
export function peerGroupIsTrue(runs: () => readonly SampleRun[]): void {
  test('who started close is told as the run counts it, and left out where it does not', () => {
    let unknown = 0;
    for (const { row, sentence } of said(runs())) {
      const near = /about (\d+) of them started close/.exec(sentence);
      if (row.peers_near === null) {
        unknown++;
        expect(near, sentence).toBeNull();
      } else expect(Number(near?.[1])).toBe(Math.round(row.peers_near));
    }
    expect(unknown).toBeGreaterThan(1000);
  });

  test('only schools are counted that have a pupil with both results', () => {
    for (const run of runs()) {
      const schoolOf = new Map(run.rows('agenda').map((row) => [row.pupil_id, row.school]));
      const ageOf = new Map(run.rows('growth').map((row) => [row.pupil_id, row.year_group]));
      const sat = run.rows('trajectories').filter(({ score }) => score !== null);
      const inWindow = Map.groupBy(sat, ({ subject, window }) => `${subject} ${window}`);
      const schoolsOf = ({ subject, window, baseline_window, year_group }: RowOf<'growth'>) => {
        const then = new Set(inWindow.get(`${subject} ${baseline_window}`)!.map(({ pupil_id }) => pupil_id));
        const both = inWindow.get(`${subject} ${window}`)!.filter(({ pupil_id }) => then.has(pupil_id));
        // Who has no current score has no year group here; the sentence counts such pupils by the one they are taught in.
        const own = both.filter(({ pupil_id }) => ageOf.get(pupil_id) === year_group);
        return new Set(own.map(({ pupil_id }) => schoolOf.get(pupil_id))).size;
      };
      const counted = new Map<string, number>();
      for (const { row, sentence } of said([run])) {
        const place = [row.subject, row.year_group, row.baseline_window, row.window].join();
        if (!counted.has(place)) counted.set(place, schoolsOf(row));
        const told = Number(/ in (\d+) schools?[.;]/.exec(sentence)?.[1]);
        expect(told, sentence).toBeGreaterThanOrEqual(counted.get(place)!);
        expect(told, sentence).toBeLessThanOrEqual(run.manifest.schools.length);
        if (run.name === 'sustaining-effects') expect(told, sentence).toBeLessThan(60);
      }
    }
  });

  test('a pupil taught outside the year group of age is said to be compared with pupils of that age', () => {
    const run = runs().find(({ name }) => name === 'oakfield-trust')!;
    const ages = yearGroupsOfAge();
    let elsewhere = 0;
    for (const { row, taught, sentence } of said([run])) {
      const year = ages.get(row.pupil_id)!;
      elsewhere += Number(year !== taught);
      expect(sentence).toContain(year === 'R' ? ' Reception pupil' : ` Year ${year} pupil`);
    }
    expect(elsewhere).toBeGreaterThan(20);
  });
}

interface Said {
  readonly row: RowOf<'growth'>;
  readonly taught: string;
  readonly sentence: string;
}

/** The sentence of every comparison with peers. */
function said(runs: readonly SampleRun[]): Said[] {
  return runs.flatMap((sample) => {
    const run = loadRun({ ...sample, id: sample.name }, 'secret');
    return run.agenda.flatMap((row) => {
      const pupil = listedPupil(run, { version: 1, of: () => ({ full: '', short: '', forename: '' }) } as never, row);
      return pupil.evidence.flatMap((evidence) => {
        const sentence = comparisonWords(run, pupil, evidence).peerGroup;
        return sentence === '' ? [] : [{ row: evidence.growth!, taught: row.year_group, sentence }];
      });
    });
  });
}

/** Year groups in November 2026 by dates of birth: who is five before September starts Reception then. */
function yearGroupsOfAge(): ReadonlyMap<string, string> {
  const [head, ...lines] = readFileSync('data-samples/oakfield-trust/pupils.csv', 'utf8').trim().split('\n');
  const at = head.split(',').indexOf('date_of_birth');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const [year, month] = cells[at].split('-').map(Number);
      const years = 2026 - (month >= 9 ? year : year - 1) - 5;
      return [cells[0], years === 0 ? 'R' : String(years)];
    }),
  );
}
