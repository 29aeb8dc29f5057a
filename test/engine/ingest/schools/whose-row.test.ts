import { expect, test } from 'vitest';
import { conversionText } from '../../../../engine/cli/conversion-text.ts';
import { convertText } from './convert-text.ts';

/* Whose a row is: no line of the sheet's own is a pupil, no two children are one, and no child is lost for its number. */

const [amira, ben] = ['B801200005001', 'R674123101121'];

test('totals, averages, the day of printing and headings again, in the column of numbers, are no pupils', async () => {
  const { pupils, report } = await convertText({
    'sheet.csv': [
      'UPN,Adno,Surname,Forename,Year Group,Autumn 2 Reading SAS',
      `${amira},1,Sayed,Amira,4,98`,
      'UPN,Adno,Surname,Forename,Year Group,Autumn 2 Reading SAS',
      `${ben},2,Okoro,Ben,4,102`,
      'Average,,,,,100',
      'Total,,,,,200',
      '2 pupils,,,,,',
      'Printed on 12/03/2026 14:05,,,,,',
    ].join('\n'),
  });
  expect(pupils.map((pupil) => pupil['pupil_id'])).toEqual([amira, ben]);
  expect(report.results).toEqual({ seen: 7, used: 2, empty: 2, notUsed: 3 });
  expect(report.unused.map(({ row }) => row)).toEqual([3, 5, 6, 7, 8]);
  for (const { reason } of report.unused) expect(reason).toContain('the sheet’s own');
});

test('pupils whose number is still to come are not one pupil called “TBC”', async () => {
  const { pupils, report } = await convertText({
    'sheet.csv': `UPN,Adno,Surname,Forename,Year Group,School,Autumn 2 Reading SAS\nTBC,7,Sayed,Amira,4,Elm,98\ntbc,8,Okoro,Ben,4,Elm,102\n#N/A,,Lee,Kit,4,Elm,77\n`,
  });
  expect(pupils.map((pupil) => [pupil['pupil_id'], pupil['surname']])).toEqual([
    ['Elm 7', 'Sayed'],
    ['Elm 8', 'Okoro'],
  ]);
  expect(report.unused).toMatchObject([{ row: 4, reason: expect.stringContaining('no identifier') }]);
});

test('one number given to two children makes neither of them the other: asked, and left out until it is mended or answered', async () => {
  const files = {
    'roll.csv': `UPN,Surname,Forename,DOB,Year Group,Autumn 2 Reading SAS,Autumn 2 Maths SAS\n${amira},Sayed,Amira,03/07/2017,4,98,\n${amira},Zhang,Li,01/02/2016,5,,120\n${ben},Okoro,Ben,09/10/2016,4,101,99\n`,
  };
  const { proposal, report, pupils, results, mend } = await convertText(files);
  expect(proposal.questions).toMatchObject([{ of: 'academicYear' }, { of: `pupil ${amira}`, as: 'one child' }]);
  expect(pupils).toHaveLength(1);
  expect(results).toHaveLength(2);
  expect(report.unused.map(({ row }) => row)).toEqual([2, 3]);
  expect(report.unused[0].reason).toContain('two children (roll.csv row 2 and roll.csv row 3)');
  expect(mend['not-used-roll.csv'].split('\n')).toHaveLength(4);

  const one = await convertText(files, {
    edit: ({ identifiers }) => (identifiers![amira] = { ...identifiers![amira], same: true }),
  });
  expect(one.pupils).toHaveLength(2);
  expect(one.results).toHaveLength(4);
});

test('a new surname, a short forename and names in the other order are still one child’s', async () => {
  const { pupils, results } = await convertText({
    'roll.csv': `UPN,Surname,Forename,DOB,Year Group\n${amira},Sayed,Amira,03/07/2017,4\n${ben},Okoro,Benjamin,09/10/2016,4\nA80120000501A,Zhang,Li,,4\n`,
    'reading.csv': `UPN,Surname,Forename,DOB,Autumn 2 Reading SAS\n${amira},Khan,Amira,03/07/2017,98\n${ben},Smith,Ben,09/10/2016,97\nA80120000501A,Li,Zhang,,96\n`,
  });
  expect(pupils).toHaveLength(3);
  expect(results.map(({ score }) => score)).toEqual(['98', '97', '96']);
});

