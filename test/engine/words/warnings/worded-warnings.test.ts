import { expect, test } from 'vitest';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { warningText } from '../../../../engine/words/warnings/warning-text.ts';
import { wordedWarnings } from '../../../../engine/words/warnings/worded-warnings.ts';
import { warningCatalogue, type WarningCode } from '../../../../engine/warnings.ts';

const windows = [
  { window: '2025-autumn', date: '2025-11-17' },
  { window: '2026-spring', date: '2026-03-09' },
  { window: '2026-autumn', date: '2026-11-16' },
];

test('wordedWarnings(warnings, windows) says months, and the same of several windows once', () => {
  const of = (window: string, subject: string, count: number) =>
    ({ code: 'rank-normal', count, values: { window, subject } }) as const;
  const worded = wordedWarnings(
    [
      of('2026-autumn', 'writing', 3),
      of('2025-autumn', 'writing', 4),
      of('2026-spring', 'reading', 5),
      { code: 'few-peers', count: 2, values: { usual: 30 } },
    ],
    windows,
  );
  expect(worded).toEqual([
    {
      code: 'rank-normal',
      count: 7,
      text: '7 results in writing (November 2025 and November 2026) are of year groups many of whose pupils score near the top or the bottom of the test. These pupils are followed by their place in the year group, not by points.',
    },
    {
      code: 'rank-normal',
      count: 5,
      text: '5 results in reading (March 2026) are of year groups many of whose pupils score near the top or the bottom of the test. These pupils are followed by their place in the year group, not by points.',
    },
    {
      code: 'few-peers',
      count: 2,
      text: '2 comparisons rest on fewer than 30 pupils; they lean more on what is usual for all.',
    },
  ]);
});

test('wordedWarnings(warnings, windows) keeps a window that is not among the named ones as it is', () => {
  const values = { window: '2020-autumn', subject: 'writing' };
  expect(wordedWarnings([{ code: 'constant-scores', count: 3, values }], windows)[0].text).toContain('2020-autumn');
});

/** Told on the pages of the data report and home; the others speak to whoever asks for growth percentiles of a table. */
const onPages: readonly WarningCode[] = [
  'few-peers',
  'list-share-unusual',
  'out-of-year',
  'rank-normal',
  'small-cell',
  'placed-by-near-cohort',
  'school-window-shift',
  'newest-window-apart',
  'usual-component',
  'second-test',
  'rows-not-used',
];

test.each(onPages)('a warning that pages show holds no banned word: %s', (code) => {
  const values = {
    subject: 'reading',
    school: 'Oak',
    window: 'December 2025',
    shift: '-0.4',
    of: 2,
    component: 'reliability',
    scale: 'x',
    share: 25,
    low: 1,
    high: 20,
    usual: 30,
  };
  expect(warningCatalogue[code]).toBeDefined();
  expect(bannedWordsIn(warningText({ code, count: 3, values }))).toEqual([]);
});
