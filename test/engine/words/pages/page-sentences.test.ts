import { describe, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { classLine } from '../../../../engine/words/pages/class-line.ts';
import { contextLine } from '../../../../engine/words/context/context-line.ts';
import { coverageLine } from '../../../../engine/words/pages/coverage-line.ts';
import * as belowOwnRate from '../../../../engine/words/criteria/below-own-rate.ts';
import * as criterionTemplates from '../../../../engine/words/criteria/criterion-templates.ts';
import * as gapLeans from '../../../../engine/words/criteria/gap-leans.ts';
import * as gapNotClosing from '../../../../engine/words/criteria/gap-not-closing.ts';
import * as gapWidening from '../../../../engine/words/criteria/gap-widening.ts';
import * as slowerThanPeers from '../../../../engine/words/criteria/slower-than-peers.ts';
import { fillLetter } from '../../../../engine/words/letters/fill-letter.ts';
import { readLetter } from '../../../../engine/words/letters/read-letter.ts';
import { usualLetters } from '../../../../engine/words/letters/usual-letters.ts';
import { familyReasonSentence, familySheetLine } from '../../../../engine/words/pages/family-sheet.ts';
import { fillForename } from '../../../../engine/words/kit/fill-forename.ts';
import { fillTemplate } from '../../../../engine/words/kit/fill-template.ts';
import { firstYearSentence } from '../../../../engine/words/pages/first-year-sentence.ts';
import { followUpSentence } from '../../../../engine/words/pages/follow-up-sentence.ts';
import { governorSentences } from '../../../../engine/words/lists/governor-sentences.ts';
import { growthPercentileSentences } from '../../../../engine/words/pages/growth-percentile-sentences.ts';
import { lackWords } from '../../../../engine/words/kit/lack-words.ts';
import { listDoubtSentence } from '../../../../engine/words/lists/list-doubt-sentence.ts';
import { listedDoubtSentence } from '../../../../engine/words/lists/listed-doubt-sentence.ts';
import { nextWindowMonth } from '../../../../engine/words/kit/next-window-month.ts';
import { notTestedLine } from '../../../../engine/words/pages/not-tested-line.ts';
import { outcomes } from '../../../../engine/words/pages/outcomes.ts';
import type { Criterion } from '../../../../engine/tables/run-schema.ts';
import * as pageWords from '../../../../engine/words/kit/page-templates.ts';
import { peerGroupSentence } from '../../../../engine/words/pages/peer-group-sentence.ts';
import { recordedSentence } from '../../../../engine/words/lists/recorded-sentence.ts';
import { reboundSentence } from '../../../../engine/words/pages/rebound-sentence.ts';
import { rollLine } from '../../../../engine/words/pages/roll-line.ts';
import { shareOfPeers } from '../../../../engine/words/kit/share-of-peers.ts';
import { subjectWords } from '../../../../engine/words/kit/subject-words.ts';
import { windowMonth } from '../../../../engine/words/kit/window-month.ts';
import { yearGroupSentence } from '../../../../engine/words/pages/year-group-sentence.ts';
import { yearGroupWords } from '../../../../engine/words/kit/year-group-words.ts';

const points = { unitOne: 'point', unitMany: 'points' };
const amira = (sentence: string) => fillForename(sentence, 'Amira');

test('peerGroupSentence(group) names who a pupil is compared with', () => {
  const group = {
    subject: 'reading',
    baselineMonth: 'December 2025',
    yearGroup: 'Year 4',
    peers: 412,
    peersNear: 38,
    schools: 6,
    widthPoints: 5,
  };
  expect(amira(peerGroupSentence(group))).toBe(
    'Compared with pupils who had the same reading score in December 2025. Worked out from 412 Year 4 pupils in 6 schools; about 38 started within 5 points of Amira. Amira is not counted.',
  );
  expect(peerGroupSentence({ ...group, schools: 1, widthPoints: Number.NaN })).toContain(
    'pupils in 1 school; about 38 of them started close to this pupil.',
  );
  expect(
    amira(
      peerGroupSentence({ ...group, subject: 'writing', hasPoints: false, peersNear: Number.NaN, schools: Number.NaN }),
    ),
  ).toBe(
    'Compared with pupils who had the same writing result in December 2025. Worked out from 412 Year 4 pupils. Amira is not counted.',
  );
});

test('yearGroupSentence(pupils, yearGroup) names who gaps are measured against', () =>
  expect(yearGroupSentence(412, yearGroupWords('4'))).toBe(
    'Compared with all 412 Year 4 pupils who took this test. Gaps are measured to the middle pupil.',
  ));

describe('growthPercentileSentences(growth) never gives a percentile without its range', () => {
  const growth = { percentile: 22.4, low: 6.2, high: 49.6, verdict: 'met' } as const;
  test('outside the middle, figure and range', () =>
    expect(growthPercentileSentences(growth)).toEqual([
      'Of 100 pupils who had the same score, about 22 made less progress.',
      'Tests are not exact: the true figure is probably between 6 and 50.',
    ]));
  test('holding the middle, ordinary progress is possible', () =>
    expect(growthPercentileSentences({ ...growth, high: 50, verdict: 'cannot-say' })[2]).toBe(
      'So this could be ordinary progress.',
    ));
  test('holding the middle where the verdict is met, the verdict rests on all results', () =>
    expect(growthPercentileSentences({ ...growth, high: 61 })[2]).toBe(
      'So ordinary progress is unlikely, but not ruled out.',
    ));
  test('nothing where it is not known', () =>
    expect(growthPercentileSentences({ ...growth, percentile: Number.NaN })).toEqual([]));
});

describe('listDoubtSentence(list) puts one doubt over a list', () => {
  test.each([
    [0, 0, 'No pupils are listed.'],
    [1, 0.1, '1 pupil is listed; probably not by test luck alone, but the tests cannot be sure.'],
    [1, 0.6, '1 pupil is listed; that may be by test luck alone.'],
    [4, 0.4, '4 pupils are listed; probably none of them is there by test luck alone, but the tests cannot be sure.'],
    [
      6,
      0.8,
      '6 pupils are listed; about 1 of them is probably there by test luck alone, and the tests cannot tell us which.',
    ],
    [
      7,
      1.9,
      '7 pupils are listed; about 2 of them are probably there by test luck alone, and the tests cannot tell us which.',
    ],
    [2, 1.6, '2 pupils are listed; all of them may be there by test luck alone.'],
    [5, Number.NaN, '5 pupils are listed.'],
  ])('%i listed, %d by luck', (listed, probablyOrdinary, sentence) =>
    expect(listDoubtSentence({ listed, probablyOrdinary })).toBe(sentence),
  );
  test('for every size of list one sentence, without “0” and without two numbers of luck', () => {
    for (let listed = 0; listed <= 30; listed++)
      for (let ordinary = 0; ordinary <= listed; ordinary += 0.25) {
        const sentence = listDoubtSentence({ listed, probablyOrdinary: ordinary });
        expect(sentence.match(/\.$/g)).toHaveLength(1);
        expect(sentence).not.toMatch(/\b0\b|\b1 of them are|\. [A-Z]/);
      }
  });
});

test('listedDoubtSentence(chance) tells a pupil’s share of that number', () => {
  expect(amira(listedDoubtSentence(0.23))).toBe(
    'Of 10 pupils listed as surely as Amira, about 2 are there by test luck alone.',
  );
  expect(listedDoubtSentence(0.04)).toBe(
    'Of 20 pupils listed as surely as this pupil, about 1 is there by test luck alone.',
  );
  expect(listedDoubtSentence(0.01)).toBe(
    'Hardly any pupil listed as surely as this pupil is there by test luck alone.',
  );
  expect(listedDoubtSentence(null)).toBe('');
});

test('governorSentences(counts) opens with how many and the doubt, then what is usual, and who was not tested', () => {
  const counts = { listed: 31, tested: 212, untested: 9, usualLow: 22, usualHigh: 37, probablyOrdinary: 8 };
  expect(governorSentences(counts)).toEqual([
    '31 of 212 tested pupils are to be discussed; about 8 of them are probably there by test luck alone, and the tests cannot tell us which.',
    'At the rate of the other schools in these results, 22 to 37 would be usual.',
    '9 pupils on roll were not tested.',
  ]);
  expect(governorSentences({ ...counts, listed: 1, untested: 1 }).join(' ')).toMatch(/^1 of 212 tested pupils is /);
  expect(governorSentences({ ...counts, listed: 0, probablyOrdinary: 0, untested: 0, usualLow: Number.NaN })).toEqual([
    'None of 212 tested pupils are to be discussed.',
    'Every pupil on roll was tested.',
  ]);
});

test('recordedSentence(what, count, of, fewest) tells no count by which a pupil could be found', () => {
  const said = (count: number, of: number) => recordedSentence('an outcome', count, of, 6);
  expect(said(31, 31)).toBe('The record holds an outcome for all 31.');
  expect(said(0, 31)).toBe('The record holds an outcome for none of the 31 yet.');
  expect(said(25, 31)).toBe('The record holds an outcome for 25 of the 31.');
  expect([1, 3, 5].map((count) => said(count, 31))).toEqual(Array(3).fill(said(2, 31)));
  expect([26, 28, 30].map((count) => said(count, 31))).toEqual(Array(3).fill(said(27, 31)));
  expect(said(2, 5)).toBe('');
});

test('reboundSentence(rebound) stands the change beside the usual one and credits nothing with it', () => {
  const rebound = { usualPoints: 6, points: 8, pointsLow: 2, pointsHigh: 14 };
  expect(amira(reboundSentence(rebound, points))).toBe(
    'After a low result, scores often come up a little by themselves: about 6 points here. Amira came up 8 (probably 2 to 14). We cannot yet say that the support made the difference.',
  );
  expect(reboundSentence({ ...rebound, points: -3, pointsLow: -8, pointsHigh: 1 }, points)).toContain(
    'went down 3 (probably −1 to 8)',
  );
});

test('classLine(growth) says usual, slower or faster by its interval, and whose months they were', () => {
  const growth = { group: '4K', median: 44, low: 36, high: 52, months: 12, monthsInEarlierClass: 8 };
  expect(classLine(growth)).toBe(
    "Middle pupil of 4K: 44 of 100 pupils with the same start made less progress (probably 36 to 52), so about usual. 8 of the 12 months were in last year's class.",
  );
  expect(classLine({ ...growth, high: 49 })).toContain('so slower than usual.');
  expect(classLine({ ...growth, low: 51, median: 60, high: 70 })).toContain('so faster than usual.');
  expect(classLine({ ...growth, median: Number.NaN })).not.toMatch(/NaN/);
  expect(classLine({ ...growth, median: Number.NaN, ownReference: true })).toContain('compared only with itself');
});

test('followUpSentence(state, month, agreed) tells the persisting from the eased', () => {
  expect(followUpSentence('persisting', 'December 2025')).toBe(
    'Listed again: progress since December 2025 is still slow.',
  );
  expect(followUpSentence('eased', null, 'reading partner, Ms Khan')).toBe(
    'No longer listed: progress is back in line. Last agreed: reading partner, Ms Khan.',
  );
  expect(followUpSentence('new', 'December 2025')).toBe('');
});

test('contextLine(month, facts, considered) adds and takes off nothing', () => {
  expect(contextLine('December 2025', ['moved school in March', 'attendance 88 %'], 'not known')).toBe(
    'Known since December 2025: moved school in March; attendance 88 %. Considered: not known. Nothing was added to or taken off the result for this.',
  );
});

test('the fixed sentences are those agreed', () => {
  expect(pageWords.pageTemplates.foot).toBe(
    'A reason to talk, not a judgement. Slow progress or low scores do not by themselves mean a pupil has SEN. Absence, a move, health, family events, learning English or the test itself can slow progress for a while.',
  );
  expect(pageWords.pageTemplates.statutory).toBe(
    'Two reviewed plans have not yet had the effect hoped for and the gap has grown. Please consider, with the parents, whether to ask for a statutory assessment.',
  );
  expect(pageWords.pageTemplates.selfReference).toBe(
    'Compared only with pupils in this school, so the school as a whole comes out as average by design. This page cannot say how the school is doing.',
  );
  expect(pageWords.pageTemplates.correctedNumbers).toBe(
    'We allow for good and bad days on a test, so these changes are smaller than taking one score from the other.',
  );
  expect(firstYearSentence()).toBe(
    "You have one window. Lists need two, at least 10 weeks apart; own rate needs about a year, half of it before the baseline. Add last year's results?",
  );
  expect(outcomes.map(({ words }) => words).join(' · ')).toBe(
    'no concern · keep watching · change teaching in class · extra help (not SEN) · find out more (observe, re-test, hearing, sight) · SENCO to assess · start SEN Support (parents told first) · change plan · consider statutory assessment · consider leaving SEN Support → monitoring · pass on (attendance, EAL, safeguarding lead) · could not discuss, carried over',
  );
});

test('outcomes are kept as codes, each of which stays what it is however it is worded', () => {
  const codes = outcomes.map(({ code }) => code);
  expect(codes.join(' ')).toBe(
    'no-concern keep-watching change-teaching extra-help find-out-more senco-to-assess start-sen-support change-plan consider-statutory-assessment consider-leaving-support pass-on carried-over',
  );
});

test('the usual family sheet, with its facts under it, can be said aloud and holds no figure', () => {
  const { blocks } = fillLetter(readLetter('family', usualLetters.family).blocks, {
    pupil: 'Amira',
    subject: 'reading',
    because: familyReasonSentence(['slower-than-peers']),
  });
  const facts = familySheetLine({ seenBy: 'class teacher, SENCO, headteacher', keptUntil: '31 August 2030' });
  const texts = blocks.map(({ text }) => text).filter(Boolean);
  expect([...texts, facts].join(' ')).toBe(
    "After each set of tests we look at how every pupil is getting on. We talk about those whose progress seems slower than before, or slower than pupils who started with the same score. We would like to talk with you about Amira's reading. It does not mean that anything is wrong, or that Amira has special educational needs. One test can be a bad day. What Amira does well: What we see: What we will try: When we look again: What do you and Amira think? If you think a mark or a fact is wrong, tell us and we will check it. Seen by: class teacher, SENCO, headteacher. Kept until: 31 August 2030.",
  );
  expect(texts.join(' ')).not.toMatch(/\d/);
  expect(blocks.filter(({ kind }) => kind === 'lines')).toHaveLength(5);
});

test('familyReasonSentence(met) gives no other reason to talk than what was found', () => {
  const second = (...met: Criterion[]) => familyReasonSentence(met);
  expect(second('below-own-rate')).toMatch(/slower than before/);
  for (const gap of [second('gap-not-closing'), second('gap-widening', 'gap-not-closing')]) {
    expect(gap).toMatch(/below the middle of their year group/);
    expect(gap).not.toMatch(/slower/);
  }
  expect(second('gap-widening', 'slower-than-peers')).toMatch(/slower than before, slower than pupils.*close a gap/);
  expect(second()).toBe('We also talk about a pupil when a teacher or the family would like to.');
});

test('coverage is told with pupils on roll first and nobody left out', () => {
  expect(
    coverageLine([
      { name: 'reading', tested: 28, onRoll: 30 },
      { name: 'maths', tested: 29, onRoll: 30 },
    ]),
  ).toBe('Tested: reading 28/30, maths 29/30.');
  expect(
    coverageLine(
      [{ name: 'reading', tested: 28, onRoll: 30 }],
      [
        { yearGroup: 'R', names: ['reading', 'writing'] },
        { yearGroup: '1', names: ['writing'] },
        { yearGroup: '2', names: ['writing'] },
        { yearGroup: '3', names: [] },
      ],
    ),
  ).toBe(
    'Tested: reading 28/30. Reception has no results in reading and writing. Year 1 and Year 2 have no results in writing.',
  );
  const years = ['10', '9', '11'].map((yearGroup) => ({ yearGroup, names: ['verbal reasoning'] }));
  expect(coverageLine([], years)).toContain('Year 9, Year 10 and Year 11 have no results');
  const counts = { onRoll: 412, valid: 398, floor: 0, ceiling: 0, absent: 9, belowTest: 0, disapplied: 0, withheld: 0 };
  expect(rollLine('reading', { ...counts, notEntered: 0, unmatched: 5 })).toBe(
    'Roll 412 · valid reading score 398 · 9 absent · 5 we could not match',
  );
  expect(notTestedLine([{ name: 'Leo', because: lackWords({ status: 'absent' }) }])).toBe('Not tested: Leo (absent).');
  expect(notTestedLine([])).toBe('');
});

test('months, years and subjects are read as people say them', () => {
  expect(windowMonth('2025-12-04')).toBe('December 2025');
  expect(windowMonth(Date.UTC(2025, 11, 31) / 86_400_000)).toBe('December 2025');
  expect(windowMonth(Number.NaN)).toBe('');
  const days = ['2025-07-01', '2025-12-01', '2026-03-10', '2026-07-01', '2026-12-03'].map(
    (date) => Date.parse(date) / 86_400_000,
  );
  expect(nextWindowMonth(days, 4)).toBe('March');
  expect(nextWindowMonth(days, 3)).toBe('December');
  expect(nextWindowMonth(days, 1)).toBeNull();
  expect([yearGroupWords('4'), yearGroupWords('R')]).toEqual(['Year 4', 'Reception']);
  expect([subjectWords('GPS').name, subjectWords('Reading').name, subjectWords('English').name]).toEqual([
    'GPS',
    'reading',
    'English',
  ]);
  expect([shareOfPeers(25), shareOfPeers(10), shareOfPeers(15)]).toEqual([
    'three in every four',
    'nine in every ten',
    '85 in every 100',
  ]);
});

test('no template holds a banned word, and every banned word is found where it stands', () => {
  const templates = [
    ...[criterionTemplates, slowerThanPeers, belowOwnRate, gapNotClosing, gapWidening, gapLeans].flatMap(textsOf),
    ...textsOf(pageWords),
    ...outcomes.map(({ words }) => words),
  ];
  expect(templates.length).toBeGreaterThan(120);
  for (const template of templates) expect([template, bannedWordsIn(template)]).toEqual([template, []]);
  const planted =
    'at risk|He fails|significantly slower|likely SEN|predicted|expected progress|underperforming|vulnerable|intervention failed|percentile score|ranked|2 SD|90 % CI|the cohort|θ|meets the threshold|she';
  for (const text of planted.split('|')) expect([text, bannedWordsIn(text).length > 0]).toEqual([text, true]);
});

test('fillTemplate(template, slots) refuses to leave a slot open', () =>
  expect(() => fillTemplate('{a} of {b}', { a: 1 })).toThrow('{b}'));

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}
