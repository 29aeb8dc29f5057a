import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { defaultSentenceSettings, type CriterionFacts } from '../../../../engine/words/criteria/criterion-facts.ts';
import { criterionSentence } from '../../../../engine/words/criteria/criterion-sentence.ts';
import { fillForename } from '../../../../engine/words/kit/fill-forename.ts';
import { lackWords } from '../../../../engine/words/kit/lack-words.ts';
import { likelihoodOf } from '../../../../engine/words/kit/likelihood-of.ts';
import { subjectWords } from '../../../../engine/words/kit/subject-words.ts';
import { criterionNames, reasonNames, verdictNames } from '../../../../engine/tables/run-schema.ts';

const standardised = { class: 'standardised', unit: 'points', higherIsBetter: true, grades: [] } as const;
const reading = subjectWords('reading', standardised);
const writing = subjectWords('writing', {
  class: 'ordinal',
  unit: '',
  higherIsBetter: true,
  grades: ['WTS', 'EXS', 'GDS'],
});
const social = subjectWords('social_skills', {
  class: 'non-attainment',
  unit: 'points',
  higherIsBetter: false,
  grades: [],
});

const facts: CriterionFacts = {
  criterion: 'slower-than-peers',
  verdict: 'met',
  reason: null,
  probability: 0.8,
  information: 0.6,
  effect: 0.3,
  rateBeforePoints: 3,
  rateSincePoints: -4,
  gapBaselinePoints: 11,
  gapPoints: 12,
  settles: 0.7,
  baselineMonth: 'December 2025',
  currentMonth: 'December 2026',
  nextMonth: 'March',
  because: null,
  weeksApart: 9,
  peers: 8,
};
const said = (changes: Partial<CriterionFacts>, words = reading) =>
  fillForename(criterionSentence({ ...facts, ...changes }, words), 'Amira');

