import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { convertText } from './convert-text.ts';
import { readMisread } from './read-misread.ts';

/* Ages that tests give, in months whichever way a school has them. */

const [amira, ben] = ['B801200005001', 'R674123101121'];

test('ages in eleven spellings are months, those at an end of the test are said to be', async () => {
  const { results, proposal } = await readMisread('reading-ages');
  expect(proposal.questions).toEqual([]);
  expect(results.map(({ score }) => Number(score))).toEqual([
    99, 99, 99, 99, 107, 106, 99, 204, 204, 60, 99, 99, 99, 150, 95, 108, 103, 122,
  ]);
  expect(results.map(({ status }) => status).filter((status) => status !== 'valid')).toEqual([
    'ceiling',
    'ceiling',
    'floor',
  ]);
  expect(new Set(results.map(({ scale }) => scale))).toEqual(new Set(['reading-age']));
});

test('ages that Excel keeps as times of day are months, and it is told', async () => {
  const { results, proposal, report } = await readMisread('reading-ages-excel-times');
  expect(proposal.questions).toEqual([]);
  expect(results.map(({ score }) => Number(score))).toEqual([
    84, 101, 118, 123, 92, 97, 114, 131, 88, 105, 110, 127, 84, 101,
  ]);
  expect(report.notes.map(({ text }) => text)).toContainEqual(expect.stringContaining('14 times of day'));
});

test('a time with a day is no age, and an age that Excel made a date of is listed with what to do', async () => {
  const heading = ['UPN', 'School', 'Year', 'Autumn 2 2025/26 Spelling age'];
  const rows = [heading, [amira, 'Elm', 4, new Date('2026-03-08T00:00:00Z')], [ben, 'Elm', 4, '8:05']];
  const { results, report } = await convertText({ 'a.xlsx': await writeXlsx({ sheets: [{ name: 'A', rows }] }) });
  expect(results).toMatchObject([{ pupil_id: ben, subject: 'spelling', score: '101', scale: 'reading-age' }]);
  expect(report.unused).toMatchObject([{ row: 2, reason: expect.stringContaining('Write 8 years 5 months as 8:05') }]);
});

test('“8.5” in a column of such ages is not guessed at', async () => {
  const { report } = await convertText({
    'a.csv': `UPN,School,Year,Autumn 2 2025/26 Reading age\n${amira},Elm,4,8.5\n${ben},Elm,4,9.1\n`,
  });
  expect(report.results).toMatchObject({ seen: 2, used: 0, notUsed: 2 });
});

test('a result a row, as years and months after a decimal point', async () => {
  const { results } = await convertText({
    'long.csv': `UPN,School,Year,Aspect,Result Set,Result\n${amira},Elm,4,Reading Age,Autumn 2 2025/26,8.06\n${ben},Elm,4,Reading Age,Autumn 2 2025/26,9.10\n`,
  });
  expect(results.map(({ score, scale }) => `${score} ${scale}`)).toEqual(['102 reading-age', '118 reading-age']);
});
