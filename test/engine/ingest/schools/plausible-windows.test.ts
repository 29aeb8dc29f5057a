import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { convertText } from './convert-text.ts';

/* A window is a term in which pupils were tested: no slip of the pen, no placeholder and no day of entry makes one. */

const today = '2026-12-01';
const pupil = (at: number): string => String(at).padStart(3, '0');
const long = (
  rows: readonly (readonly string[])[],
  headings = 'Adno,School,Year Group,DOB,Test Name,SAS,Date of Test',
) => `${headings}\n${rows.map((row) => row.join(',')).join('\n')}\n`;
/** One result a pupil and date: pupils 0 to `count` − 1. */
const sat = (count: number, date: string, changed: Record<number, string> = {}) =>
  Array.from({ length: count }, (_, at) => [
    pupil(at),
    'Elm',
    '4',
    `0${1 + (at % 9)}/10/2017`,
    'NGRT',
    String(90 + (at % 20)),
    changed[at] ?? date,
  ]);
const named = ({ windows }: { windows: Record<string, string>[] }) =>
  windows.map(({ window, date }) => `${window} ${date}`);

describe('dates that cannot be a result’s', () => {
  test('one still to come, before the pupil was two, or long ago is listed with its reason; the windows stay', async () => {
    const { windows, report, proposal } = await convertText(
      {
        'ngrt.csv': long([
          ...sat(30, '12/06/2026'),
          ...sat(30, '20/11/2026', { 3: '20/11/2062', 5: '20/11/2016', 7: '20/11/1926' }),
        ]),
      },
      { today },
    );
    expect(named({ windows })).toEqual(['2025-summer 2026-06-12', '2026-autumn 2026-11-20']);
    expect(proposal.questions).toEqual([]);
    expect(report.unused.map(({ row, reason }) => `${row} ${reason.slice(0, 26)}`)).toEqual([
      '35 The date is still to come,',
      '37 The pupil was not yet two ',
      '39 The date looks like a plac',
    ]);
    expect(report.results).toMatchObject({ seen: 60, used: 57, notUsed: 3 });
  });

  test('a placeholder for all says nothing: the result set is the term, and the year is asked', async () => {
    for (const date of ['01/01/1900', '30/12/1899', '01/01/2000', '31/12/9999']) {
      const rows = ['Autumn', 'Spring', 'Summer'].flatMap((set) =>
        Array.from({ length: 10 }, (_, at) => [pupil(at), 'Elm', '4', 'Reading SAS', set, String(90 + at), date]),
      );
      const file = long(rows, 'Adno,School,Year Group,Aspect,Result Set,Result,Result Date');
      const { windows, proposal, report, results } = await convertText({ 'results.csv': file }, { today });
      expect(named({ windows })).toEqual([
        '2025-autumn 2025-12-01',
        '2025-spring 2026-03-15',
        '2025-summer 2026-06-20',
      ]);
      expect(proposal.questions.map(({ of, as }) => `${of} ${as}`)).toEqual(['academicYear 2025/26']);
      expect(report.results).toMatchObject({ used: 30, notUsed: 0 });
      expect(report.notes.map(({ count }) => count)).toContain(30);
      expect(new Set(results.map((row) => row['date']))).toEqual(new Set(['']));
    }
  });

  test('result sets of one day were entered on it: each keeps its own term', async () => {
    const rows = ['Autumn', 'Spring', 'Summer'].flatMap((set) =>
      Array.from({ length: 10 }, (_, at) => [pupil(at), 'Elm', '4', 'Reading SAS', set, String(90 + at), '14/07/2026']),
    );
    const file = long(rows, 'Adno,School,Year Group,Aspect,Result Set,Result,Result Date');
    const { windows, proposal, report } = await convertText({ 'results.csv': file }, { today });
    expect(named({ windows })).toEqual(['2025-autumn 2025-12-01', '2025-spring 2026-03-15', '2025-summer 2026-06-20']);
    expect(proposal.questions.map(({ of, as }) => `${of} ${as}`)).toEqual(['academicYear 2025/26']);
    expect(report.notes.some(({ text }) => text.includes('the day they were entered'))).toBe(true);
  });
});