describe('criterionSentence(facts, words) says the words of the table of criteria', () => {
  const table: [string, Partial<CriterionFacts>, string][] = [
    [
      'slower than peers, met',
      {},
      'Reading: Amira has likely made slower progress than three in every four pupils who had the same score in December 2025.',
    ],
    [
      'slower than peers, leans towards',
      { verdict: 'cannot-say', reason: 'too-close-to-call', probability: 0.6, settles: Number.NaN },
      'Reading: progress looks slower than for most pupils who had the same score, but it is too early to be sure.',
    ],
    [
      'slower than peers, leans against',
      { verdict: 'cannot-say', reason: 'too-close-to-call', probability: 0.3, settles: Number.NaN },
      'Reading: progress is probably in line with pupils who had the same score, but we cannot be sure yet.',
    ],
    [
      'slower than peers, not met',
      { verdict: 'not-met', reason: 'ordinary', probability: 0.1 },
      'Reading: no sign of slower progress than pupils who had the same score.',
    ],
    [
      'own rate, met',
      { criterion: 'below-own-rate' },
      'Reading: Amira was gaining about 3 points a year on the year group until December 2025, and has likely lost about 4 a year since.',
    ],
    [
      'own rate, leans towards',
      {
        criterion: 'below-own-rate',
        verdict: 'cannot-say',
        reason: 'too-close-to-call',
        probability: 0.6,
        settles: Number.NaN,
      },
      'Reading: progress may have slowed since December 2025, but the tests cannot show it for sure.',
    ],
    [
      'own rate, leans against',
      {
        criterion: 'below-own-rate',
        verdict: 'cannot-say',
        reason: 'too-close-to-call',
        probability: 0.4,
        settles: Number.NaN,
      },
      'Reading: progress has probably not slowed since December 2025, but the tests cannot rule it out.',
    ],
    [
      'own rate, not met',
      { criterion: 'below-own-rate', verdict: 'not-met', reason: 'ordinary' },
      'Reading: no sign that progress has slowed compared with before.',
    ],
    [
      'gap not closing, met',
      { criterion: 'gap-not-closing' },
      'Reading: Amira was about 11 points below the middle of the year group and is likely still about as far away, or further.',
    ],
    [
      'gap not closing, not met because it closes',
      { criterion: 'gap-not-closing', verdict: 'not-met', reason: 'gap-closing', gapPoints: 6 },
      'Reading: the gap to the middle of the year group is getting smaller: about 11 points then, about 6 now.',
    ],
    [
      'gap not closing, not met because there is none',
      { criterion: 'gap-not-closing', verdict: 'not-met', reason: 'no-gap' },
      'Reading: Amira did not start far below the middle of the year group, so there is no large gap to close.',
    ],
    [
      'gap widening, met',
      { criterion: 'gap-widening', gapBaselinePoints: 6, gapPoints: 11 },
      'Reading: the gap to the middle of the year group has likely grown, from about 6 points to about 11.',
    ],
    [
      'gap widening, not met',
      { criterion: 'gap-widening', verdict: 'not-met', reason: 'ordinary' },
      'Reading: no sign that the gap to the year group has grown.',
    ],
    [
      'gap, leans, a little bigger',
      {
        criterion: 'gap-widening',
        verdict: 'cannot-say',
        reason: 'too-close-to-call',
        probability: 0.6,
        settles: Number.NaN,
      },
      'Reading: the gap looks a little bigger, but the change is within what a good or bad day can do.',
    ],
    [
      'gap, leans, about the same',
      {
        criterion: 'gap-not-closing',
        verdict: 'cannot-say',
        reason: 'too-close-to-call',
        probability: 0.4,
        effect: 0.05,
        settles: Number.NaN,
      },
      'Reading: the gap looks about the same, but the change is within what a good or bad day can do.',
    ],
  ];
  test.each(table)('%s', (_, changes, sentence) => expect(said(changes)).toBe(sentence));

  test('a verdict that may be settled soon says so, and one that may not says where else to look', () => {
    const open = { verdict: 'cannot-say', reason: 'too-close-to-call', probability: 0.6 } as const;
    expect(said({ ...open, settles: 0.5 })).toMatch(/ The March test will probably make it clearer\.$/);
    expect(said({ ...open, settles: 0.49 })).toMatch(/ More tests alone may not settle it; look at work in class\.$/);
    expect(said({ ...open, settles: 0.6, nextMonth: null })).toMatch(/ The next test will probably make it clearer\.$/);
  });

  test('very likely is said from 0.95', () => expect(said({ probability: 0.95 })).toContain('has very likely made'));
});

