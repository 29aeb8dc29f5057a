import { describe, expect, test } from 'vitest';
import { answerQuestion } from '../../../../engine/ingest/schools/propose/answer-question.ts';
import { keptAnswers } from '../../../../engine/ingest/schools/kept-answers.ts';
import { forgetAnswer } from '../../../../engine/ingest/schools/forget-answer.ts';
import { numbers, readLines, sheetOf } from './read-lines.ts';

/* What schools write into the cells of results: dates, scores with signs round them, codes, grades in letters and steps. */

const scores = (entries: readonly (string | number)[]) =>
  readLines({ 'autumn 2025.csv': sheetOf('Reading SAS', entries) });
const scoresOf = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(3).join(' '));

describe('dates', () => {
  const dated = (days: readonly string[]) =>
    readLines({
      'a.csv': sheetOf(
        'Subject,Result,Result Date',
        days.map(() => 'Reading SAS'),
        days.map((_, at) => 90 + at),
        days,
      ),
    });

  test('are read in every way systems write them', async () => {
    const { results, asked } = await dated([
      '2025/11/20',
      '20251120',
      'November 20, 2025',
      'Nov 20 2025',
      'Thu 20 Nov 2025',
      '20-Nov-25',
      '20.11.25',
      '45981',
      '20/11/2025 09:30',
      '2025-11-20T09:30:00Z',
      'Thursday, 20 November 2025',
      '20th Nov 2025',
    ]);
    expect(new Set(results.map(({ date }) => date))).toEqual(new Set(['2025-11-20']));
    expect(results).toHaveLength(12);
    expect(asked).toEqual([]);
  });

  test('that stand for none are none, and nothing is to be corrected in them', async () => {
    const none = ['00/01/1900', '0', '1900-01-00', '0000-00-00'];
    const { results, report } = await dated([...none, ...Array.from({ length: 8 }, () => '20/11/2025')]);
    expect(results.map(({ date }) => date)).toEqual([
      ...none.map(() => ''),
      ...Array.from({ length: 8 }, () => '2025-11-20'),
    ]);
    expect(report.unused).toEqual([]);
  });

  test('of the year 9999 are filled in, not mistyped', async () => {
    const { reasons, windows } = await dated(['31/12/9999', ...Array.from({ length: 11 }, () => '20/11/2025')]);
    expect(reasons).toEqual([expect.stringContaining('looks like a placeholder')]);
    expect(windows.map(({ window }) => window)).toEqual(['2025-autumn']);
  });
});

test('signs and remarks round a score are no reason to lose it', async () => {
  const { lines, asked, report } = await scores(['85*', '98,5', '100 (AR)', '101 †', '>130', '69-']);
  expect(scoresOf(lines).map((text) => text.split(' ')[0])).toEqual(['85', '98.5', '100', '101', '130', '69']);
  expect(asked).toEqual(['sheets autumn 2025.csv']);
  expect(report.notes).toContainEqual({ text: expect.stringContaining('“85*”'), count: 3 });
});

test('per cent and marks out of a paper are numbers, whichever sign is behind them', async () => {
  const { results, report } = await readLines({
    'autumn 2025.csv': sheetOf('Reading %,Maths', ['60%', '61 %', '62%'], ['20/50', '31 out of 50', '7/50']),
  });
  expect(results.map(({ subject, score }) => `${subject} ${score}`)).toEqual([
    'reading 60',
    'mathematics 20',
    'reading 61',
    'mathematics 31',
    'reading 62',
    'mathematics 7',
  ]);
  expect(report.results.notUsed).toBe(0);
});

test('lines parted by bars are a table', async () => {
  const text = sheetOf('Reading SAS', [98, 99]).replaceAll('"', '').replaceAll(',', '|');
  expect(scoresOf((await readLines({ 'autumn 2025.csv': text })).lines)).toEqual([
    '98 standardised-score',
    '99 standardised-score',
  ]);
});

