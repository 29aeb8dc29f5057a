import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { numbers, readLines } from './read-lines.ts';

/* Where headings, titles, terms and subjects stand on a sheet. */

const [amira, ben] = ['B801200005001', 'R674123101121'];
const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const standardised = (...results: readonly string[]) => results.map((result) => `${result} standardised-score`);

describe('headings', () => {
  test('of three rows, a term over subjects over kinds of score, are read from the top down', async () => {
    const { lines, asked, apart } = await readLines({
      'a.csv': csv(
        ',,,Autumn 2025,,,,Spring 2026,,,',
        ',,,Reading,,Maths,,Reading,,Maths,',
        'UPN,Name,Year,SAS,Raw,SAS,Raw,SAS,Raw,SAS,Raw',
        `${amira},Amira Sayed,4,98,20,99,21,100,22,101,23`,
      ),
    });
    expect(lines).toEqual(
      standardised(
        `${amira} reading 2025-autumn 98`,
        `${amira} mathematics 2025-autumn 99`,
        `${amira} reading 2025-spring 100`,
        `${amira} mathematics 2025-spring 101`,
      ),
    );
    expect(apart.map(({ score }) => score)).toEqual(['20', '21', '22', '23']);
    expect(asked).toEqual([]);
  });

  test('of a year over terms over subjects give each term its year', async () => {
    const { lines, asked } = await readLines({
      'a.csv': csv(
        ',,,2024/25,,2025/26,',
        ',,,Summer,,Autumn,',
        'UPN,Name,Year,Reading,Maths,Reading,Maths',
        `${amira},Amira Sayed,4,98,99,97,96`,
      ),
    });
    expect(lines.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'reading 2024-summer 98',
      'mathematics 2024-summer 99',
      'reading 2025-autumn 97',
      'mathematics 2025-autumn 96',
    ]);
    expect(asked).toEqual([]);
  });

  test('of which none is known stand over the pupils’ numbers', async () => {
    const { lines, pupils, asked } = await readLines({
      'autumn 2 2025.csv': csv(
        'Elm Primary,,,,,',
        'Ref,Who is it,NC Yr,Rdg,Mth,SEND code',
        ...numbers.map((id, at) => `${id},Amira Sayed ${at},4,${90 + at},${80 + at},${'NKE'[at % 3]}`),
      ),
    });
    expect(lines).toHaveLength(24);
    expect(pupils[2]).toMatchObject({ pupil_id: numbers[2], year_group: '4', sen_status: 'E' });
    expect(asked).toEqual(['sheets autumn 2 2025.csv']);
  });
});

describe('a title some rows above', () => {
  const sheet = (title: string, headings: string) => ({
    'a.csv': csv(
      'Elm Primary School,,,,',
      `${title},,,,`,
      'Printed 01/12/2025,,,,',
      ',,,,',
      headings,
      `${amira},Amira Sayed,4,98,99`,
    ),
  });

  test('says the term that no heading says, unasked where it says the year too', async () => {
    const { lines, asked } = await readLines(
      sheet('Year 4 Assessment Report - Autumn 2 2025', 'UPN,Name,Year,Reading SAS,Maths SAS'),
    );
    expect(lines).toEqual(standardised(`${amira} reading 2025-autumn-2 98`, `${amira} mathematics 2025-autumn-2 99`));
    expect(asked).toEqual([]);
  });

  test('says the subject of columns of terms', async () => {
    const { lines, asked } = await readLines(sheet('Maths', 'UPN,Name,Year,Autumn 2025,Spring 2026'));
    expect(lines).toEqual([`${amira} mathematics 2025-autumn 98`, `${amira} mathematics 2025-spring 99`]);
    expect(asked).toEqual([]);
  });
});

test('lines of the sheet’s own are no children without a number, wherever their word stands; Amy Page is one', async () => {
  const { report } = await readLines({
    'a.csv': csv(
      'Name,UPN,Year,Autumn 2 2025 Reading SAS',
      `"Sayed, Amira",${amira},4,98`,
      'Average,,,98',
      '% at expected,,,50%',
      '"Page, Amy",,4,97',
    ),
  });
  expect(report.unused.map(({ row, reason }) => `${row} ${reason.slice(0, 34)}`)).toEqual([
    '3 It is a line of the sheet’s own (a',
    '4 It is a line of the sheet’s own (a',
    '5 The row has no identifier. Add the',
  ]);
});

