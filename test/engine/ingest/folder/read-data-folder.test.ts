import { describe, expect, test } from 'vitest';
import type { AssessmentData } from '../../../../engine/tables/assessment-data.ts';
import { resultStatuses } from '../../../../engine/tables/assessment-data.ts';
import { textAt } from '../../../../engine/tables/text-column.ts';
import { plainFolder, readFiles, type Files } from './data-folder.ts';

const header = 'pupil_id,subject,window,score,scale,date,status\n';

async function withResults(rows: string, more: Files = {}) {
  return readFiles({ ...plainFolder, 'assessments.csv': header + rows, ...more });
}

function lines(data: AssessmentData): string[] {
  const { results, pupils, windows, subjects } = data;
  return Array.from({ length: results.count }, (_, row) =>
    [
      subjects[results.subject[row]],
      pupils.pupilId[results.pupil[row]],
      windows.window[results.window[row]],
      resultStatuses[results.status[row]],
      results.score[row],
    ].join(' '),
  );
}

const keep = '001,reading,Aut,98,ngrt,,\n';

describe('a plain data folder', () => {
  test('readDataFolder(path) gives pupils by id, windows by date and results by subject, pupil and window', async () => {
    const { data } = await readFiles(plainFolder);
    expect(data.pupils.pupilId).toEqual(['001', '002', '003']);
    expect(textAt(data.pupils.yearGroup, 2)).toBe('R');
    expect(textAt(data.pupils.class, 2)).toBeNull();
    expect(data.windows.window).toEqual(['Aut', 'Sum']);
    expect([...data.windows.day]).toEqual([Date.UTC(2025, 11, 1) / 864e5, Date.UTC(2026, 5, 15) / 864e5]);
    expect(lines(data)).toEqual([
      'reading 001 Aut valid 98',
      'reading 001 Sum valid 101',
      'reading 002 Sum valid 0',
      'writing 003 Sum valid EXS',
    ]);
    expect([...data.results.value]).toEqual([98, 101, 0, 1]);
    expect([...data.results.firstRow]).toEqual([0, 2, 3, 3, 3, 3, 4]);
    expect([...data.results.day]).toEqual([data.windows.day[0], ...Array(3).fill(data.windows.day[1])]);
    expect(data.results.class.values).toEqual(['4K']);
    expect(data.scales.map(({ scale, class: kind }) => `${scale} ${kind}`)).toEqual([
      'ngrt standardised',
      'raw criterion',
      'teacher-assessment ordinal',
    ]);
  });

  test('readDataFolder(path) keeps the columns that nothing is worked out from', async () => {
    const { data, report } = await readFiles({
      ...plainFolder,
      'assessments.csv':
        'pupil_id,subject,window,score,scale,form,access_arrangement,mood\n001,reading,Aut,98,ngrt,B,extra time,calm\n',
    });
    const { form, other } = data.results;
    expect([form, other!.access_arrangement, other!.mood].map((column) => textAt(column, 0))).toEqual([
      'B',
      'extra time',
      'calm',
    ]);
    expect(report.files.find(({ table }) => table === 'assessments')!.unknownColumns).toEqual(['mood']);
  });

  test('readDataFolder(path) keeps names of people out of data, report and rejects', async () => {
    const { data, report, warnings } = await readFiles({
      ...plainFolder,
      'pupils.csv':
        'pupil_id,school,year_group,surname,forename,Legal Surname,house\n001,Oak,4,Zznamé,Aaname,Zznamé,red\n002,Oak,99,Zzother,Bbname,Zzother,red\n003,Oak,4,Zzthird,Ccname,Zzthird,blue\n',
    });
    const everything = JSON.stringify({ data, report, warnings });
    for (const name of ['Zz', 'Aaname', 'Bbname', 'Ccname']) expect(everything).not.toContain(name);
    expect(Object.keys(data.pupils.other!)).toEqual(['house']);
    expect(report.files[0].unknownColumns).toEqual(['house']);
    expect(data.rejects.at(-1)).toMatchObject({ file: 'pupils.csv', row: 2, column: 'year_group', value: '99' });
  });
});

