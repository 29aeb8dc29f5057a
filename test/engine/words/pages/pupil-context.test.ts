import { describe, expect, test } from 'vitest';
import { ageWords } from '../../../../engine/words/kit/age-words.ts';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { classMonthsSentence } from '../../../../engine/words/pages/class-months-sentence.ts';
import { classPatternSentence, classPatternTemplates } from '../../../../engine/words/pages/class-pattern-sentence.ts';
import { contextEvents } from '../../../../engine/words/context/context-events.ts';
import { contextFacts, joinedWords } from '../../../../engine/words/context/context-facts.ts';
import { familyContextSentence } from '../../../../engine/words/context/family-context-sentence.ts';
import { lastMeetingLine, lastMeetingTemplates } from '../../../../engine/words/pages/last-meeting-line.ts';
import { monthsInEarlierClass } from '../../../../engine/words/kit/months-in-earlier-class.ts';
import { pupilHead } from '../../../../engine/words/pages/pupil-head.ts';
import { senWords } from '../../../../engine/words/kit/sen-words.ts';
import type { PupilContext } from '../../../../engine/tables/pupil-context.ts';

const amira: PupilContext = {
  pupilId: 'p1',
  dateOfBirth: '2018-07-09',
  senStatus: 'N',
  senSince: null,
  primaryNeed: '',
  joinedOn: '2022-09-05',
  attendancePercent: 89.96,
  englishAdditional: false,
  facts: [
    { kind: 'school-move', from: '2026-03-02', to: '2026-03-02' },
    { kind: 'attendance', from: '2025-10-01', to: '2026-01-16' },
  ],
};
const sinceDecember = { after: '2025-12-05', until: '2026-12-04' };

describe('ageWords(facts)', () => {
  const on = (dateOfBirth: string | null, yearGroup = '4', onDate = '2026-12-04') =>
    ageWords({ dateOfBirth, onDate, yearGroup });

  test('counts whole months to the day of the window', () => {
    expect(on('2018-02-04')).toBe('age 8 y 10 m');
    expect(on('2018-02-05')).toBe('age 8 y 9 m');
    expect(on('2017-12-04')).toBe('age 9 y 0 m');
  });

  test('names June, July and August as the youngest of a year group, and no other month', () => {
    const said = Array.from({ length: 12 }, (_, month) => {
      const born = `${month >= 8 ? 2017 : 2018}-${String(month + 1).padStart(2, '0')}-15`;
      return on(born).match(/\((\w+): one of the youngest\)/)?.[1] ?? '';
    });
    expect(said.filter(Boolean)).toEqual(['June', 'July', 'August']);
    expect(said.slice(5, 8)).toEqual(['June', 'July', 'August']);
  });

  test('a pupil taught outside the age group is not called one of the youngest', () => {
    expect(on('2018-07-09', '3')).toBe('age 8 y 4 m (taught below the age group)');
    expect(on('2018-07-09', '5')).toBe('age 8 y 4 m (taught above the age group)');
    expect(on('2022-07-09', 'R')).toBe('age 4 y 4 m (July: one of the youngest)');
    expect(on('2018-07-09', '3', '2026-07-03')).toBe('age 7 y 11 m (July: one of the youngest)');
  });

  test('says nothing of a date that is not known or not yet come', () => {
    expect([on(null), on('2027-01-01')]).toEqual(['', '']);
    expect(on('2018-07-09', 'mixed')).toBe('age 8 y 4 m');
  });
});

test('senWords(status) says the status, since when, and the need', () => {
  expect(senWords({ status: 'N', since: null, need: 'SLCN' })).toBe('no SEN status');
  // Who has left support.
  expect(senWords({ status: 'N', since: '2025-05-06', need: '' })).toBe('no SEN status since May 2025');
  expect(senWords({ status: 'K', since: '2025-05-06', need: 'SLCN' })).toBe(
    'SEN Support since May 2025 (speech, language and communication)',
  );
  expect(senWords({ status: 'E', since: null, need: '' })).toBe('EHC plan');
  expect(senWords({ status: 'X', since: null, need: '' })).toBe('SEN status “X”');
  expect(senWords({ status: '', since: null, need: '' })).toBe('SEN status not known');
});