describe('a window needs company', () => {
  test('one dated result leaves the others’ window where it is', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => [
      pupil(at),
      'Elm',
      '4',
      'Reading SAS',
      'Summer 2025/26',
      String(90 + at),
      at === 4 ? '20/11/2026' : '',
    ]);
    const file = long(rows, 'Adno,School,Year Group,Aspect,Result Set,Result,Result Date');
    const { windows, results, report } = await convertText({ 'results.csv': file }, { today });
    expect(named({ windows })).toEqual(['2025-summer 2026-06-20']);
    expect(results).toHaveLength(20);
    expect(report.unused).toMatchObject([
      { row: 6, column: 'Result Date', reason: expect.stringContaining('another term') },
    ]);
  });

  test('results tested late are asked about, and join the window they are near to unless somebody says otherwise', async () => {
    const files = { 'ngrt.csv': long([...sat(30, '12/12/2025', { 2: '12/01/2026', 9: '13/01/2026' })]) };
    const joined = await convertText(files, { today });
    expect(joined.proposal.questions).toMatchObject([
      { of: '2 results dated in Spring 2025/26', as: 'autumn 2025/26', at: ['few', '2025-spring', 'ngrt.csv'] },
    ]);
    expect(named(joined)).toEqual(['2025-autumn 2025-12-12']);
    expect(joined.results).toHaveLength(30);
    const apart = await convertText(files, {
      today,
      edit: (mapping) => answerQuestion(mapping, joined.proposal.questions[0], 'Spring 2025/26'),
    });
    expect(named(apart)).toEqual(['2025-autumn 2025-12-12', '2025-spring 2026-01-13']);
  });

  test('one far from all others is left out, with a question', async () => {
    const rows = [...sat(30, '12/12/2025', { 2: '12/12/2021' }), ...sat(30, '12/06/2026')];
    const { windows, proposal, report } = await convertText({ 'ngrt.csv': long(rows) }, { today });
    expect(proposal.questions).toMatchObject([{ of: '1 result dated in Autumn 2021/22', as: 'left out' }]);
    expect(named({ windows })).toEqual(['2025-autumn 2025-12-12', '2025-summer 2026-06-12']);
    expect(report.unused).toMatchObject([{ row: 4, reason: expect.stringContaining('Hardly any other') }]);
  });

  test('rows without a date are of the term of nearly all others, and keep its own day', async () => {
    const rows = sat(30, '12/12/2025', { 2: '', 9: '' });
    const { results, report } = await convertText({ 'ngrt.csv': long(rows) }, { today });
    expect(results).toHaveLength(30);
    expect(results.filter(({ date }) => date === '')).toHaveLength(2);
    expect(report.notes.map(({ text }) => text).join()).toContain('without a date of their own');
  });

  test('a term that has not begun has no results', async () => {
    const { report } = await convertText(
      { 'a.csv': 'Adno,School,Year Group,Summer 2027 Reading SAS\n001,Elm,4,98\n002,Elm,4,99\n' },
      { today },
    );
    expect(report.unused).toMatchObject([{ reason: expect.stringContaining('has not begun') }, {}]);
  });
});

test('a transfer file’s result of a year to come is listed, and a date before its pupil was born is not used', async () => {
  const result = (year: string, date: string): string =>
    `<StageAssessment><Locale>ENG</Locale><Year>${year}</Year><Subject>REA</Subject><Method>TT</Method><Component>RSC</Component><ResultStatus>R</ResultStatus><ResultQualifier>SS</ResultQualifier><Result>104</Result><ResultDate>${date}</ResultDate></StageAssessment>`;
  const xml = `<?xml version="1.0"?><CTfile><Header><SourceSchool><SchoolName>Elm</SchoolName></SourceSchool></Header><CTFpupilData><Pupil><UPN>B800123419000</UPN><Surname>Abara</Surname><Forename>Ada</Forename><DOB>2014-10-01</DOB><NCyearActual>6</NCyearActual><StageAssessments><KeyStage><Stage>KS2</Stage>${result('2026', '1926-05-14')}</KeyStage><KeyStage><Stage>KS1</Stage>${result('2062', '2062-05-14')}</KeyStage></StageAssessments></Pupil></CTFpupilData></CTfile>`;
  const { windows, report } = await convertText({ 'a.xml': xml }, { today });
  expect(named({ windows })).toEqual(['2026-ks2 2026-06-15']);
  expect(report.unused).toMatchObject([{ reason: 'The year of the result is still to come. Correct it.' }]);
  expect(report.notes.map(({ text }) => text).join()).toContain('looks like a placeholder');
});