describe('several results for one pupil, subject and window', () => {
  test('identical ones count once', async () => {
    const { data, report } = await withResults(keep + keep + keep);
    expect(lines(data)).toEqual(['reading 001 Aut valid 98']);
    expect(report.files.find(({ table }) => table === 'assessments')).toMatchObject({
      rows: 3,
      kept: 1,
      countedOnce: 2,
      rejected: 0,
    });
  });

  test('else the latest date is used and the earlier one is a reject', async () => {
    const { data } = await withResults('001,reading,Aut,98,ngrt,2025-12-02,\n001,reading,Aut,91,ngrt,2025-12-09,\n');
    expect(lines(data)).toEqual(['reading 001 Aut valid 91']);
    expect(data.rejects.map(({ row, reason }) => [row, reason.slice(0, 14)])).toEqual([[1, 'A later result']]);
  });

  test('a choice by date is counted where there was one, not where rows were identical', async () => {
    const dated = '002,reading,Sum,0,raw,2026-06-15,\n002,reading,Sum,3,raw,2026-06-16,\n';
    const { report } = await withResults(keep + keep + keep + dated);
    expect(report.duplicates).toEqual({ identical: 2, byDate: 1, undecided: 0 });
  });

  test('else all are rejected, with the reason', async () => {
    const { data } = await withResults(`${keep}001,reading,Sum,98,ngrt,,\n001,reading,Sum,97,ngrt,,\n`);
    expect(lines(data)).toEqual(['reading 001 Aut valid 98']);
    expect(data.rejects.map(({ row }) => row)).toEqual([2, 3]);
    expect(data.rejects[0].reason).toContain('differ');
  });
});

describe('rows that cannot be used: file, row, column and remedy, and the rest is used', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['a letter in a score', '002,reading,Aut,9B,ngrt,,\n', 'score', 'not a number'],
    ['a comma for a decimal point', '002,reading,Aut,"9,5",ngrt,,\n', 'score', 'not a number'],
    ['a score that no test gives', '002,reading,Aut,1e300,ngrt,,\n', 'score', 'not a number'],
    ['a score without number or status', '002,reading,Aut,,ngrt,,\n', 'score', 'no score'],
    ['an unknown pupil', '02,reading,Aut,98,ngrt,,\n', 'pupil_id', 'leading zeros'],
    ['an unknown window', '002,reading,Spring,98,ngrt,,\n', 'window', 'table windows'],
    ['an unknown status', '002,reading,Aut,98,ngrt,,ill\n', 'status', 'absent'],
    ['a score beside absent', '002,reading,Aut,98,ngrt,,absent\n', 'score', 'status says'],
    ['a date that is no day', '002,reading,Aut,98,ngrt,2025-02-30,\n', 'date', '2026-03-14'],
    ['a date far from its window', '002,reading,Aut,98,ngrt,2035-12-01,\n', 'date', 'out of range'],
    ['a score above the scale', '002,reading,Aut,51,raw,,\n', 'score', 'outside'],
    ['a grade the scale has not', '002,writing,Aut,XYZ,teacher-assessment,,\n', 'score', 'not a grade'],
    ['a missing subject', '002,,Aut,98,ngrt,,\n', 'subject', 'required'],
    ['too few cells', '002,reading,Aut\n', '', 'fewer cells'],
    ['too many cells', '002,reading,Aut,98,ngrt,,,x\n', '', 'more cells'],
  ];
  test.each(cases)('%s', async (_, row, column, remedy) => {
    const { data, report } = await withResults(row + keep);
    expect(lines(data)).toEqual(['reading 001 Aut valid 98']);
    expect(data.rejects).toHaveLength(1);
    expect(data.rejects[0]).toMatchObject({ file: 'assessments.csv', row: 1, column });
    expect(data.rejects[0].reason).toContain(remedy);
    expect(report.files.find(({ table }) => table === 'assessments')).toMatchObject({ rows: 2, kept: 1, rejected: 1 });
  });

  test('a byte that is not UTF-8 is named', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}002,re`),
      Buffer.from([0xe9]),
      Buffer.from(`,Aut,9,ngrt,,\n${keep}`),
    ]);
    const { data } = await readFiles({ ...plainFolder, 'assessments.csv': bytes });
    expect(lines(data)).toEqual(['reading 001 Aut valid 98']);
    expect(data.rejects[0]).toMatchObject({ row: 1, column: 'subject', value: 're\\xE9' });
    expect(data.rejects[0].reason).toContain('CSV UTF-8');
  });

  test('a quotation mark that is not closed costs its own line only', async () => {
    const { data } = await withResults(`002,"reading,Aut,98,ngrt,,\n${keep}003,reading,Aut,98,ngrt,,\n`);
    expect(lines(data)).toEqual(['reading 001 Aut valid 98', 'reading 003 Aut valid 98']);
    expect(data.rejects).toMatchObject([{ row: 1, column: 'subject' }]);
  });
});

test('readDataFolder(path) rejects a fact of context out of range, or that ends before it begins', async () => {
  const facts = [
    '9026-07-01,',
    '0026-07-01,',
    '2026-07-01,2026-06-30',
    '2026-07-01,2206-07-01',
    '2026-07-01,2026-07-01',
  ];
  const lines = facts.map((dates) => `001,attendance,${dates}`);
  const { data } = await readFiles({
    ...plainFolder,
    'context.csv': ['pupil_id,kind,from,to', ...lines, ''].join('\n'),
  });
  expect(data.context).toHaveLength(1);
  expect(data.rejects.map(({ row, column }) => [row, column])).toEqual([
    [1, 'from'],
    [2, 'from'],
    [3, 'to'],
    [4, 'to'],
  ]);
  for (const { reason } of data.rejects) expect(reason).toContain('Correct it.');
});

