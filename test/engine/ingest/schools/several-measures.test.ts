import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { convertText } from './convert-text.ts';
import { readMisread } from './read-misread.ts';

/* One sitting, several results; one subject, several tests: each kind is kept apart, and asked once which is followed. */

const [amira, ben] = ['B801200005001', 'R674123101121'];
const questionsOf = ({ proposal }: Awaited<ReturnType<typeof convertText>>) =>
  proposal.questions.map(({ at }) => at.join(' '));

describe('a long export with six result types a test', () => {
  test('is asked once which is followed, and each result type stays by itself', async () => {
    const read = await readMisread('smartgrade-types');
    expect(questionsOf(read)).toEqual(['measures reading']);
    expect(read.results.map(({ score }) => score)).toHaveLength(8);
    expect(new Set(read.results.map(({ scale }) => scale))).toEqual(new Set(['standardised-score']));
    expect(read.results[0]).toMatchObject({ score: '105', window: '2026-autumn' });
    expect(read.report).toMatchObject({ apart: 40, results: { seen: 48, used: 8, empty: 0, notUsed: 40 }, unused: [] });
    expect(Object.keys(read.mend)).toEqual([]);
    const types = Map.groupBy(read.apart, ({ measure }) => measure.split(' · ')[1]);
    expect([...types].map(([type, rows]) => `${type} ${rows.length}`).sort()).toEqual([
      'GLOBAL % RANK 8',
      'GLOBAL SMARTGRADE 8',
      'INTERNAL STD SCORE 8',
      'RAW % 8',
      'RAW SCORE 8',
    ]);
    expect(read.apart.find(({ measure }) => measure.includes('SMARTGRADE'))).toMatchObject({ score: 'Below' });
  });

  test('follows another type once somebody says so, and asks nothing next term', async () => {
    const first = await readMisread('smartgrade-types');
    const [question] = first.proposal.questions;
    expect(answerQuestion(first.proposal.mapping, question, 'no such type')).toBe(false);
    expect(answerQuestion(first.proposal.mapping, question, 'INTERNAL STD SCORE')).toBe(true);
    const next = await convertText(
      {
        'next.csv': `School,UPN,Surname,Forename,Year Group,Academic Year,Term,Assessment,Result Type,Result\n${[
          ['RAW SCORE', 22],
          ['GLOBAL STD SCORE', 101],
          ['INTERNAL STD SCORE', 99],
        ]
          .map(
            ([type, score]) =>
              `Elm,${amira},Sayed,Amira,5,2026/2027,Spring,HeadStart Reading Year 5 Spring,${type},${score}`,
          )
          .join('\n')}\n`,
      },
      { saved: first.proposal.mapping, today: '2027-04-01' },
    );
    expect(questionsOf(next)).toEqual([]);
    expect(next.results).toMatchObject([{ score: '99', window: '2026-spring' }]);
  });
});

test('MARK: standardised, age-standardised and Hodder scores as columns are three kinds', async () => {
  const read = await convertText({
    'mark.csv': `UPN,Surname,Forename,School,Year,Test,Date taken,Raw score,Standardised score,Age standardised score,Hodder scale score\n${amira},Sayed,Amira,Elm,4,PiRA Autumn Year 4,24/11/2025,21,101,99,812\n${ben},Okoro,Ben,Elm,4,PiRA Autumn Year 4,24/11/2025,12,84,86,771\n`,
  });
  expect(questionsOf(read)).toEqual(['measures reading']);
  expect(read.results).toMatchObject([
    { score: '99', scale: 'pira-puma-standardised', date: '2025-11-24' },
    { score: '86', scale: 'pira-puma-standardised' },
  ]);
  expect(read.apart.map(({ scale, score }) => `${scale} ${score}`).sort()).toEqual([
    ' 12',
    ' 21',
    'hodder-scale 771',
    'hodder-scale 812',
    'pira-puma-standardised 101',
    'pira-puma-standardised 84',
  ]);
});

