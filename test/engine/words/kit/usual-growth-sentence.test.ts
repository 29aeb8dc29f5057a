import { expect, test } from 'vitest';
import {
  growthSide,
  sideBySideSentence,
  usualGrowthSentence,
} from '../../../../engine/words/kit/usual-growth-sentence.ts';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';

const group = (name: string, low: number | null, high: number | null) => ({ name, low, high });

test('usualGrowthSentence(groups, subject) says who is told apart from usual, and nothing of the rest', () => {
  const classes = [
    group('2B', 13, 38),
    group('2N', 32, 49),
    group('3H', 18, 57),
    group('3M', 53, 81),
    group('4C', 28, 71),
  ];
  const told = usualGrowthSentence(classes, 'mathematics');
  expect(told).toBe('2B and 2N are below usual in mathematics; 3M is above; the others cannot be told from usual.');
  expect(usualGrowthSentence([group('1F', 54, 79), group('1L', 28, 74)], 'reading')).toBe(
    '1F is above usual in reading; the other cannot be told from usual.',
  );
  expect(usualGrowthSentence([group('2B', 13, 38)], 'reading')).toBe('2B is below usual in reading.');
  expect(usualGrowthSentence([group('4C', 28, 71), group('4T', 20, 60)], 'reading')).toBe(
    'In reading none of the 2 can be told from usual.',
  );
  expect(usualGrowthSentence([group('4C', 28, 71)], 'reading')).toBe('In reading 4C cannot be told from usual.');
  expect(usualGrowthSentence([group('4C', null, null)], 'reading')).toBe('');
  expect(bannedWordsIn(told)).toEqual([]);
});

test('growthSide(group) agrees with the whole numbers that stand beside it', () => {
  expect(growthSide({ low: 50.4, high: 81 })).toBe('cannot tell');
  expect(growthSide({ low: 50.6, high: 81 })).toBe('above');
  expect(growthSide({ low: 20, high: 49.4 })).toBe('below');
  expect(growthSide({ low: null, high: null })).toBe('not shown');
});

test('sideBySideSentence(groups) counts what luck would set apart', () => {
  const groups = Array.from({ length: 34 }, (_, place) => group(String(place), 40, 60));
  expect(sideBySideSentence(groups)).toBe(
    'Of 34 figures side by side, up to 3 would stand apart by luck if all were usual.',
  );
  expect(sideBySideSentence(groups.slice(0, 4))).toBe('');
});
