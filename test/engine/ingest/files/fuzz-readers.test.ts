import { expect, test } from 'vitest';
import { convertText } from '../schools/convert-text.ts';
import { withFolder } from '../folder/data-folder.ts';
import { fuzzReaders, readWorkbook } from './fuzz-readers.ts';
import { fuzzShapes } from './fuzz-shapes.ts';
import { fuzzWorkbook } from './fuzz-workbook.ts';

test('every reader answers a mutated file with data that add up or an error of the catalogue (npm run fuzz tries 100,000)', async () => {
  const { tried, read, byFile } = await fuzzReaders(1200, 1);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBe(1200);
  // Both outcomes must occur, or the mutations are too tame or too wild to test anything.
  for (const reader of ['csv', 'convert', 'roster', 'xml'] as const) {
    expect(read[reader]).toBeGreaterThan(0);
    expect(read[reader]).toBeLessThan(tried[reader]);
  }
  // Each shape of schools' systems and publishers is among what is mutated.
  const shapes = [
    ...fuzzShapes.sheets.map(({ name }) => `convert ${name}`),
    ...fuzzShapes.roster.map(({ name }) => `roster ${name}`),
    `xml ${fuzzShapes.ctf.name}`,
  ];
  for (const name of shapes) expect(byFile[name]?.tried, name).toBeGreaterThan(0);
}, 60_000);

test.each([...fuzzShapes.sheets, fuzzShapes.ctf, fuzzShapes.roster[0]])(
  'the shape $name says something before it is mutated',
  async ({ name, text, beside }) => {
    const { report } = await convertText({ [name]: text, ...beside });
    expect(report.pupils).toBeGreaterThan(0);
    expect(report.results.used).toBeGreaterThan(1);
  },
);

test('workbooks with hidden sheets, merged cells, times and formulas without results add up, as OpenDocument too', async () => {
  let at = 0;
  // 0 to 1 in steps that come back to none soon.
  const random = (): number => (at = (at * 9301 + 49_297) % 233_280) / 233_280;
  const made = await Promise.all(Array.from({ length: 30 }, () => fuzzWorkbook(random)));
  expect(new Set(made.map(({ name }) => name))).toEqual(new Set(['school.xlsx', 'school.ods']));
  expect(made.some(({ hiddenScores }) => hiddenScores.length > 0)).toBe(true);
  expect(made.some(({ notCalculated }) => notCalculated > 0)).toBe(true);
  for (const workbook of made)
    await withFolder({}, async (folder) => {
      await readWorkbook(folder, workbook);
    });
}, 120_000);