describe('contextFacts(context, span)', () => {
  test('names what happened since the baseline, oldest first, and low attendance last', () =>
    expect(contextFacts(amira, sinceDecember)).toEqual([
      'much absence from October 2025 to January 2026',
      'moved school in March 2026',
      'attendance 89 %',
    ]));

  test('leaves out what was over before the baseline or came after the window, and attendance over 90 %', () => {
    // A tenth of sessions missed is persistent absence (DfE), so 90 % is said and anything over it is not.
    const after = { after: '2026-03-02', until: '2026-12-04' };
    expect(contextFacts({ ...amira, attendancePercent: 90 }, after)).toEqual(['attendance 90 %']);
    expect(contextFacts({ ...amira, attendancePercent: 90.1 }, after)).toEqual([]);
    expect(contextFacts(amira, { after: '2025-06-01', until: '2025-09-30' })).toEqual(['attendance 89 %']);
  });

  test('joining is said once: not beside the move that brought the pupil, not for the first autumn of Reception', () => {
    expect(joinedWords(amira)).toBe('');
    expect(joinedWords({ ...amira, joinedOn: '2022-12-31' })).toBe('');
    expect(joinedWords({ ...amira, joinedOn: '2023-01-09' })).toBe('joined in January 2023');
    expect(joinedWords({ ...amira, joinedOn: '2026-03-09' })).toBe('');
    const late = { ...amira, joinedOn: '2026-09-03', facts: [], attendancePercent: null };
    expect(contextFacts(late, sinceDecember)).toEqual(['joined in September 2026']);
  });

  test('language and other facts are named without guessing at more', () =>
    expect(
      contextFacts(
        {
          ...amira,
          attendancePercent: null,
          facts: [
            { kind: 'language', from: '2026-01-10', to: null },
            { kind: 'other', from: '2026-02-10', to: null },
            { kind: 'attendance', from: '2026-04-02', to: '2026-04-30' },
          ],
        },
        sinceDecember,
      ),
    ).toEqual([
      'learning English since January 2026',
      'something else noted by the school in February 2026',
      'much absence in April 2026',
    ]));
});

test('contextEvents(context, helpFrom) marks moves, absence, agreed help and the start of the present status, oldest first', () => {
  expect(contextEvents({ ...amira, senStatus: 'K', senSince: '2025-05-06' }, ['2026-07-01', '2025-05-06'])).toEqual([
    { kind: 'help-started', from: '2025-05-06', to: null },
    { kind: 'absence', from: '2025-10-01', to: '2026-01-16' },
    { kind: 'school-move', from: '2026-03-02', to: null },
    { kind: 'help-started', from: '2026-07-01', to: null },
  ]);
  expect(contextEvents({ ...amira, facts: [], senSince: '2025-05-06' })).toEqual([]);
  expect(contextEvents(undefined, [])).toEqual([]);
});

test('pupilHead(context, at) gives age, status and what else is known, each once', () => {
  expect(pupilHead({ ...amira, englishAdditional: true }, { onDate: '2026-12-04', yearGroup: '4' })).toEqual({
    age: 'age 8 y 4 m (July: one of the youngest)',
    sen: 'no SEN status',
    facts: ['moved school in March 2026', 'English as an additional language', 'attendance 89 %'],
  });
  const learning: PupilContext = {
    ...amira,
    englishAdditional: true,
    attendancePercent: null,
    facts: [{ kind: 'language', from: '2026-01-10', to: null }],
  };
  expect(pupilHead(learning, { onDate: '2026-12-04', yearGroup: '4' }).facts).toEqual([
    'learning English since January 2026',
  ]);
  expect(pupilHead(amira, { onDate: '2025-12-04', yearGroup: '3' }).facts).toEqual(['attendance 89 %']);
});

