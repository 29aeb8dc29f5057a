import { expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import { classCoverage } from '../../../server/runs/groups/class-coverage.ts';
import { loadRun } from '../../../server/runs/loaded-run.ts';
import type { ExploreOf } from '../../../server/html/pictures/explore-of.ts';
import { coverageOfSchool } from '../../../server/html/pictures/school-charts.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';
import { fixtureRun } from '../fixture-run.ts';

/** Reception is the class RB; of `unentered` classes nobody was entered for writing. */
function coverageOf({ unentered }: { unentered: readonly string[] }) {
  const { tables, ...content } = fixtureRun({ classes: ['RB', '4J', '4K'] });
  const { coverage, agenda } = tables;
  const rows = runRows(coverage).map((row) =>
    row.subject === 'writing' && unentered.includes(row.class ?? '')
      ? { ...row, valid: 0, absent: 0, not_entered: 12 }
      : row,
  );
  const pupils = runRows(agenda).map((row) => ({ ...row, year_group: row.class === 'RB' ? 'R' : '4' }));
  return loadRun(
    {
      id: 'run',
      ...content,
      tables: { ...tables, coverage: tableOfRows('coverage', rows), agenda: tableOfRows('agenda', pupils) },
    },
    'secret',
  );
}

test('classCoverage(run, school) does not count a year group as untested in what nobody of it sits', () => {
  const run = coverageOf({ unentered: ['RB'] });
  expect(classCoverage(run, { school: 'Oak Primary' })).toBe(
    'Tested: maths 33/36, reading 33/36, writing 22/24. Reception has no results in writing.',
  );
  expect(classCoverage(run, { school: 'Oak Primary', class: 'RB' })).toBe(
    'Tested: maths 11/12, reading 11/12. Reception has no results in writing.',
  );
});

test('classCoverage(run, school) counts a class that alone was not entered: its results may be missing', () => {
  const run = coverageOf({ unentered: ['4J'] });
  expect(classCoverage(run, { school: 'Oak Primary' })).toBe('Tested: maths 33/36, reading 33/36, writing 22/36.');
  expect(classCoverage(run, { school: 'Oak Primary', class: '4J' })).toContain('writing 0/12');
});

test('coverageOfSchool(run, of) has no cell for a year group that does not sit a subject, but for a class that missed it', () => {
  const cells = (unentered: string, names: object | null) => {
    const of = { school: 'Oak Primary', schools: ['Oak Primary'], narrow: false, names } as unknown as ExploreOf;
    const { table } = coverageOfSchool(coverageOf({ unentered: [unentered] }), of);
    return table.rows.filter(([, subject]) => subject === 'Writing').map((row) => row.join(' '));
  };
  expect(cells('RB', {})).toEqual(['4J Writing 11 12', '4K Writing 11 12']);
  expect(cells('4J', {})).toEqual(['4J Writing 0 12', '4K Writing 11 12', 'RB Writing 11 12']);
  // Of a school those who sit it are counted: 22 of 24, of whom two untested are too few to tell.
  expect(cells('RB', null)).toEqual(['Oak Primary Writing most ']);
});

test('classCoverage(run, school) of pupils without a class counts who was tested among them', () => {
  const { tables, ...content } = fixtureRun({ classes: ['4J'] });
  const rows = runRows(tables.coverage).map((row) => ({ ...row, class: null }));
  const pupils = runRows(tables.agenda).map((row) => ({ ...row, class: null }));
  const of = { ...tables, coverage: tableOfRows('coverage', rows), agenda: tableOfRows('agenda', pupils) };
  const run = loadRun({ id: 'run', ...content, tables: of }, 'secret');
  expect(classCoverage(run, { school: 'Oak Primary', class: '' })).toBe(
    'Tested: maths 11/12, reading 11/12, writing 11/12.',
  );
});
