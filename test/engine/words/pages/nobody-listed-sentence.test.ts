import { expect, test } from 'vitest';
import { nobodyListedSentence } from '../../../../engine/words/lists/nobody-listed-sentence.ts';

test('nobodyListedSentence(anybodyHasBaseline) tells a quiet term from one that cannot be compared yet', () => {
  expect(nobodyListedSentence(true)).toBe(
    'No pupil is listed this time. A quiet term gives a short list; it is never filled up.',
  );
  expect(nobodyListedSentence(false)).toBe(
    'Nobody here has an earlier result to compare with yet. A list needs two windows, at least 10 weeks apart.',
  );
});