describe('criterionSentence(facts, words) names the reason where nothing can be said', () => {
  const table: [CriterionFacts['reason'], Partial<CriterionFacts>, string][] = [
    [
      'too-close-to-call',
      { probability: 0.15, information: 0.1 },
      'Too close to call. The March test will probably make it clearer.',
    ],
    [
      'too-close-to-call',
      { probability: 0.15, information: 0.1, settles: 0.2 },
      'Too close to call. More tests alone may not settle it; look at work in class.',
    ],
    [
      'no-baseline',
      { because: lackWords({ status: null, day: 20_424, joinedOnDay: 20_525 }) },
      'Amira has no earlier result to compare with (joined in March 2026).',
    ],
    [
      'no-baseline',
      { because: lackWords({ status: 'absent', day: 20_424 }) },
      'Amira has no earlier result to compare with (absent in December 2025).',
    ],
    ['no-earlier-window', {}, 'We need one result from before December 2025 to know the earlier rate.'],
    [
      'windows-too-close',
      { criterion: 'below-own-rate', weeksApart: 21 },
      'The two tests are only 21 weeks apart; at least 26 are needed.',
    ],
    [
      'no-baseline',
      { because: lackWords({ status: null, day: 20_424 }) },
      'Amira has no earlier result to compare with (no result in December 2025).',
    ],
    ['windows-too-close', { weeksApart: 1 }, 'The two tests are only 1 week apart; at least 10 are needed.'],
    [
      'windows-too-close',
      { weeksApart: 0.3 },
      'The two tests are less than a week apart; at least 10 weeks are needed.',
    ],
    ['too-few-peers', { peers: 0 }, 'No other pupil can be compared. Ask the trust for a larger group.'],
    [
      'too-few-peers',
      { peers: 1 },
      'Only 1 pupil can be compared, too few for a fair comparison. Ask the trust for a larger group.',
    ],
    ['windows-too-close', {}, 'The two tests are only 9 weeks apart; at least 10 are needed.'],
    [
      'too-few-peers',
      {},
      'Only 8 pupils can be compared, too few for a fair comparison. Ask the trust for a larger group.',
    ],
    [
      'not-measured',
      { because: lackWords({ status: 'absent' }) },
      'No result this time (absent). This is not a low score.',
    ],
    [
      'not-measured',
      { because: lackWords({ status: 'below-test' }) },
      'No result this time (working below this test). This is not a low score.',
    ],
    [
      'not-measured',
      { because: lackWords({ status: null }) },
      'No result this time (not entered). This is not a low score.',
    ],
    ['changed-test', {}, 'The test changed between December 2025 and December 2026, so points cannot be compared.'],
    ['at-floor', {}, 'The score is at the bottom of this test. It cannot show how much Amira knows.'],
    ['at-ceiling', {}, 'The score is at the top of this test, so it cannot show further progress.'],
  ];
  test.each(table)('%s', (reason, changes, words) =>
    expect(said({ verdict: 'cannot-say', reason, probability: Number.NaN, ...changes })).toBe(
      `Reading: cannot say. ${words}`,
    ),
  );

  test('only bands', () =>
    expect(said({ verdict: 'cannot-say', reason: 'only-bands' }, writing)).toBe(
      'Writing: cannot say. Results are in three broad bands. A move of one band can be a single piece of work.',
    ));
});

test('criterionSentence(facts, words) names a measure other than attainment with its direction, and turns below round', () => {
  expect(said({ verdict: 'not-met', reason: 'ordinary' }, social)).toBe(
    "Social skills (teacher's rating; a higher score means more difficulty): no sign of slower progress than pupils who had the same score.",
  );
  expect(said({ criterion: 'gap-not-closing' }, social)).toContain(': Amira was about 11 points above the middle');
  expect(said({ criterion: 'below-own-rate' }, social)).toContain(
    'was improving about 3 points a year on the year group until December 2025, and has likely slipped about 4 a year since.',
  );
});

describe('criterionSentence(facts, words) prints no number that contradicts its words', () => {
  test('where whole points do not show a slower rate', () =>
    expect(said({ criterion: 'below-own-rate', rateBeforePoints: 0.4, rateSincePoints: -0.4 })).toBe(
      'Reading: progress since December 2025 has likely been slower than before, measured against the year group.',
    ));
  test('where whole points do not show a wider gap', () =>
    expect(said({ criterion: 'gap-widening', gapBaselinePoints: 5.6, gapPoints: 6.4 })).toBe(
      'Reading: the gap to the middle of the year group has likely grown.',
    ));
  test('where there was no gap before', () =>
    expect(said({ criterion: 'gap-widening', gapBaselinePoints: 0.3, gapPoints: 6.4 })).toBe(
      'Reading: the gap to the middle of the year group has likely grown, from almost none to about 6 points.',
    ));
  test('where the pupil was ahead before', () =>
    expect(said({ criterion: 'gap-widening', gapBaselinePoints: -3.2, gapPoints: 4.1 })).toBe(
      'Reading: Amira was about 3 points above the middle of the year group and is now likely about 4 below it.',
    ));
  test('where the scale has bands, not points', () => {
    for (const criterion of criterionNames) expect(said({ criterion }, writing)).not.toMatch(/\bpoints?\b/);
  });
  test('one point is one point', () =>
    expect(said({ criterion: 'gap-not-closing', gapBaselinePoints: 1.2 })).toContain('about 1 point below'));
});

