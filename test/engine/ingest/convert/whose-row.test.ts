import { expect, test } from 'vitest';
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
