import { expect, test } from 'vitest';
import { defaultPolicy, resolvePolicy } from '../../../../engine/policy.ts';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { identificationWords } from '../../../../engine/words/criteria/identification-words.ts';

test('identificationWords(settings) tells the four questions and the rules with the numbers of the policy', () => {
  const { questions, rules } = identificationWords(defaultPolicy);
  expect(questions).toHaveLength(4);
  expect(questions[0][1]).toContain('slowest 25 of 100');
  expect(questions[1][1]).toContain('6 months before the baseline and 6 after');
  // Φ(−0.5) = 0.3085
  expect(questions[2][1]).toContain('lowest 31 of 100');
  expect(rules[0]).toEqual(['“Likely”', 'at least 75 chances in 100, after allowing for good and bad days on a test']);
  expect(Object.fromEntries(rules)['The baseline']).toBe(
    'the result nearest to 52 weeks before the newest one, never nearer than 10 weeks',
  );
});

test('identificationWords(settings) follows every choice a school can make, in plain words', () => {
  for (const rule of ['year-before', 'year-start', 'key-stage-start', 'window'] as const)
    for (const reference of ['cohort', 'pooled', 'norms'] as const)
      for (const profile of ['short-list', 'usual', 'long-list'] as const) {
        const policy = resolvePolicy({
          profile,
          reference,
          baseline: { rule, window: rule === 'window' ? 'w' : null },
        });
        const { questions, rules } = identificationWords(policy);
        const words = [...questions, ...rules].flat().join(' ');
        expect(words).not.toMatch(/undefined|NaN|null/);
        expect(bannedWordsIn(words)).toEqual([]);
        expect(rules.some(([what]) => what === 'Length of the lists')).toBe(profile !== 'usual');
      }
});
