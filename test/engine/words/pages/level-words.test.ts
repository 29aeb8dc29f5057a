import { expect, test } from 'vitest';
import { levelsSentence, levelWords } from '../../../../engine/words/pages/level-words.ts';

test('levelWords(positions) says one level, or from which to which, and nothing where there is no result', () => {
  expect(levelWords([-0.51])).toBe('below');
  expect(levelWords([-0.5])).toBe('middle');
  expect(levelWords([0.5])).toBe('middle');
  expect(levelWords([0.51, Number.NaN])).toBe('above');
  expect(levelWords([0.1, -0.7])).toBe('below to middle');
  expect(levelWords([0.9, -0.7])).toBe('below to above');
  expect(levelWords([Number.NaN])).toBe('–');
  expect(levelWords([])).toBe('–');
});

test('levelsSentence(subjects) tells each subject apart: a pupil far below in one is not “middle”', () => {
  const subjects = [
    { name: 'maths', position: 0.2 },
    { name: 'reading', position: -1.1 },
    { name: 'writing', position: 0.1 },
    { name: 'science', position: Number.NaN },
  ];
  expect(levelsSentence(subjects)).toBe('below in reading; middle in maths and writing');
  expect(levelsSentence([{ name: 'maths', position: Number.NaN }])).toBe('not known');
});
