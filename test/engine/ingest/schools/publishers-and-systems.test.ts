import { expect, test } from 'vitest';
import { convertText } from './convert-text.ts';

/* Exports in the shapes of schools' systems and test publishers, with the headings those write. Synthetic pupils. */

const [amira, ben] = ['B801200005001', 'R674123101121'];

test('a report of a school’s system: names, pupil premium and language under their longer headings, a subject’s two assessments', async () => {
  const { pupils, results, proposal } = await convertText({
    'report.csv': `Legal First Name,Legal Last Name,UPN,Date of Birth,Year Group,Registration Form,Is Pupil Premium,SEN Status,English as Additional Language,"Reading, Autumn 2, 2025/2026 (Standardised Score)","Reading, Autumn 2, 2025/2026 (Teacher Assessment)",School\nAmira,Sayed,${amira},03/07/2017,Year 4,4K,Yes,SEN Support,No,98,EXS,Elm\n`,
  });
  expect(pupils).toMatchObject([
    {
      surname: 'Sayed',
      forename: 'Amira',
      pupil_premium: '1',
      eal: '0',
      sen_status: 'K',
      class: '4K',
      year_group: '4',
    },
  ]);
  expect(results).toMatchObject([
    { subject: 'reading', window: '2025-autumn-2', score: '98', scale: 'standardised-score' },
  ]);
  expect(proposal.questions.map(({ of, as }) => `${of}: ${as}`)).toEqual([
    'reading: standardised-score, teacher-assessment: standardised-score is followed, the others are kept apart',
  ]);
});

test('a publisher’s test of which the score is “Age std score”: no age is taken for it', async () => {
  const { results, proposal } = await convertText({
    'export.csv': `First name,Surname,UPN,School,Year,Test,Date,Raw score,Age std score,Std score,Maths age\nAmira,Sayed,${amira},Elm,4,PUMA Autumn 4,24/11/2025,21,95,96,8:01\n`,
  });
  expect(results).toMatchObject([{ subject: 'mathematics', score: '95', scale: 'pira-puma-standardised' }]);
  expect(proposal.questions.map(({ of }) => of)).toEqual([
    'mathematics: age std score, std score, raw score, reading-age',
  ]);
});

test('an age in years and months is no mathematics', async () => {
  const { results } = await convertText({
    'NGRT reading.csv': `UPN,School,Year,Date of test,Age at test (yrs:mths),Form,SAS,Reading age (yrs:mths)\n${amira},Elm,4,24/11/2025,8:04,A,95,8:06\n`,
  });
  expect(results).toMatchObject([{ subject: 'reading', score: '95', scale: 'ngrt', form: 'A', class: '' }]);
  expect(results).toHaveLength(1);
});

test('the long table we recommend: scale, form and status of each row are read, an absence is no blank', async () => {
  const rows = [
    'NGRT,B,83,valid',
    'NGRT,A,,absent',
    'NGRT,A,,below_test',
    'NGRT,A,70,floor',
    'Acme,B,90,valid',
    'NGRT,A,77,absent',
  ];
  const { results, report } = await convertText({
    'own.csv': `upn,date,subject,instrument,form,score,status,year group,school\n${rows
      .map((row, k) => {
        const [instrument, form, score, status] = row.split(',');
        return `K${1001 + k},2026-03-12,reading,${instrument},${form},${score},${status},4,Elm`;
      })
      .join('\n')}\n`,
  });
  expect(results.map((row) => [row['scale'], row['form'], row['score'], row['status']].join('|'))).toEqual([
    'ngrt|B|83|valid',
    'ngrt|A||absent',
    'ngrt|A||below-test',
    'ngrt|A|70|floor',
    '|B|90|valid',
    // Both are kept as they are: which is right the reader of the folder asks.
    'ngrt|A|77|absent',
  ]);
  expect(report.notes.map(({ text }) => text)).toContain('“Acme” in own.csv is not a scale that Same Start knows.');
});

test('a form that is a class stays one in a long export', async () => {
  const { pupils } = await convertText({
    'long.csv': `UPN,Form,School,Aspect,Result Set,Result\n${amira},4K,Elm,Reading SAS,Autumn 2 2025/26,98\n${ben},4B,Elm,Reading SAS,Autumn 2 2025/26,99\n`,
  });
  expect(pupils.map((pupil) => pupil['class'])).toEqual(['4K', '4B']);
});
