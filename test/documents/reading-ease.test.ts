import { expect, test } from 'vitest';
import { readingEase, syllablesOf } from './reading-ease.ts';

test('syllablesOf(word) counts as a dictionary does', () => {
  const counted = [
    'a child moved gap were some asked school year free ease tests',
    'tested table classes likely teacher numbers answers children subject language settings agreed',
    'probably governor computer together unlikely',
    'identifies',
  ];
  for (const [at, words] of counted.entries())
    for (const word of words.split(' ')) expect(syllablesOf(word), word).toBe(at + 1);
});

test('readingEase(text) is Flesch’s formula: the cat sat on the mat, and a sentence of long words', () => {
  // Six words of one syllable: 206.835 − 1.015·6 − 84.6 and 0.39·6 + 11.8 − 15.59.
  const cat = readingEase('The cat sat on the mat.');
  expect(cat.words).toBe(6);
  expect(cat.ease).toBeCloseTo(116.145, 9);
  expect(cat.grade).toBeCloseTo(-1.45, 9);
  // The example that is usually worked: 13 words, 24 syllables, grade 11.3.
  const hard = readingEase('The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.');
  expect(hard.words).toBe(13);
  expect(hard.grade).toBeCloseTo(11.3, 1);
  expect(hard.ease).toBeCloseTo(206.835 - 1.015 * 13 - (84.6 * 24) / 13, 9);
});