describe('terms in columns', () => {
  test('are of the subject of the row', async () => {
    const { lines, asked } = await readLines({
      'a.csv': csv(
        'UPN,Name,Year,Subject,Autumn 2025,Spring 2026',
        `${amira},Amira Sayed,4,Reading,98,99`,
        `${amira},Amira Sayed,4,Maths,88,89`,
      ),
    });
    expect(lines).toEqual([
      `${amira} reading 2025-autumn 98`,
      `${amira} reading 2025-spring 99`,
      `${amira} mathematics 2025-autumn 88`,
      `${amira} mathematics 2025-spring 89`,
    ]);
    expect(asked).toEqual([]);
  });

  test('are of the subject in the file’s name, as a question; of none they are not used', async () => {
    const text = csv('UPN,Name,Year,Autumn 2025,Spring 2026', `${amira},Amira Sayed,4,98,99`);
    const named = await readLines({ 'Reading tracker.csv': text });
    expect(named.lines).toEqual([`${amira} reading 2025-autumn 98`, `${amira} reading 2025-spring 99`]);
    expect(named.asked).toEqual(['aspects ']);
    const bare = await readLines({ 'a.csv': text });
    expect(bare.report.results).toEqual({ seen: 2, used: 0, empty: 0, notUsed: 2 });
    expect(bare.asked).toEqual(['aspects ']);
  });
});

test('a row of several results may name its term, and its year', async () => {
  const { lines, asked } = await readLines({
    'a.csv': csv(
      'UPN,Name,Year,Term,Academic Year,Reading SAS,Maths SAS',
      `${amira},Amira Sayed,4,Autumn,2024/25,98,99`,
      `${amira},Amira Sayed,4,Autumn,2025/26,97,96`,
    ),
  });
  expect(lines).toEqual(
    standardised(
      `${amira} reading 2024-autumn 98`,
      `${amira} mathematics 2024-autumn 99`,
      `${amira} reading 2025-autumn 97`,
      `${amira} mathematics 2025-autumn 96`,
    ),
  );
  expect(asked.filter((at) => at !== 'academicYear ')).toEqual([]);
});

test('tables one below the other, each under its title, are sheets of their own; rows keep their places', async () => {
  const { lines, report, asked } = await readLines({
    'a.csv': csv(
      'NFER Reading Autumn 2025,,,',
      'UPN,Name,Year,SAS',
      `${amira},Amira Sayed,4,98`,
      `${ben},Ben Okoro,4,zz`,
      '',
      'NFER Maths Autumn 2025,,,',
      'UPN,Name,Year,SAS',
      `${amira},Amira Sayed,4,99`,
      `${ben},Ben Okoro,4,1o`,
    ),
  });
  expect(lines).toEqual([
    `${amira} reading 2025-autumn 98 nfer-standardised`,
    `${amira} mathematics 2025-autumn 99 nfer-standardised`,
  ]);
  expect(report.unused.map(({ file, row }) => `${file} ${row}`)).toEqual([
    'a.csv 4',
    'a.csv (NFER Maths Autumn 2025) 9',
  ]);
  expect(asked).toEqual(['sheets a.csv (NFER Maths Autumn 2025)', 'codes zz']);
});

test('the name of a workbook’s only tab says its term', async () => {
  const rows = [
    ['UPN', 'School', 'Year', 'Reading SAS'],
    [amira, 'Elm', 4, 98],
  ];
  const { lines, proposal } = await readLines({
    'Tracker.xlsx': await writeXlsx({ sheets: [{ name: 'Spring 2 2025-26', rows }] }),
  });
  expect(lines).toEqual(standardised(`${amira} reading 2025-spring-2 98`));
  expect(proposal.questions.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('the name of the sheet says so'),
  ]);
  const plain = await readLines({
    'Tracker spring 1 2026.xlsx': await writeXlsx({ sheets: [{ name: 'Sheet1', rows }] }),
  });
  expect(plain.lines).toEqual(standardised(`${amira} reading 2025-spring-1 98`));
});