describe('an entry that nobody knows', () => {
  const entries = ['98', '99', 'X', '101', 'x', 'NYA', '77', 'Ill', 'Withdrawn', '12', 'Below level of test', '-'];

  test('is asked about once, whatever its capitals, with what it may stand for; meanwhile it is left out', async () => {
    const { proposal, report, results } = await scores(entries);
    expect(proposal.questions.slice(1)).toMatchObject([
      { of: 'X (2 results)', as: 'left out', at: ['codes', 'x'] },
      { of: 'NYA (1 result)', as: 'left out', at: ['codes', 'nya'] },
    ]);
    expect(proposal.questions[1].choices?.map(({ label }) => label)).toEqual([
      'left out',
      'absent',
      'working below the test',
      'not entered or exempt',
      'taken, but no result is given',
      'nothing: the cell is as good as empty',
    ]);
    expect(report.results).toEqual({ seen: 12, used: 8, empty: 1, notUsed: 3 });
    expect(results.map(({ status }) => status).filter((status) => status !== 'valid')).toEqual([
      'absent',
      'disapplied',
      'below-test',
    ]);
    expect(report.unused.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('Say what the entry stands for'),
    );
  });

  test('is what was answered, this term and the next, until the answer is taken back', async () => {
    const first = await scores(entries);
    const { mapping, questions } = first.proposal;
    for (const [at, answer] of [
      [1, 'absent'],
      [2, 'left out'],
    ] as const)
      expect(answerQuestion(mapping, questions[at], answer)).toBe(true);
    const next = await readLines({ 'spring 2026.csv': sheetOf('Reading SAS', entries) }, { saved: mapping });
    expect(next.asked).toEqual(['sheets spring 2026.csv']);
    expect(next.results.filter(({ status }) => status === 'absent')).toHaveLength(3);
    expect(next.reasons).toEqual(['This entry was said to be no result.']);
    expect(keptAnswers(next.proposal.mapping).filter(({ at }) => at[0] === 'codes')).toMatchObject([
      { of: 'entry x', as: 'absent' },
      { of: 'entry nya', as: 'left out' },
    ]);
    expect(forgetAnswer(mapping, { at: ['codes', 'x'] })).toBe(true);
    expect(
      (await readLines({ 'spring 2026.csv': sheetOf('Reading SAS', entries) }, { saved: mapping })).asked,
    ).toContain('codes x');
  });

  test('beside grades may be one of them, and then its place is asked', async () => {
    const grades = ['WTS', 'EXS', 'GDS', 'NYA', 'EXS', 'EXS', 'WTS', 'LEFT', 'EXS', 'GDS', 'Deep', 'EXS'];
    const file = { 'autumn 2025.csv': sheetOf('Reading', grades) };
    const { lines, asked, proposal } = await readLines(file);
    expect(lines).toHaveLength(9);
    expect(asked).toEqual(['sheets autumn 2025.csv', 'codes nya', 'codes left', 'codes deep']);
    const deep = proposal.questions[3];
    expect(answerQuestion(proposal.mapping, deep, 'grade')).toBe(true);
    const again = await readLines(file, { saved: proposal.mapping });
    expect(again.proposal.questions.find(({ at }) => at[0] === 'scales')?.of).toContain('Deep');
  });

  test('that says a column of a subject holds no results known is not left out without a word', async () => {
    const { asked } = await readLines({
      'autumn 2025.csv': sheetOf('Reading,Maths', [90, 91, 92], ['zz', 'yy', 'xx']),
    });
    expect(asked).toContainEqual('scales school-grades');
    const names = await readLines({
      'autumn 2025.csv': sheetOf('Reading,Maths tutor', [90, 91, 92], ['Ms A. Bee 1', 'Mr C. Dee 2', 'Mr C. Dee 2']),
    });
    expect(names.asked).toContainEqual('columns Maths tutor');
  });
});

describe('grades', () => {
  const order = async (entries: readonly string[]) => {
    const { scales, asked, report } = await readLines({ 'autumn 2025.csv': sheetOf('Writing', entries) });
    return { grades: scales.map(({ grades }) => grades), asked: asked.slice(1), notUsed: report.results.notUsed };
  };

  test('in letters are grades where no number is beside them, though B and D stand for a status elsewhere', async () => {
    expect(await order(['B', 'E', 'S', 'S+', 'D', 'E'])).toEqual({
      grades: ['B<E<D<S<S+'],
      asked: ['scales school-grades'],
      notUsed: 0,
    });
  });

  test.each([
    [['4b', '4w', '4w+', '4s', '3s', '4b+'], '3s<4b<4b+<4w<4w+<4s'],
    [['Band 4 Emerging', 'Band 4 Secure', 'Band 3 Secure'], 'Band 3 Secure<Band 4 Emerging<Band 4 Secure'],
    [['3c', '3a', '2a', '3b'], '2a<3c<3b<3a'],
    [['Step 12', 'Step 9', 'Step 10'], 'Step 9<Step 10<Step 12'],
  ])('with numbers are proposed in the order of these: %j', async (entries, grades) => {
    expect((await order(entries)).grades).toEqual([grades]);
  });

  test('of one kind in a long export are known by that kind: “Below” beside “Well Below” is no absence', async () => {
    const words = ['Below', 'Expected', 'Above', 'Well Below'];
    const rows = numbers.flatMap((id, at) => [
      `${id},4,Elm,Reading,Autumn 2025,Teacher Assessment,${words[at % 4]}`,
      `${id},4,Elm,Reading,Autumn 2025,Standardised Score,${90 + at}`,
    ]);
    const text = `Pupil ID,Year,School,Aspect,Result Set,Result Type,Result\n${rows.join('\n')}\n`;
    const { results, asked, proposal, apart } = await readLines({ 'a.csv': text });
    expect(asked).toEqual(['measures reading']);
    expect(new Set(results.map(({ scale }) => scale))).toEqual(new Set(['standardised-score']));
    expect(apart.filter(({ score }) => score === 'Well Below')).toHaveLength(3);
    answerQuestion(proposal.mapping, proposal.questions[0], 'Teacher Assessment');
    const followed = await readLines({ 'a.csv': text }, { saved: proposal.mapping });
    expect(followed.results.map(({ score, status }) => `${score} ${status}`)).toEqual(
      numbers.map((_, at) => `${words[at % 4]} valid`),
    );
    expect(followed.scales.map(({ grades }) => grades)).toContain('Well Below<Below<Expected<Above');
  });

  test('of the outcome of a national test are not taken for its score', async () => {
    const { lines } = await readLines({
      'ks2.csv': sheetOf('KS2 Reading Outcome', ['AS', 'NS', 'AS', 'CA', 'B', 'A']).replaceAll(',4,', ',6,'),
    });
    expect(scoresOf(lines)).toEqual([
      'AS test-outcome',
      'NS test-outcome',
      'AS test-outcome',
      'withheld test-outcome',
      'below-test test-outcome',
      'absent test-outcome',
    ]);
  });
});

