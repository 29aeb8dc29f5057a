import { describe, expect, test } from 'vitest';
import { convertText } from './convert-text.ts';
import { readMisread } from './read-misread.ts';

/*
 * What national assessments are recorded as. The codes are those of
 * https://ncer.zendesk.com/hc/en-gb/articles/360027489952 and
 * https://sonartracker.support.junipereducation.org/hc/en-gb/articles/9565865550749; those up to 2019 of
 * https://www.tedder.lincs.sch.uk/performance-data/sats-results.
 */

const sheet = (heading: string, entries: readonly string[], year = 6): string =>
  `Adno,School,Year Group,${heading}\n${entries.map((entry, k) => `K${1001 + k},Elm,${year},${entry}`).join('\n')}\n`;

test('key stage 2 scores: every published code is a state of the result, none is asked about or lost', async () => {
  const { results, proposal } = await readMisread('ks2-codes');
  const reading = results.filter(({ scale }) => scale === 'ks2-scaled-score');
  const states = (status: string): number => reading.filter((row) => row['status'] === status).length;
  expect(reading).toHaveLength(30);
  // 101, 110, 85, 119; A; B, N and what stands below the test; T, L, F, P, U, IJ; M, H, Q, X, CA, CN, S, R, AS, NS.
  expect(['valid', 'absent', 'below-test', 'disapplied', 'withheld'].map(states)).toEqual([4, 1, 9, 6, 10]);
  expect(proposal.questions.filter(({ at }) => at[0] === 'scales' || at[0] === 'codes')).toEqual([]);
});

test('teacher assessment: pre-key stage and below are the lowest grades of one order, no absences', async () => {
  const { results, report } = await readMisread('ks2-codes');
  const writing = results.filter(({ scale, window }) => scale === 'teacher-assessment' && window === '2025-summer');
  expect(writing).toHaveLength(30);
  expect(new Set(writing.map(({ status }) => status))).toEqual(new Set(['valid']));
  expect(report.subjects).toContain('writing');
});

describe('the order of teacher assessment', () => {
  test.each([
    ['of today', ['EXS', 'WTS', 'PK3', 'GDS', 'EM', 'PK6', 'HNM'], 'EM<PK3<PK6<HNM<WTS<EXS<GDS'],
    ['of 2016 to 2018', ['EXS', 'PKF', 'PKG', 'BLW', 'PKE', 'WTS', 'EXS'], 'BLW<PKF<PKE<PKG<WTS<EXS<GDS'],
    ['as a school shortens it', ['EXS', 'PKS', 'WTS', 'GDS', 'Below', 'EXS', 'PKS'], 'PKS<Below<WTS<EXS<GDS'],
  ])('%s', async (_name, entries, order) => {
    const { proposal, results, scales } = await convertText({ 'a.csv': sheet('Summer 2024/25 Writing', entries) });
    expect(proposal.questions.filter(({ at }) => at[0] === 'scales')).toEqual([]);
    expect(results.map(({ score }) => score)).toEqual(entries);
    expect(scales.map(({ grades }) => grades)).toEqual([order]);
  });

  test('in words, and with letters that mean the same', async () => {
    const entries = ['Working towards', 'WA', 'WT', 'GD', 'Greater depth', 'Expected', 'A', 'L'];
    const { results, proposal } = await convertText({
      'a.csv': sheet('Summer 2024/25 Writing Teacher Assessment', entries),
    });
    expect(proposal.questions.filter(({ at }) => at[0] === 'scales')).toEqual([]);
    expect(results.map(({ score, status }) => score || status)).toEqual([
      'WTS',
      'EXS',
      'WTS',
      'GDS',
      'GDS',
      'EXS',
      'absent',
      'disapplied',
    ]);
  });
});

describe('other assessments', () => {
  test('phonics marks and their outcome', async () => {
    const marks = await convertText({
      'a.csv': sheet('Summer 2024/25 Phonics', ['34', '31', 'A', 'D', 'L', 'Q'], 1),
    });
    expect(marks.results.map(({ score, status }) => score || status)).toEqual([
      '34',
      '31',
      'absent',
      'disapplied',
      'disapplied',
      'withheld',
    ]);
    const outcome = await convertText({
      'a.csv': sheet('Summer 2024/25 Phonics outcome', ['Wa', 'Wt', 'Wa', 'A', 'D'], 1),
    });
    expect(outcome.results.map(({ score, status, scale }) => `${score || status} ${scale}`)).toEqual([
      'Wa phonics-outcome',
      'Wt phonics-outcome',
      'Wa phonics-outcome',
      'absent phonics-outcome',
      'disapplied phonics-outcome',
    ]);
  });

  test('multiplication tables check', async () => {
    const { results } = await convertText({
      'a.csv': sheet('Summer 2 2024/25 Multiplication Tables Check', ['25', '7', 'A', 'B', 'J', 'U', 'L'], 4),
    });
    expect(results.map(({ score, status }) => score || status)).toEqual([
      '25',
      '7',
      'absent',
      'below-test',
      'disapplied',
      'disapplied',
      'disapplied',
    ]);
  });
});

describe('grades by name against their content', () => {
  test('“Below” among five categories is the second of them', async () => {
    const { results, proposal, scales } = await readMisread('noa-categories');
    expect(proposal.questions).toEqual([]);
    expect(results).toHaveLength(72);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['valid']));
    expect(scales.map(({ grades }) => grades)).toEqual(['Well below<Below<In line<Above<Well above']);
  });

  test.each([
    [['Well below', 'Below', 'On track', 'Above', 'Below'], 'Well below<Below<On track<Above'],
    [
      ['Below average', 'Average', 'Above average', 'Well below average'],
      'Well below average<Below average<Average<Above average',
    ],
    [
      ['Working towards', 'Working at', 'Greater depth', 'Working below'],
      'Working below<Working towards<Working at<Greater depth',
    ],
    [['LoAvg', 'Avg', 'HiAvg', 'Low', 'High'], 'Low<LoAvg<Avg<HiAvg<High'],
    [
      ['Urgent Intervention', 'On Watch', 'At/Above Benchmark', 'Intervention'],
      'Urgent Intervention<Intervention<On Watch<At/Above Benchmark',
    ],
  ])('%s', async (words, order) => {
    const { results, proposal, scales } = await convertText({
      'a.csv': sheet('Autumn 2 2025/26 Reading band', [...words, ...words]),
    });
    expect(proposal.questions).toEqual([]);
    expect(results.map(({ score }) => score)).toEqual([...words, ...words]);
    expect(scales.map(({ grades }) => grades)).toEqual([order]);
  });

  test('beside scores “Below” stays what it was: below the test', async () => {
    const { results } = await convertText({
      'a.csv': sheet('Autumn 2 2025/26 Reading SAS', ['98', '101', 'Below', '88', '92']),
    });
    expect(results.map(({ score, status }) => score || status)).toEqual(['98', '101', 'below-test', '88', '92']);
  });
});
