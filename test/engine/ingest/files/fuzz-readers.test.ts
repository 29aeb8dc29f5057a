import { expect, test } from 'vitest';
import { convertText } from '../schools/convert-text.ts';
import { fuzzReaders } from './fuzz-readers.ts';
import { fuzzShapes } from './fuzz-shapes.ts';

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
