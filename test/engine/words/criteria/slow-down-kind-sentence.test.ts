import { expect, test } from 'vitest';
import { slowDownKindSentence } from '../../../../engine/words/criteria/slow-down-kind-sentence.ts';

const sentence = (recent_fall: number, long_decline: number, lasting_step: number) =>
  slowDownKindSentence({ recent_fall, long_decline, lasting_step });

test('slowDownKindSentence(chances) names the kind that has half of the chance, once a slow-down is more likely than not', () => {
  expect(sentence(0.4, 0.1, 0.05)).toContain('a recent fall');
  expect(sentence(0.1, 0.3, 0.1)).toContain('a long, slow decline');
  expect(sentence(0.1, 0.1, 0.4)).toContain('a step');
  expect(sentence(0.25, 0.25, 0.2)).toContain('do not show whether');
});

test('slowDownKindSentence(chances) says nothing where a slow-down is unlikely, or where a run does not know', () => {
  expect(sentence(0.3, 0.1, 0.05)).toBe('');
  expect(sentence(Number.NaN, Number.NaN, Number.NaN)).toBe('');
  expect(slowDownKindSentence({ recent_fall: 0.35, long_decline: 0.05, lasting_step: 0.05 }, 0.4)).toContain('recent');
});
