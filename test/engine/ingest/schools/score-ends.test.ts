import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { convertText } from './convert-text.ts';

/* Scores at or beyond an end of the test's range, as schools and publishers write them. */

/** One pupil a cell. */
const sheet = (heading: string, cells: readonly string[]): string =>
  `Adno,School,Year Group,${heading}\n${cells.map((cell, k) => `K${1001 + k},Elm,4,${cell}`).join('\n')}\n`;

const readOf = async (heading: string, cells: readonly string[]) => {
  const { results, report } = await convertText({ 'a.csv': sheet(heading, cells) });
  return {
    read: results.map(({ score, status }) => `${score} ${status}`),
    listed: report.unused.map(({ row, value, reason }) => ({ row, value, reason })),
    notes: report.notes,
  };
};

describe('a score written as an end of the test', () => {
  test('is a floor or ceiling with that score where publishers’ tables end there, and the report says so', async () => {
    const cells = ['98', '<70', '69-', '70 or below', '≤69', '130+', '>130', '141+', '130 or above', '101'];
    const { read, listed, notes } = await readOf('Autumn 2 2025/26 Reading SAS', cells);
    expect(read).toEqual([
      '98 valid',
      '70 floor',
      '69 floor',
      '70 floor',
      '69 floor',
      '130 ceiling',
      '130 ceiling',
      '141 ceiling',
      '130 ceiling',
      '101 valid',
    ]);
    expect(listed).toEqual([]);
    expect(notes).toContainEqual({ text: expect.stringContaining('floor of the test'), count: 4 });
    expect(notes).toContainEqual({ text: expect.stringContaining('ceiling of the test'), count: 4 });
  });

  test('is one at the end of a known range only; elsewhere it is listed with its row and what to do', async () => {
    const { read, listed } = await readOf('Summer 2 2025/26 Reading KS2', ['104', '<80', '120+', '95+', '<100']);
    expect(read).toEqual(['104 valid', '80 floor', '120 ceiling']);
    expect(listed).toMatchObject([
      {
        row: 5,
        value: '95+',
        reason: expect.stringContaining('95 is not known to be one'),
      },
      { row: 6, value: '<100', reason: expect.stringContaining('where that is asked') },
    ]);
  });

  test('is no end in the middle of standardised scores', async () => {
    const { read, listed } = await readOf('Autumn 2 2025/26 Reading SAS', ['98', '101', '95+', '<100', '88']);
    expect(read).toEqual(['98 valid', '101 valid', '88 valid']);
    expect(listed.map(({ row }) => row)).toEqual([4, 5]);
  });

  test('is asked, is one where somebody says so, and asks nothing next term', async () => {
    const files = { 'a.csv': sheet('Autumn 2 2025/26 Reading SAS', ['98', '101', '95+', '130+', '88']) };
    const { results, proposal } = await convertText(files, {
      edit: (mapping) => answerQuestion(mapping, { at: ['ends', 'standardised-score', 'ceiling', '95'] }, 'yes'),
    });
    const { questions } = (await convertText(files)).proposal;
    expect(questions).toMatchObject([
      { of: '95+ (1 result)', as: 'left out', at: ['ends', 'standardised-score', 'ceiling', '95'] },
    ]);
    expect(results.map(({ score, status }) => `${score} ${status}`)).toEqual([
      '98 valid',
      '101 valid',
      '95 ceiling',
      '88 valid',
    ]);
    const next = await convertText(files, { saved: proposal.mapping });
    expect(next.proposal.questions).toEqual([]);
    expect(next.results).toEqual(results);
  });

  test('does not take a school’s own grades from it', async () => {
    const grades = ['2+', '3-', '3', '2', '2+', '3-', '3+', '2-'];
    const { read } = await readOf('Autumn 2 2025/26 Reading', grades);
    expect(read.filter((text) => /floor|ceiling/.test(text))).toEqual([]);
  });
});