test('Star: pupils by their number, subject by the activity, every result by its own date; a retest is asked about once', async () => {
  const read = await readMisread('star-student-id');
  expect(questionsOf(read)).toEqual(['retests']);
  expect(new Set(read.pupils.map((pupil) => pupil['pupil_id']))).toEqual(
    new Set(Array.from({ length: 10 }, (_, k) => `P${1000 + k}`)),
  );
  expect(read.pupils.map((pupil) => pupil['year_group'])).toEqual(Array<string>(10).fill('5'));
  const first = read.results.filter(({ pupil_id }) => pupil_id === 'P1000');
  expect(first.map(({ score, date, scale }) => `${score} ${date} ${scale}`)).toEqual([
    '617 2026-09-15 star-scaled-score',
    '584 2026-11-20 star-scaled-score',
  ]);
  const other = await readMisread('star-student-id', (mapping) =>
    answerQuestion(mapping, read.proposal.questions[0], 'first'),
  );
  expect(other.results[0]).toMatchObject({ score: '571', date: '2026-09-14' });
});

test('OneRoster: a quiz of ten questions is no NFER score', async () => {
  const read = await readMisread('oneroster-quiz');
  expect(questionsOf(read)).toEqual(['measures reading']);
  const reading = read.results.filter(({ subject }) => subject === 'reading');
  expect(new Set(reading.map(({ scale }) => scale))).toEqual(new Set(['nfer-standardised']));
  expect(reading).toHaveLength(20);
  expect(read.apart.map(({ score }) => score)).toEqual(Array.from({ length: 10 }, (_, k) => String(k)));
  expect(read.pupils[0]).toMatchObject({ pupil_id: expect.stringMatching(/^[A-Z]800123419/) });
});

describe('the scale follows the year a national test is for', () => {
  test('key stage 1 results of present Year 6 are of the summer of their Year 2, teacher assessment beside the score', async () => {
    const read = await readMisread('nfer-y2-sats');
    expect(questionsOf(read)).toEqual([]);
    const reading = read.results.filter(({ subject }) => subject === 'reading');
    expect(new Set(reading.map(({ window, scale }) => `${window} ${scale}`))).toEqual(
      new Set(['2022-summer-1 ks1-scaled-score', '2026-autumn nfer-standardised']),
    );
    expect(read.apart.map(({ score }) => score)).toEqual(expect.arrayContaining(['GDS', 'EXS', 'WTS', 'PKS', 'BLW']));
    expect(new Set(read.apart.map(({ scale, window }) => `${window} ${scale}`))).toEqual(
      new Set(['2022-summer-1 teacher-assessment']),
    );
  });

  test.each([
    ['KS1 Reading Scaled Score', 'ks1-scaled-score', '2022-summer-1'],
    ['Key Stage 1 SATs Reading', 'ks1-scaled-score', '2022-summer-1'],
    ['Year 2 SATs Reading', 'ks1-scaled-score', '2022-summer-1'],
  ])('%s', async (heading, scale, window) => {
    const { results, proposal } = await convertText(
      { 'a.csv': `UPN,School,Year Group,${heading}\n${amira},Elm,6,101\n${ben},Elm,6,97\n` },
      { today: '2026-12-01' },
    );
    expect(proposal.questions).toEqual([]);
    expect(results).toMatchObject([
      { scale, window },
      { scale, window },
    ]);
  });
});

describe('a year group of its own', () => {
  test('is that of the date of birth in a class of two', async () => {
    const read = await readMisread('mixed-age-class');
    expect(questionsOf(read)).toEqual([]);
    expect(read.pupils.map((pupil) => `${pupil['date_of_birth']} ${pupil['year_group']}`)).toEqual(
      read.pupils.map((pupil) => (pupil['date_of_birth'] === '2018-03-12' ? '2018-03-12 4' : '2017-03-12 5')),
    );
    expect(read.windows.map(({ window }) => window)).toEqual(['2024-summer', '2025-summer', '2026-autumn-1']);
  });

  test.each([
    ['Y3 Summer Reading SAS', '2024-summer'],
    ['Reading$Summer$3$Scaled', '2024-summer'],
    ['Reading Autumn 5 SAS', '2026-autumn'],
  ])('is in the heading %s', async (heading, window) => {
    const { results } = await convertText(
      { 'a.csv': `UPN,School,Year Group,${heading}\n${amira},Elm,5,101\n${ben},Elm,5,97\n` },
      { today: '2026-12-01' },
    );
    expect(results.map((row) => row['window'])).toEqual([window, window]);
  });
});