test('a result may lie a year from its window, and no longer', async () => {
  const { data } = await withResults(
    '001,reading,Aut,98,ngrt,2026-12-02,\n002,reading,Aut,99,ngrt,2026-12-03,\n003,reading,Aut,97,ngrt,2024-11-30,\n',
  );
  // 366 days after 1 December 2025 is 2 December 2026, and before it 30 November 2024.
  expect(lines(data)).toEqual(['reading 001 Aut valid 98', 'reading 003 Aut valid 97']);
  expect(data.rejects.map(({ row, column }) => [row, column])).toEqual([[2, 'date']]);
});

test('scores with halves that name no scale are not taken for standardised ones', async () => {
  const pupils = Array.from({ length: 12 }, (_, k) => String(100 + k));
  const scaleOf = async (half: number) => {
    const scores = pupils.map((id, k) => `${id},reading,Aut,${(k % 2 ? 85 : 115) + half},,,\n`).join('');
    const { data } = await withResults(scores, {
      'pupils.csv': `pupil_id,school,year_group\n${pupils.map((id) => `${id},Oak,4\n`).join('')}`,
      // Two, so that it is not the only one there is.
      'scales.csv': 'scale,class\nraw,criterion\nother,criterion\n',
    });
    return data.scales[0].class;
  };
  expect([await scaleOf(0), await scaleOf(0.5)]).toEqual(['standardised', 'criterion']);
});

test('an age in years and months counts in months; twelve months are a year of their own', async () => {
  const { data } = await withResults('001,reading,Aut,7:06,ages,,\n002,reading,Aut,7:12,ages,,\n', {
    'scales.csv': 'scale,class\nages,age-equivalent\n',
  });
  expect(lines(data)).toEqual(['reading 001 Aut valid 7:06']);
  expect([...data.results.value]).toEqual([90]);
  expect(data.rejects.map(({ row, value }) => [row, value])).toEqual([[2, '7:12']]);
});

test('an error of 0 and a reliability of 1 are not believed, and the report says so', async () => {
  const { data, warnings } = await readFiles({
    ...plainFolder,
    'assessments.csv': 'pupil_id,subject,window,score,scale,sem\n001,reading,Aut,20,raw,0\n002,reading,Aut,21,raw,3\n',
    'scales.csv': 'scale,class,min,max,reliability\nraw,criterion,0,50,1\n',
  });
  expect(data.scales.find(({ scale }) => scale === 'raw')!.reliability).toBeNaN();
  expect([...data.results.sem]).toEqual([NaN, 3]);
  expect(warnings).toContainEqual({ code: 'cells-set-aside', count: 2 });
});

describe('folders that cannot be read at all', () => {
  const cases: readonly (readonly [string, Files, string, string])[] = [
    ['a missing file', { 'windows.csv': plainFolder['windows.csv'] }, 'file-missing', 'pupils.csv is missing'],
    [
      'a missing column',
      { ...plainFolder, 'windows.csv': 'window,day\nAut,2025-12-01\n' },
      'column-missing',
      'windows.csv: the column date',
    ],
    ['an empty file', { ...plainFolder, 'assessments.csv': '' }, 'file-empty', 'assessments.csv is empty'],
    ['a header alone', { ...plainFolder, 'assessments.csv': header }, 'nothing-to-analyse', 'no rows'],
    [
      'a header alone in pupils, which its results come to nothing for',
      { ...plainFolder, 'pupils.csv': 'pupil_id,school,year_group\n' },
      'nothing-to-analyse',
      'pupils.csv has no rows',
    ],
    [
      'windows without a date that can be read',
      { ...plainFolder, 'windows.csv': 'window,date\nAut,1 Dec 2025\nSum,15 June 2026\n' },
      'nothing-to-analyse',
      'windows.csv row 1, date: The date is not a day of the calendar',
    ],
    [
      'rows that are all of the wrong shape',
      { ...plainFolder, 'assessments.csv': `${header}001,reading\n` },
      'nothing-to-analyse',
      'assessments.csv row 1, the whole row: The row has fewer cells',
    ],
    ['a table twice', { ...plainFolder, 'pupils.arrow': '' }, 'file-twice', 'pupils.arrow, pupils.csv'],
    ['a column twice', { ...plainFolder, 'windows.csv': 'window,date,date\n' }, 'column-twice', 'date'],
    [
      'a file that is not text',
      { ...plainFolder, 'pupils.csv': 'PK\u0003\u0004' },
      'file-not-text',
      'control character',
    ],
  ];
  test.each(cases)('%s', async (_, files, code, says) => {
    const error = await readFiles(files).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect((error as Error).message).toContain(says);
  });
});
