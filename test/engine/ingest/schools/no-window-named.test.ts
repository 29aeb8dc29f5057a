import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { convertText } from './convert-text.ts';

/* Columns whose headings name no term: one question for all of a sheet. */

const ks2 = (more = '', cells = ''): string =>
  `UPN,School,Year Group,READSCORE,MATSCORE,GPSSCORE${more}\nB801200005001,Elm,6,104,99,101${cells}\nR674123101121,Elm,7,110,N,98${cells}\n`;

describe('key stage 2 fields without a term', () => {
  test('are of the summer of Year 6 without a question, now and saved', async () => {
    const { proposal, results } = await convertText({ 'ks2.csv': ks2() });
    expect(proposal.questions.filter(({ of }) => of !== 'academicYear')).toEqual([]);
    expect(results.map((row) => `${row['window']} ${row['score'] || row['status']}`)).toEqual([
      ...['104', '99', '101'].map((score) => `2025-summer-1 ${score}`),
      ...['110', 'below-test', '98'].map((score) => `2024-summer-1 ${score}`),
    ]);
    const next = await convertText({ 'ks2.csv': ks2() }, { saved: proposal.mapping });
    expect(next.proposal.questions).toEqual([]);
    expect(next.results).toEqual(results);
  });

  test('take one answer for all; “-” leaves all out', async () => {
    const answered = (answer: string) => {
      let known = false;
      return convertText(
        { 'ks2.csv': ks2() },
        {
          edit: (mapping) =>
            (known = answerQuestion(mapping, { at: ['undated', 'READSCORE', 'MATSCORE', 'GPSSCORE'] }, answer)),
        },
      ).then((converted) => ({ known, windows: converted.windows.map(({ window }) => window) }));
    };
    expect(await answered('Autumn 2 2023/24')).toEqual({ known: true, windows: ['2023-autumn-2'] });
    expect(await answered('-')).toEqual({ known: true, windows: [] });
    expect((await answered('soon')).known).toBe(false);
  });

  test('are dated by a date of the rows, with one question', async () => {
    const { proposal, windows } = await convertText({ 'ks2.csv': ks2(',Test Date', ',14/05/2026') });
    expect(proposal.questions).toMatchObject([{ as: 'the term of the row’s date' }]);
    expect(windows).toHaveLength(1);
  });

  test('brought in the autumn are of the summer before, not of the one to come', async () => {
    const { proposal, windows } = await convertText({ 'ks2.csv': ks2() }, { today: '2026-11-24' });
    expect(proposal.questions).toContainEqual(expect.objectContaining({ of: 'academicYear', as: '2025/26' }));
    expect(windows.map(({ window }) => window)).toEqual(['2024-summer-1', '2025-summer-1']);
    const term = await convertText(
      { 'a.csv': 'UPN,School,Year Group,Autumn 2 Reading SAS\nB801200005001,Elm,6,98\n' },
      { today: '2026-10-05' },
    );
    expect(term.windows.map(({ window }) => window)).toEqual(['2026-autumn-2']);
  });

  test('that come later are asked alone', async () => {
    const { proposal } = await convertText({ 'ks2.csv': ks2() });
    const next = await convertText({ 'ks2.csv': ks2(',Science SAS', ',99') }, { saved: proposal.mapping });
    expect(next.proposal.questions).toMatchObject([
      { of: 'Science SAS', as: 'summer 2025/26', at: ['sheets', 'ks2.csv'], confidence: 0.4 },
    ]);
    expect(next.report.unused).toEqual([]);
  });
});