test('every verdict, reason and number gives a sentence without braces, banned words, NaN or more than 25 words', () => {
  const maybe = fc.oneof(fc.constant(Number.NaN), fc.double({ min: -60, max: 60, noNaN: true }));
  const chance = fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 1, noNaN: true }));
  const month = fc.constantFrom(null, 'September 2025', 'March 2026');
  fc.assert(
    fc.property(
      fc.record({
        criterion: fc.constantFrom(...criterionNames),
        verdict: fc.constantFrom(...verdictNames),
        reason: fc.constantFrom(null, ...reasonNames),
        probability: chance,
        information: chance,
        effect: maybe,
        rateBeforePoints: maybe,
        rateSincePoints: maybe,
        gapBaselinePoints: maybe,
        gapPoints: maybe,
        settles: chance,
        baselineMonth: month,
        currentMonth: month,
        nextMonth: fc.constantFrom(null, 'March'),
        because: fc.constantFrom(null, 'absent'),
        weeksApart: fc.constantFrom(Number.NaN, 4),
        peers: fc.constantFrom(Number.NaN, 8),
      }),
      fc.constantFrom(reading, writing, social),
      (any, words) => {
        const sentence = criterionSentence(any, words);
        expect(sentence.startsWith(`${words.label}: `)).toBe(true);
        expect(sentence).not.toMatch(/[{}]|NaN|undefined|null|-\d| {2}/);
        expect(sentence).toMatch(/[a-z0-9)]\.$/);
        expect(bannedWordsIn(sentence)).toEqual([]);
        const first = sentence.slice(words.label.length + 2);
        // Own rate says two rates and a date; with “This pupil” and “very likely” it may reach 26 words beside the subject.
        for (const part of first.split(/(?<=\.) /)) expect(part.split(' ').length).toBeLessThanOrEqual(26);
      },
    ),
    { numRuns: 3000 },
  );
});

test('own rate keeps to 26 words beside the subject, “This pupil” and “very likely” included, whatever the two rates', () => {
  const rates = [-12, -1, 0, 1, 12];
  for (const words of [reading, writing, social]) {
    for (const rateBeforePoints of rates) {
      for (const rateSincePoints of rates) {
        for (const baselineMonth of [null, 'September 2025']) {
          const own = { ...facts, criterion: 'below-own-rate', probability: 0.99, baselineMonth } as const;
          const sentence = criterionSentence({ ...own, rateBeforePoints, rateSincePoints }, words);
          expect(sentence).toContain('very likely');
          expect(sentence.slice(words.label.length + 2).split(' ').length, sentence).toBeLessThanOrEqual(26);
        }
      }
    }
  }
});

test('likelihoodOf(probability, information) changes its word on the edges of the table', () => {
  const words = [0.95, 0.949, 0.75, 0.749, 0.5, 0.499, 0.201, 0.2, 0].map((p) => likelihoodOf(p, 0.25));
  expect(words).toEqual([
    'very likely',
    'likely',
    'likely',
    'leans towards',
    'leans towards',
    'leans against',
    'leans against',
    'unlikely',
    'unlikely',
  ]);
  expect(likelihoodOf(0.2, 0.249)).toBe('cannot say');
  const strict = { ...defaultSentenceSettings, met: 0.97, notMet: 0.1 };
  expect([0.97, 0.96, 0.2, 0.1].map((p) => likelihoodOf(p, 1, strict))).toEqual([
    'very likely',
    'leans towards',
    'leans against',
    'unlikely',
  ]);
  expect(likelihoodOf(Number.NaN, 1)).toBe('cannot say');
  expect(likelihoodOf(0.1, Number.NaN)).toBe('cannot say');
});

test('fillForename(sentence, forename) fills every place, possessives and names with a dollar sign too', () => {
  expect(fillForename("This pupil's plan. It shows how much this pupil knows.", '$&a')).toBe(
    "$&a's plan. It shows how much $&a knows.",
  );
  expect(fillForename('This pupil has', '  ')).toBe('This pupil has');
});
