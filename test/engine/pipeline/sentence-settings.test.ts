import { expect, test } from 'vitest';
import { criteriaSettings } from '../../../engine/pipeline/criteria-settings.ts';
import { sentenceSettings } from '../../../engine/pipeline/sentence-settings.ts';
import { policyProfiles, resolvePolicy } from '../../../engine/policy.ts';
import { defaultCriteriaSettings } from '../../../engine/criteria/index.ts';
import { defaultSentenceSettings } from '../../../engine/words/criteria/criterion-facts.ts';
import { criterionSentence } from '../../../engine/words/criteria/criterion-sentence.ts';
import { subjectWords } from '../../../engine/words/kit/subject-words.ts';
import { likelihoodOf } from '../../../engine/words/kit/likelihood-of.ts';

const profiles = Object.keys(policyProfiles) as (keyof typeof policyProfiles)[];

test.each(profiles)(
  'sentenceSettings(policy) of profile %s says “likely” of what is met and of nothing else',
  (profile) => {
    const policy = resolvePolicy({ profile });
    const words = sentenceSettings(policy);
    for (let percent = 0; percent <= 100; percent++) {
      const word = likelihoodOf(percent / 100, 1, words);
      expect([percent, word.endsWith('likely') && word !== 'unlikely']).toEqual([
        percent,
        percent / 100 >= policy.criteria.met,
      ]);
      expect([percent, word === 'unlikely']).toEqual([percent, percent / 100 <= policy.criteria.notMet]);
    }
  },
);

test('sentenceSettings(policy) carries a limit between two profiles into the words: 80 in 100 is likely under one only', () => {
  const said = profiles.map((profile) => likelihoodOf(0.8, 1, sentenceSettings(resolvePolicy({ profile }))));
  expect(Object.fromEntries(profiles.map((profile, at) => [profile, said[at]]))).toEqual({
    'short-list': 'leans towards',
    usual: 'likely',
    'long-list': 'likely',
  });
});

test('an open answer leans by the policy: the sentence turns where the policy says', () => {
  const facts = {
    criterion: 'slower-than-peers',
    verdict: 'cannot-say',
    reason: 'too-close-to-call',
    probability: 0.55,
    information: 0.5,
    effect: 0,
    rateBeforePoints: 0,
    rateSincePoints: 0,
    gapBaselinePoints: 0,
    gapPoints: 0,
    settles: 0.4,
    baselineMonth: 'December 2025',
    currentMonth: 'December 2026',
    nextMonth: 'March',
    because: null,
    weeksApart: 52,
    peers: 100,
  } as const;
  const say = (likelihood: object) =>
    criterionSentence(facts, subjectWords('reading'), sentenceSettings(resolvePolicy({ likelihood })));
  expect(say({})).toMatch(/looks slower.*More tests alone/);
  expect(say({ leansTowards: 0.6 })).toMatch(/probably in line/);
  expect(say({ settles: 0.3 })).toMatch(/March test will probably/);
});

test('the stages’ own defaults are the policy’s', () => {
  expect(sentenceSettings(resolvePolicy())).toEqual(defaultSentenceSettings);
  expect(criteriaSettings(resolvePolicy())).toEqual(defaultCriteriaSettings);
});
