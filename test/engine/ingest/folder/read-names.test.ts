import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readNames } from '../../../../engine/ingest/folder/read-names.ts';
import { carryOut, planConversion } from '../../../../engine/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-names-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Characters of four bytes in UTF-8 and two units in UTF-16: an emoji of parts, rare Chinese, a letter with its accent apart. */
const names = [
  ['🦊𠮷子', 'O\u0308zil'],
  ['👩\u200d👧', '𡈽屋'],
  ['Amira', 'Hussain'],
] as const;

test('readNames(folder) reads names in characters of four bytes whole, from CSV and from a workbook', async () => {
  const rows = names.map(([forename, surname], place) => [`p${place}`, 'Oak', '4', '4K', forename, surname]);
  const table = [['pupil_id', 'school', 'year_group', 'class', 'forename', 'surname'], ...rows];
  const expected = names.map(([forename, surname], place) => ({ pupilId: `p${place}`, forename, surname }));
  writeFileSync(join(folder, 'pupils.csv'), table.map((row) => `${row.join(',')}\n`).join(''));
  expect(await readNames(folder)).toEqual(expected);
  rmSync(join(folder, 'pupils.csv'));
  const workbook = await writeXlsx({ sheets: [{ name: 'pupils', rows: table }] });
  writeFileSync(join(folder, 'pupils.xlsx'), Buffer.from(workbook));
  expect(await readNames(folder)).toEqual(expected);
});

test('a school’s own sheet with such names becomes a data folder that holds them', async () => {
  const sheet = join(folder, 'sheet.csv');
  const many = Array.from({ length: 12 }, (_, place) => names[place % 3]);
  const header = ['Admission Number', 'Surname', 'Forename', 'Year', 'Class', 'School', 'Autumn 2 2025/26 Reading SAS'];
  const rows = many.map(([forename, surname], place) =>
    [`K00${10 + place}`, surname, forename, 'Year 4', '4K', 'Oak', String(90 + place)].join(','),
  );
  writeFileSync(sheet, `${[header.join(','), ...rows].join('\n')}\n`);
  const plan = await planConversion([sheet], null, '2026-01-20');
  const data = join(folder, 'pupils.csv');
  writeFileSync(data, carryOut(plan, plan.proposal.mapping).files['pupils.csv']);
  rmSync(sheet);
  expect((await readNames(folder)).map(({ forename, surname }) => [forename, surname])).toEqual(
    many.map((one) => [...one]),
  );
});
