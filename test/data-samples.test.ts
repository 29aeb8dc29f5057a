import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultStatuses } from '../engine/tables/assessment-data.ts';
import { simulateCommand } from '../engine/cli/simulate.ts';

const samples = join(import.meta.dirname, '..', 'data-samples');
/** REFERENCE_DATA names a folder with the data sets of R as test/reference/reference.R reads them; without it, what needs them is skipped. */
const reference = join(process.env['REFERENCE_DATA'] ?? '', 'sustaining-effects');

type Row = Readonly<Record<string, string>>;

function read(...path: string[]): Row[] {
  const [header, ...lines] = readFileSync(join(samples, ...path), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  for (const line of lines) expect(line.length).toBe(header.length);
  return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]])));
}

const count = (values: readonly string[]) => new Set(values).size;

describe('data-samples', () => {
  test('stay small: under 8 MB in all', () => {
    const sizes = readdirSync(samples, { recursive: true, encoding: 'utf8' }).map((name) =>
      statSync(join(samples, name)).isFile() ? statSync(join(samples, name)).size : 0,
    );
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(8e6);
  });

  test.each(['sustaining-effects', 'oakfield-trust', 'one-primary', 'one-secondary'])(
    '%s follows the contract for a data folder, column by column',
    (name) => {
      const pupils = read(name, 'pupils.csv');
      const windows = read(name, 'windows.csv');
      const scales = read(name, 'scales.csv');
      const results = read(name, 'assessments.csv');
      const ids = new Set(pupils.map((pupil) => pupil.pupil_id));
      expect(ids.size).toBe(pupils.length);
      for (const pupil of pupils) {
        expect(pupil.pupil_id && pupil.school).toBeTruthy();
        expect(pupil.year_group).toMatch(/^(N|R|[1-9]|1[0-3])$/);
      }
      expect(count(windows.map((window) => window.window))).toBe(windows.length);
      for (const window of windows) expect(window.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      const windowNames = new Set(windows.map((window) => window.window));
      const scaleNames = new Set(scales.map((scale) => scale.scale));
      const keys = results.map((result) => `${result.pupil_id}|${result.subject}|${result.window}`);
      expect(count(keys)).toBe(results.length);
      for (const result of results) {
        expect(ids.has(result.pupil_id) && windowNames.has(result.window) && scaleNames.has(result.scale)).toBe(true);
        const status = result.status ?? 'valid';
        expect(resultStatuses as readonly string[]).toContain(status);
        expect(result.score === '').toBe(['absent', 'below-test'].includes(status));
      }
      const readme = readFileSync(join(samples, name, 'README.md'), 'utf8');
      const columns = [pupils, windows, results, scales].flatMap((rows) => Object.keys(rows[0]));
      for (const column of name === 'sustaining-effects' ? columns.slice(0, 15) : ['joined_on', 'attendance']) {
        expect(readme).toContain(`\`${column}\``);
      }
    },
  );
});

describe('sustaining-effects', () => {
  const results = read('sustaining-effects', 'assessments.csv');
  const pupils = read('sustaining-effects', 'pupils.csv');
  const years = (group: string) => (group === 'R' ? 0 : Number(group));

  test('holds what its README says: pupils, schools, windows, results, repeated years', () => {
    expect(pupils.length).toBe(1721);
    expect(count(pupils.map((pupil) => pupil.school))).toBe(60);
    expect(results.length).toBe(7230);
    expect(count(results.map((result) => result.window))).toBe(6);
    expect(count(results.filter((result) => result.retained === '1').map((result) => result.pupil_id))).toBe(355);
    const offsets = Map.groupBy(results, (result) => result.pupil_id);
    const moved = [...offsets.values()].filter(
      (rows) => count(rows.map((row) => String(Number(row.window.at(-1)) - years(row.year_group)))) > 1,
    );
    expect(moved.length).toBe(334);
  });

  test('year_group in pupils.csv is that of the last result, moved on to the last window', () => {
    const byPupil = Map.groupBy(results, (result) => result.pupil_id);
    for (const pupil of pupils) {
      const last = byPupil
        .get(pupil.pupil_id)!
        .toSorted((a, b) => (a.window < b.window ? -1 : 1))
        .at(-1)!;
      expect(years(pupil.year_group)).toBe(years(last.year_group) + 6 - Number(last.window.at(-1)));
    }
  });

  test.skipIf(!process.env['REFERENCE_DATA'])('is the source’s own in every other column', () => {
    for (const file of ['assessments.csv', 'windows.csv', 'scales.csv']) {
      expect(readFileSync(join(samples, 'sustaining-effects', file))).toEqual(readFileSync(join(reference, file)));
    }
    const others = (path: string) =>
      readFileSync(path, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(',').filter((_, column) => column !== 2));
    expect(others(join(samples, 'sustaining-effects', 'pupils.csv'))).toEqual(others(join(reference, 'pupils.csv')));
  });
});

describe.each(['oakfield-trust', 'one-primary', 'one-secondary'])('%s', (sample) => {
  const readme = readFileSync(join(samples, sample, 'README.md'), 'utf8');

  test('has as many pupils, results and slow-downs as its README says', () => {
    const slowed = read(`${sample}-truth`, 'truth.csv').filter((row) => row.slowed_from !== '');
    const counted = [
      `${read(sample, 'pupils.csv').length.toLocaleString('en-GB')} pupils`,
      `${read(sample, 'assessments.csv').length.toLocaleString('en-GB')} results`,
      `(${count(slowed.map((row) => row.pupil_id))} with one in`,
    ];
    for (const words of counted) expect(readme).toContain(words);
  });

  test('is to the byte what the command in its README makes', async () => {
    const command = new RegExp(`^npx same-start simulate data-samples/${sample} (.*)$`, 'm').exec(readme)![1];
    const parent = mkdtempSync(join(tmpdir(), 'sample-'));
    try {
      const answer = await simulateCommand([join(parent, sample), ...command.split(' ')]);
      expect(answer.exitCode).toBe(0);
      for (const folder of [sample, `${sample}-truth`]) {
        const names = readdirSync(join(parent, folder)).sort();
        const kept = readdirSync(join(samples, folder)).filter((name) => name !== 'README.md');
        expect(kept.sort()).toEqual(names);
        for (const name of names) {
          expect(readFileSync(join(samples, folder, name)).equals(readFileSync(join(parent, folder, name)))).toBe(true);
        }
      }
    } finally {
      rmSync(parent, { recursive: true });
    }
  });
});

describe('oakfield-trust', () => {
  test('has six schools, about 2,000 pupils, seven termly windows, four subjects, and nobody real', () => {
    const pupils = read('oakfield-trust', 'pupils.csv');
    expect(count(pupils.map((pupil) => pupil.school))).toBe(6);
    expect(pupils.length).toBe(2000);
    const windows = read('oakfield-trust', 'windows.csv');
    expect(windows.map((window) => window.term)).toEqual([
      'autumn',
      'spring',
      'summer',
      'autumn',
      'spring',
      'summer',
      'autumn',
    ]);
    expect(count(read('oakfield-trust', 'assessments.csv').map((result) => result.subject))).toBe(4);
    // Local authority 999 does not exist; the check letter is the UPN's own.
    for (const { pupil_id: upn } of pupils) {
      expect(upn).toMatch(/^[A-HJ-NP-RT-Z]999\d{9}$/);
      const sum = upn
        .slice(1)
        .split('')
        .reduce((total, digit, at) => total + Number(digit) * (at + 2), 0);
      expect('ABCDEFGHJKLMNPQRTUVWXYZ'[sum % 23]).toBe(upn[0]);
    }
  });

  test('dates of birth fit the year groups, and classes hold about thirty', () => {
    const pupils = read('oakfield-trust', 'pupils.csv');
    const younger = pupils.filter((pupil) => {
      const [year, month] = pupil.date_of_birth.split('-').map(Number);
      const expected = 2026 - (year - (month < 9 ? 1 : 0)) - 5;
      expect([expected, expected - 1]).toContain(pupil.year_group === 'R' ? 0 : Number(pupil.year_group));
      return expected !== (pupil.year_group === 'R' ? 0 : Number(pupil.year_group));
    });
    expect(younger.length).toBeGreaterThan(5);
    expect(younger.length).toBeLessThan(40);
    const sizes = [...Map.groupBy(pupils, (pupil) => `${pupil.school} ${pupil.class}`).values()].map(
      (all) => all.length,
    );
    expect(Math.min(...sizes)).toBeGreaterThan(14);
    expect(Math.max(...sizes)).toBeLessThan(36);
  });
});

test('one-primary is in its first year: one school, June and November of one calendar year', () => {
  expect(count(read('one-primary', 'pupils.csv').map((pupil) => pupil.school))).toBe(1);
  expect(read('one-primary', 'windows.csv').map(({ window }) => window)).toEqual(['2026-summer', '2026-autumn']);
});

test('one-secondary sits the test of ability in Year 7 only, and has no result of a primary school', () => {
  const pupils = new Map(read('one-secondary', 'pupils.csv').map((pupil) => [pupil.pupil_id, pupil]));
  expect(new Set([...pupils.values()].map((pupil) => pupil.year_group))).toEqual(new Set(['7', '8', '9', '10', '11']));
  const yearThen = (result: Row) =>
    Number(pupils.get(result.pupil_id)!.year_group) - (2026 - Number(result.window.slice(0, 4)));
  const results = read('one-secondary', 'assessments.csv');
  const ability = results.filter(({ subject }) => subject === 'verbal reasoning');
  expect(ability.length).toBeGreaterThan(600);
  expect(new Set(ability.map(yearThen))).toEqual(new Set([7]));
  expect(Math.min(...results.map(yearThen))).toBe(7);
  for (const { joined_on: joined } of pupils.values()) expect(Number(joined.slice(0, 4))).toBeGreaterThan(2021);
});