describe('targets and estimates', () => {
  test('are no results in a column of kinds, whatever its heading', async () => {
    for (const [heading, kinds] of [
      ['Type', ['Actual', 'Target', 'Prediction']],
      ['Result Status', ['R', 'T', 'E']],
      ['Entry', ['Current', 'FFT50', 'End of year target']],
    ] as const) {
      const rows = numbers.flatMap((id, at) =>
        kinds.map((kind, k) => `${id},4,Elm,Reading,Autumn 2025,${kind},${90 + at + k * 10}`),
      );
      const read = await readLines({
        'a.csv': `Pupil ID,Year,School,Subject,Term,${heading},Result\n${rows.join('\n')}\n`,
      });
      expect(read.results.map(({ score }) => score)).toEqual(numbers.map((_, at) => String(90 + at)));
      expect(read.report.results).toEqual({ seen: 36, used: 12, empty: 0, notUsed: 24 });
      expect(read.asked).toEqual([]);
    }
  });

  test('have columns that are left out without a question, and listed', async () => {
    const { lines, asked, report } = await readLines({
      'a.csv': sheetOf(
        'Reading Autumn 2025,Reading Target,Reading FFT50,Maths Predicted',
        [90, 91],
        [110, 110],
        [105, 104],
        [99, 98],
      ),
    });
    expect(lines).toHaveLength(2);
    expect(asked).toEqual([]);
    expect(report.notes.map(({ text }) => text)).toContain(
      'Columns of a.csv left out: Reading Target, Reading FFT50, Maths Predicted.',
    );
  });
});

test('an age in two columns, its years and its months, is one age', async () => {
  const { results, asked } = await readLines({
    'autumn 2025.csv': sheetOf(
      'Reading Age Years,Reading Age Months,Spelling Age (months),Maths age (Y:M)',
      [8, 8, 9],
      [0, 11, 3],
      [99, 101, 120],
      ['8:01', '8:11', '9:00'],
    ),
  });
  expect(results.map(({ subject, score }) => `${subject} ${score}`)).toEqual([
    'reading 96',
    'spelling 99',
    'mathematics 97',
    'reading 107',
    'spelling 101',
    'mathematics 107',
    'reading 111',
    'spelling 120',
    'mathematics 108',
  ]);
  expect(asked).toEqual(['sheets autumn 2025.csv']);
});

test('a national test is of the whole term where the other tests of it are', async () => {
  const { windows, results } = await readLines(
    {
      'a.csv': sheetOf('KS2 Reading Scaled Score,Summer 2026 Maths SAS', [100, 101], [90, 91]).replaceAll(',4,', ',6,'),
    },
    { today: '2026-07-10' },
  );
  expect(windows.map(({ window }) => window)).toEqual(['2025-summer']);
  expect(results).toHaveLength(4);
});

test('early learning goals are on the profile’s scale, of the summer of Reception, whatever levels are called', async () => {
  const { results, asked, scales } = await readLines({
    'eyfs.csv': sheetOf(
      'GLD,Literacy: Word Reading,Literacy: Writing,Maths: Number,Maths: Numerical Patterns',
      ['Y', 'N', 'N'],
      [2, 1, 'A'],
      [2, 1, 2],
      ['EXP', 'EM', 'EXP'],
      ['Expected', 'Emerging', 'Expected'],
    ).replaceAll(',4,', ',1,'),
  });
  expect(asked).toEqual([expect.stringMatching(/^undated /)]);
  expect(scales.map(({ scale }) => scale)).toEqual(['eyfs-profile']);
  expect(new Set(results.map(({ window }) => window))).toEqual(new Set(['2025-summer-2']));
  expect(results.filter(({ score }) => score === 'expected')).toHaveLength(8);
  expect(results.filter(({ status }) => status === 'disapplied')).toHaveLength(1);
});