test('where admission numbers identify, the pupils of two schools with one number are two, by a column or by the files’ names', async () => {
  const column = await convertText({
    'results.csv': `Adno,Surname,Forename,School,Year Group,Autumn 2 Reading SAS\n1001,Sayed,Amira,Elm Primary,4,98\n1001,Zhang,Li,Oak Primary,5,120\n`,
    // A publisher's file for the trust names no school: a number of two schools is nobody's.
    'puma.csv': `Adno,Test Date,Score\n1001,24/11/2025,97\n`,
  });
  expect(column.pupils.map((pupil) => [pupil['pupil_id'], pupil['school']])).toEqual([
    ['Elm Primary 1001', 'Elm Primary'],
    ['Oak Primary 1001', 'Oak Primary'],
  ]);
  expect(column.results.map(({ score }) => score)).toEqual(['98', '120']);
  expect(column.report.unused).toMatchObject([
    { file: 'puma.csv', row: 2, reason: expect.stringContaining('names no school') },
  ]);

  const names = await convertText({
    'Elm Primary.csv': `Adno,Surname,Forename,Year Group,Autumn 2 Reading SAS\n1001,Sayed,Amira,4,98\n1002,Okoro,Ben,4,99\n`,
    'Oak Primary.csv': `Adno,Surname,Forename,Year Group,Autumn 2 Reading SAS\n1001,Zhang,Li,5,120\n1002,Young,Kit,4,99\n`,
  });
  expect(names.pupils).toHaveLength(4);
  expect(names.proposal.questions.map(({ as }) => as)).toContain('Oak Primary');
});

test('an admission number that has lost its leading zeros in one file is the same number, and that is said', async () => {
  const roll = 'UPN,Adno,Surname,Forename,Year Group\n';
  const beside = await convertText({
    'roll.csv': `${roll}${amira},004501,Sayed,Amira,4\n${ben},004502,Okoro,Ben,4\n`,
    'ngrt reading.csv': 'Adno,Test date,SAS\n4501,24/11/2025,98\n4502,24/11/2025,99\n',
  });
  expect(beside.results.map((row) => [row['pupil_id'], row['score']])).toEqual([
    [amira, '98'],
    [ben, '99'],
  ]);
  expect(beside.report.notes).toContainEqual({ text: expect.stringContaining('leading zeros'), count: 2 });

  const alone = await convertText({
    'roll.csv': `Adno,Surname,Forename,Year Group\n004501,Sayed,Amira,4\n04502,Okoro,Ben,4\n`,
    'reading.csv': 'Adno,Surname,Forename,Autumn 2 Reading SAS\n4501,Sayed,Amira,98\n4502,Zhang,Li,99\n',
  });
  expect(alone.pupils.map((pupil) => pupil['pupil_id'])).toEqual(['004501', '04502', '4502']);
  expect(alone.results.map((row) => row['pupil_id'])).toEqual(['004501', '4502']);
});

test('every file’s rows are counted: read and left out add up, and the text says so', async () => {
  const { report } = await convertText({
    'roll.csv': `UPN,Adno,Surname,Forename,Year Group\n${amira},1,Sayed,Amira,4\n\n${ben},2,Okoro,Ben,4\nTotal,,,,\n`,
    'reading.csv': `UPN,Autumn 2 Reading SAS\n${amira},98\n,77\n${ben},\n`,
  });
  expect(report.byFile).toEqual([
    { file: 'roll.csv', rows: 3, rowsRead: 2, rowsLeftOut: 1, seen: 0, used: 0, empty: 0, notUsed: 0 },
    { file: 'reading.csv', rows: 3, rowsRead: 2, rowsLeftOut: 1, seen: 3, used: 1, empty: 1, notUsed: 1 },
  ]);
  const balance = { inFiles: 2, analysed: 1, notAnalysed: [{ reason: 'Nobody’s.', count: 1 }] };
  const text = conversionText({ report, balance, accepted: [], mendFiles: [], folder: 'data' });
  expect(text).toContain('2 results in the files: 1 will be analysed, 1 will not.\n  1 × Nobody’s.');
  expect(text).toContain('roll.csv: 3 rows, 2 read (66.7 %), 1 left out');
  expect(text).toContain('reading.csv: 3 rows, 2 read (66.7 %), 1 left out');
});
