import { expect, test } from 'vitest';
import { warningText } from '../../../../engine/words/warnings/warning-text.ts';
import { warningCatalogue, type WarningCode } from '../../../../engine/warnings.ts';

test('warningText(warning) speaks of one as of one', () => {
  const values = { fewest: 11 };
  expect(warningText({ code: 'too-few-peers', count: 1, values })).toBe(
    '1 pupil has fewer than 11 peers and gets no growth percentile.',
  );
  expect(warningText({ code: 'too-few-peers', count: 2, values })).toBe(
    '2 pupils have fewer than 11 peers and get no growth percentile.',
  );
});

test('warningText(warning) puts a shift of marks in places of 100, not in SD', () => {
  const values = { subject: 'reading', school: 'Oak', window: 'December', shift: '-0.43', of: 1 };
  expect(warningText({ code: 'school-window-shift', count: 284, values })).toBe(
    '284 results in reading at Oak in December are lower than the same pupils’ results before and after, in this subject alone, as if the middle pupil of 100 stood at place 33. They are compared as if marked like the others; check how they were marked.',
  );
});

test('warningText(warning) gives both readings of a newest window that stands apart, and of how many it is the largest', () => {
  const values = { subject: 'reading', school: 'Oak', window: 'December', shift: '-0.43', of: 1 };
  expect(warningText({ code: 'newest-window-apart', count: 84, values })).toBe(
    '84 results in reading at Oak in December are lower than the same pupils’ earlier results say, as if the middle pupil of 100 stood at place 33. Nothing was taken out. If they were marked too hard, too many of these pupils are listed; if the pupils fell back together, the list is right and the question is the school’s before it is any pupil’s.',
  );
  const higher = warningText({ code: 'newest-window-apart', count: 84, values: { ...values, shift: '0.3', of: 3 } });
  expect(higher).toContain('stood at place 62 (the largest of 3 such shifts)');
  expect(higher).toContain('If they were marked too kindly, too few of these pupils are listed; if the pupils gained');
});

test('warningText(warning) says what a component of the trajectories tells, not its name', () => {
  const values = { subject: 'reading', component: 'errorExtremes' };
  expect(warningText({ code: 'usual-component', count: 284, values })).toBe(
    'What the results of 284 pupils in reading say of how much less the tests tell far from the middle is like no school test; what is usual is taken instead. Check the marks, the dates and the error stated.',
  );
});

test.each(Object.keys(warningCatalogue) as WarningCode[])(
  'warningText(warning) leaves no mark of the template: %s',
  (code) => {
    const slots = {
      subject: 'reading',
      school: 'Oak',
      window: 'December',
      shift: '-0.43',
      of: 2,
      scale: 'x',
      share: 25,
      years: 1,
      component: 'reliability',
      usual: 30,
      fewest: 11,
      low: 1,
      high: 20,
      could: 300,
      listWindow: 'May',
    };
    for (const count of [1, 3]) {
      const text = warningText({ code, count, values: slots });
      expect(text).not.toMatch(/[[\]{}|]/);
      if (count === 1) expect(text).not.toMatch(/\b1 \w+s (are|have|were)\b/);
    }
  },
);