describe('classPatternSentence(group, subjects)', () => {
  const subject = (name: string, low: number, high: number) => ({ subject: name, median: (low + high) / 2, low, high });
  test('says whether the class shares the pattern, by the interval of its middle pupil', () => {
    expect(classPatternSentence('4K', [subject('reading', 36, 52), subject('maths', 50, 60)])).toBe(
      '4K as a whole: about usual in reading and maths, so this is not a whole-class pattern.',
    );
    expect(classPatternSentence('4K', [subject('reading', 30, 49), subject('maths', 36, 52)])).toBe(
      '4K as a whole: slower than usual in reading, so this may be a whole-class pattern.',
    );
    expect(classPatternSentence('4K', [subject('reading', 51, 70), subject('maths', 36, 52)])).toBe(
      '4K as a whole: faster than usual in reading, about usual in maths, so this is not a whole-class pattern.',
    );
    expect(classPatternSentence('4K', [subject('reading', 51, 70)])).toContain('faster than usual in reading, so');
  });
  test('says that it cannot be said where the figures are withheld, and nothing without a class', () => {
    expect(classPatternSentence('4K', [subject('reading', Number.NaN, Number.NaN)])).toContain('too few pupils');
    expect(classPatternSentence('4K', [])).toBe('');
    const withheld = subject('reading', Number.NaN, Number.NaN);
    expect(classPatternSentence('4K', [withheld, { ...withheld, ownReference: true }])).toBe(
      '4K as a whole: compared only with itself, so these results cannot say whether this is a whole-class pattern.',
    );
  });
  test('uses no banned word', () => expect(bannedWordsIn(Object.values(classPatternTemplates).join(' '))).toEqual([]));
});

test('classMonthsSentence(baseline, now) says how many months were in last year’s class, and nothing where none were', () => {
  expect(classMonthsSentence('2025-12-05', '2026-12-04')).toBe("9 of the 12 months were in last year's class.");
  expect(classMonthsSentence('2026-09-10', '2026-12-04')).toBe('');
});

test('lastMeetingLine(agreed, openNames) counts what was agreed and done, and names only what is open', () => {
  expect(lastMeetingLine(5, ['Tom'])).toBe('Last meeting: 5 agreed, 4 done, 1 open: Tom.');
  expect(lastMeetingLine(2, ['Tom', 'Zoë'])).toBe('Last meeting: 2 agreed, 0 done, 2 open: Tom, Zoë.');
  expect(lastMeetingLine(5, [])).toBe('Last meeting: 5 agreed, all done.');
  expect(lastMeetingLine(1, [])).toBe('Last meeting: 1 agreed, and done.');
  expect(lastMeetingLine(0, [])).toBe('');
  expect(bannedWordsIn(Object.values(lastMeetingTemplates).join(' '))).toEqual([]);
});

test('familyContextSentence(context, span) names what a family knows too, and no figure of attendance', () => {
  expect(familyContextSentence(amira, sinceDecember)).toBe(
    'What we know of this time: much absence from October 2025 to January 2026; moved school in March 2026. What else should we know?',
  );
  expect(familyContextSentence({ ...amira, facts: [] }, sinceDecember)).toBe('');
});

test('monthsInEarlierClass(baseline, now) counts the months before 1 September of the present school year', () => {
  expect(monthsInEarlierClass('2025-12-05', '2026-12-04')).toEqual({ months: 12, monthsInEarlierClass: 9 });
  expect(monthsInEarlierClass('2025-12-05', '2026-07-05')).toEqual({ months: 7, monthsInEarlierClass: 0 });
  expect(monthsInEarlierClass('2024-12-05', '2026-07-05')).toEqual({ months: 19, monthsInEarlierClass: 9 });
  expect(monthsInEarlierClass('2026-12-04', '2026-12-04')).toEqual({ months: 0, monthsInEarlierClass: 0 });
});
