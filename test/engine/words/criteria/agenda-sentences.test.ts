import { describe, expect, test } from 'vitest';
import { type AgendaFacts, agendaSentence } from '../../../../engine/words/pages/agenda-sentence.ts';
import { agendaSentences } from '../../../../engine/words/pages/agenda-sentences.ts';
import { criteriaSentences } from '../../../../engine/words/criteria/criteria-sentences.ts';
import type { CriterionFacts } from '../../../../engine/words/criteria/criterion-facts.ts';
import { inShortSentences } from '../../../../engine/words/criteria/in-short-sentences.ts';
import { subjectWords } from '../../../../engine/words/kit/subject-words.ts';
import { criterionNames, reasonNames, verdictNames } from '../../../../engine/tables/run-schema.ts';

const reading = subjectWords('reading');
const maths = subjectWords('maths');
const writing = subjectWords('writing', { class: 'ordinal', unit: '', higherIsBetter: true, grades: ['WTS', 'EXS'] });
const ordinary: CriterionFacts = {
  criterion: 'slower-than-peers',
  verdict: 'not-met',
  reason: 'ordinary',
  probability: 0.1,
  information: 0.6,
  effect: 0.3,
  rateBeforePoints: 3,
  rateSincePoints: -4,
  gapBaselinePoints: 6,
  gapPoints: 11,
  settles: 0.7,
  baselineMonth: 'December 2025',
  currentMonth: 'December 2026',
  nextMonth: 'March',
  because: null,
  weeksApart: 9,
  peers: 8,
};
const four = (changes: Partial<Record<string, Partial<CriterionFacts>>> = {}) =>
  criterionNames.map((criterion) => ({ ...ordinary, criterion, ...changes[criterion] }));
const met = { verdict: 'met', reason: null, probability: 0.8 } as const;
const listed: AgendaFacts = {
  section: 'discuss-first',
  because: null,
  subjects: [
    { words: maths, criteria: four() },
    { words: reading, criteria: four({ 'slower-than-peers': met }) },
    {
      words: writing,
      criteria: four({
        'slower-than-peers': { verdict: 'cannot-say', reason: 'only-bands', probability: Number.NaN },
      }),
    },
  ],
};

test('inShortSentences(subjects) tells each subject in one sentence', () =>
  expect(inShortSentences(listed.subjects)).toEqual([
    'Maths: no sign of slower progress.',
    'Reading: likely slower than three in four pupils with the same score in December 2025.',
    'Writing: cannot say (bands only).',
  ]));

describe('agendaSentence(facts) gives the one sentence a class page prints', () => {
  test('what is met stands before what is not', () =>
    expect(agendaSentence(listed)).toBe(
      'Reading: likely slower than three in four pupils with the same score in December 2025.',
    ));
  test('the most probable of several criteria is told', () => {
    const criteria = four({ 'slower-than-peers': met, 'gap-widening': { ...met, probability: 0.97 } });
    expect(agendaSentence({ ...listed, subjects: [{ words: reading, criteria }] })).toBe(
      'Reading: the gap has very likely grown, from about 6 points to about 11.',
    );
  });
  test('subjects with the same answer share a sentence', () =>
    expect(
      agendaSentence({
        section: 'not-listed',
        because: null,
        subjects: [
          { words: reading, criteria: four() },
          { words: maths, criteria: four() },
        ],
      }),
    ).toBe('Reading and maths: no sign of slower progress.'));
  test('the not measured and the eased have sentences of their own', () => {
    expect(agendaSentence({ ...listed, section: 'not-measured', because: 'absent' })).toBe(
      'No result this time (absent). This is not a low score.',
    );
    expect(agendaSentence({ ...listed, section: 'eased' })).toBe('No longer listed: progress is back in line.');
  });
});

describe('columns of a run', () => {
  const columns = {
    count: 8,
    pupil: [0, 0, 0, 0, 1, 1, 1, 1],
    subject: [0, 0, 0, 0, 0, 0, 0, 0],
    criterion: [0, 1, 2, 3, 0, 1, 2, 3],
    verdict: ['met', 'met', 'not-met', 'not-met', 'not-met', 'cannot-say', 'not-met', 'not-met'].map((verdict) =>
      verdictNames.findIndex((name) => name === verdict),
    ),
    reason: [-1, -1, 'no-gap', 'ordinary', 'ordinary', 'no-earlier-window', 'no-gap', 'ordinary'].map((reason) =>
      typeof reason === 'number' ? reason : reasonNames.findIndex((name) => name === reason),
    ),
    probability: [0.8, 0.96, 0.1, 0.1, 0.1, Number.NaN, 0.1, 0.1],
    information: Array.from({ length: 8 }, () => 0.5),
    effect: Array.from({ length: 8 }, () => 0.2),
    effectPoints: Array.from({ length: 8 }, () => -7),
    gapBaselinePoints: Array.from({ length: 8 }, () => 2),
    gapPoints: Array.from({ length: 8 }, () => 6),
    settles: Array.from({ length: 8 }, () => Number.NaN),
    baselineWindow: Array.from({ length: 8 }, () => 0),
    window: Array.from({ length: 8 }, () => 1),
    concern: Array.from({ length: 8 }, () => 1),
  };
  const words = {
    subjects: [reading],
    windowDays: [Date.UTC(2025, 11, 1) / 86_400_000, Date.UTC(2026, 11, 1) / 86_400_000],
  };

  test('criteriaSentences(columns, words) works rates out from the gaps and says one sentence a row', () =>
    expect(criteriaSentences(columns, words)).toEqual([
      'Reading: This pupil has likely made slower progress than three in every four pupils who had the same score in December 2025.',
      'Reading: This pupil was gaining about 3 points a year on the year group until December 2025, and has very likely lost about 4 a year since.',
      'Reading: This pupil did not start far below the middle of the year group, so there is no large gap to close.',
      'Reading: no sign that the gap to the year group has grown.',
      'Reading: no sign of slower progress than pupils who had the same score.',
      'Reading: cannot say. We need one result from before December 2025 to know the earlier rate.',
      'Reading: This pupil did not start far below the middle of the year group, so there is no large gap to close.',
      'Reading: no sign that the gap to the year group has grown.',
    ]));

  test('agendaSentences(agenda, criteria, words) finds each pupil and leaves nobody without a sentence', () =>
    expect(
      agendaSentences(
        { count: 3, pupil: [1, 0, 2], section: [6, 0, 4], because: [null, null, 'absent'] },
        columns,
        words,
      ),
    ).toEqual([
      'Reading: no sign of slower progress.',
      'Reading: very likely slower than before December 2025.',
      'No result this time (absent). This is not a low score.',
    ]));
});
