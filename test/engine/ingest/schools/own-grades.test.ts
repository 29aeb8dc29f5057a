import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { carryOut, planConversion } from '../../../../engine/ingest/schools/convert-files.ts';
import { ownGrades } from '../../../../engine/ingest/schools/mapping/own-grades.ts';
import { usualOrder } from '../../../../engine/ingest/schools/mapping/usual-order.ts';
import { readDataFolder } from '../../../../engine/ingest/folder/read-data-folder.ts';
import { withFolder } from '../folder/data-folder.ts';
import { convertText } from './convert-text.ts';

const sheet = (headings: string, rows: readonly string[]): string =>
  `Adno,School,Year Group,${headings}\n${rows.map((row, k) => `K${1001 + k},Elm,4,${row}`).join('\n')}\n`;
const stages = ['Emerging', 'Developing', 'Secure', 'secure', 'Developing', 'Secure ', 'abs', 'Mastered', '', 'Secure'];

describe('grades of a school’s own', () => {
  test('in a usual order are asked once for all columns, read, and ask nothing next term', async () => {
    const first = {
      'a.csv': sheet(
        'Autumn 2 2025/26 Reading,Autumn 2 2025/26 Writing',
        stages.map((grade) => `${grade},${grade}`),
      ),
    };
    const { proposal, results, report } = await convertText(first);
    expect(proposal.questions).toMatchObject([
      {
        at: ['scales', 'school-grades'],
        as: 'Emerging < Developing < Secure < Mastered',
        reason: expect.stringContaining('usual order'),
      },
    ]);
    expect(report.results).toEqual({ seen: 20, used: 18, empty: 2, notUsed: 0 });
    expect(
      results
        .filter(({ subject }) => subject === 'reading')
        .map(({ score, status, scale }) => `${score}|${status}|${scale}`),
    ).toEqual([
      ...['Emerging', 'Developing', 'Secure', 'Secure', 'Developing', 'Secure'].map(
        (grade) => `${grade}|valid|school-grades`,
      ),
      '|absent|school-grades',
      'Mastered|valid|school-grades',
      'Secure|valid|school-grades',
    ]);

    // Next term everybody is secure: the same scale, and no question.
    const next = await convertText(
      {
        'a.csv': sheet(
          'Autumn 2 2025/26 Reading,Spring 2 2025/26 Reading',
          stages.map((grade) => `${grade},Secure`),
        ),
      },
      { saved: proposal.mapping },
    );
    expect(next.proposal.questions).toEqual([]);
    expect(new Set(next.results.map(({ scale }) => scale))).toEqual(new Set(['school-grades']));
  });

  test('reach the analysis as an ordinal scale', async () => {
    await withFolder({ 'a.csv': sheet('Autumn 2 2025/26 Reading', stages) }, async (folder) => {
      const plan = await planConversion([join(folder, 'a.csv')], null, '2026-06-20');
      await mkdir(join(folder, 'data'));
      for (const [name, text] of Object.entries(carryOut(plan, plan.proposal.mapping).files))
        await writeFile(join(folder, 'data', name), text);
      const { data } = await readDataFolder(join(folder, 'data'));
      expect(data.rejects).toEqual([]);
      expect(data.scales).toMatchObject([
        { scale: 'school-grades', class: 'ordinal', grades: ['Emerging', 'Developing', 'Secure', 'Mastered'] },
      ]);
    });
  });

  test('in no known order wait for it: nothing is guessed, each result is listed, an answer reads them all', async () => {
    const files = { 'a.csv': sheet('Autumn 2 2025/26 Reading', ['acorn', 'oak', 'sapling', 'oak', 'acorn', 'oak']) };
    const { proposal, report } = await convertText(files);
    expect(proposal.questions).toMatchObject([{ as: 'left out', reason: expect.stringContaining('not known') }]);
    expect(report.results).toMatchObject({ used: 0, notUsed: 6 });
    expect(report.unused[0]).toMatchObject({
      file: 'a.csv',
      row: 2,
      column: 'Autumn 2 2025/26 Reading',
      reason: expect.stringContaining('Say their order'),
    });
    const answered = await convertText(files, {
      edit: (mapping) => expect(answerQuestion(mapping, proposal.questions[0], 'acorn < sapling < oak')).toBe(true),
    });
    expect(answered.report.results).toMatchObject({ used: 6, notUsed: 0 });
    const again = await convertText(files, { saved: answered.proposal.mapping });
    expect(again.proposal.questions).toEqual([]);
    expect(again.results.map(({ score }) => score)).toEqual(['acorn', 'oak', 'sapling', 'oak', 'acorn', 'oak']);
    expect(answerQuestion(proposal.mapping, proposal.questions[0], 'acorn')).toBe(false);
    expect(answerQuestion(proposal.mapping, proposal.questions[0], '-')).toBe(true);
    expect((await convertText(files, { saved: proposal.mapping })).proposal.questions).toEqual([]);
  });

  test('that are letters are not absences and disapplications: A to D beside C are grades, asked', async () => {
    const letters = ['A', 'B', 'C', 'D', 'B', 'U', 'A', 'abs', 'D', 'B'];
    const { proposal, results } = await convertText({ 'a.csv': sheet('Autumn 2 2025/26 Science', letters) });
    expect(proposal.questions).toMatchObject([{ as: 'U < D < C < B < A' }]);
    expect(results.map(({ score, status }) => score || status)).toEqual(
      letters.map((letter) => (letter === 'abs' ? 'absent' : letter)),
    );
    const scores = await convertText({
      'a.csv': sheet('Autumn 2 2025/26 Science', ['A', '98', '101', 'D', '77', '88', '90']),
    });
    expect(scores.results.map(({ score, status }) => score || status)).toEqual([
      'absent',
      '98',
      '101',
      'disapplied',
      '77',
      '88',
      '90',
    ]);
    expect(scores.proposal.questions).toEqual([]);
  });

  test('in a long export, by aspect', async () => {
    const rows = stages
      .filter((grade) => grade !== '')
      .map((grade, k) => `K${1001 + k},Elm,4,Writing,Autumn 2 2025/26,${grade}`);
    const { proposal, results } = await convertText({
      'a.csv': `Adno,School,Year Group,Aspect,Result Set,Result\n${rows.join('\n')}\n`,
    });
    expect(proposal.questions.map(({ at }) => at[0])).toEqual(['scales']);
    expect(results).toHaveLength(9);
  });
});

test('ownGrades(entries) leaves scores, known grades, a few slips of the pen and remarks alone', () => {
  expect(ownGrades(['98', '101', 'abs', 'Exs', '77'], null)).toBeNull();
  expect(ownGrades(['EXS', 'exs', 'GDS', 'WTS', 'N', 'abs'], null)).toBeNull();
  expect(ownGrades([...Array<string>(20).fill('EXS'), 'EXSS', 'GDS'], null)).toBeNull();
  expect(ownGrades(['reads well', 'is trying', 'more practice needed', 'good', 'fair', 'away a lot'], null)).toBeNull();
  expect(ownGrades(['N', 'N', 'N', 'N'], null)).toBeNull();
  expect(ownGrades([], null)).toBeNull();
});

test('usualOrder(grades) puts + and − beside their grade, and knows no order of strange words', () => {
  expect(usualOrder(['EXS+', 'WTS', 'EXS', 'GDS', 'WTS+', 'EXS-'])?.grades).toEqual([
    'WTS',
    'WTS+',
    'EXS-',
    'EXS',
    'EXS+',
    'GDS',
  ]);
  expect(usualOrder(['Secure', 'acorn'])).toBeNull();
});
