import { expect, test } from 'vitest';
import { checkUpn } from '../../../../engine/ingest/schools/mapping/check-upn.ts';
import { parseHeading } from '../../../../engine/ingest/schools/mapping/parse-heading.ts';
import { parseLocalDay } from '../../../../engine/ingest/schools/mapping/parse-local-day.ts';
import { suggestMatches } from '../../../../engine/ingest/schools/conversion/suggest-matches.ts';

// The first from python-stdnum, the second a fixture of the DfE's, the others worked by hand from the DfE's rule.
test.each(['B801200005001', 'R674123101121', 'P207000016049'])('checkUpn(%s) finds nothing wrong', (upn) => {
  expect(checkUpn(upn)).toEqual({ upn, fault: null, temporary: false, expectedLetter: upn[0] });
});

test.each(['A80120000501A', 'T80120000501D'])('checkUpn(%s) knows a temporary number', (upn) => {
  expect(checkUpn(upn)).toMatchObject({ fault: null, temporary: true });
});

test('checkUpn(text) finds a wrong check letter, a wrong place and a wrong shape', () => {
  // Two help pages print Q207000016049: the sum is 266, so the letter is P.
  expect(checkUpn('Q207000016049')).toMatchObject({ fault: 'check-letter', expectedLetter: 'P' });
  expect(checkUpn('B801200005010').fault).toBe('check-letter');
  for (const text of ['', 'B80120000500', 'I801200005001', '0012345', 'B80120000500O'])
    expect(checkUpn(text).fault).toBe('shape');
  expect(checkUpn(' b801200005001 ').upn).toBe('B801200005001');
});

test.each([
  ['Autumn 2 Reading', { subject: 'reading', term: 'autumn', half: 2, yearGroup: null, academicYear: null, rest: [] }],
  [
    'Y3 Spr Maths SAS',
    { subject: 'mathematics', term: 'spring', half: 0, yearGroup: '3', scale: 'standardised-score', rest: [] },
  ],
  ['Eng: Reading (Summer 2025/26)', { subject: 'reading', term: 'summer', academicYear: 2025, rest: [] }],
  [
    'Spring 2026 Writing TA',
    { subject: 'writing', term: 'spring', academicYear: 2025, scale: 'teacher-assessment', rest: [] },
  ],
  ['Attendance codes', { subject: null, term: null, rest: ['attendance', 'codes'] }],
] as const)('parseHeading(%s)', (text, said) => {
  expect(parseHeading(text)).toMatchObject(said);
});

test('parseLocalDay(text) reads what exports hold', () => {
  const day = Date.UTC(2026, 2, 14) / 864e5;
  for (const text of ['2026-03-14', '14/03/2026', '14.3.26', '14 March 2026', '14-Mar-26', '46095'])
    expect(parseLocalDay(text)).toBe(day);
  expect(parseLocalDay('03/14/2026', 'month-first')).toBe(day);
  for (const text of ['', '31/02/2026', '14/13/2026', '103', 'EXS']) expect(parseLocalDay(text)).toBeNaN();
});

test('suggestMatches(people) suggests one child under two numbers and keeps twins apart', () => {
  const person = (id: string, surname: string, forename: string, birth: string) => ({ id, surname, forename, birth });
  const matches = suggestMatches([
    person('1', 'O’Brien', 'Amira', '2016-08-20'),
    person('2', 'OBrien', 'Amira', '2016-08-20'),
    person('3', 'Roe', 'Sam', '2016-01-02'),
    person('4', 'Roe', 'Alex', '2016-01-02'),
    person('5', 'Roe', 'Sam', '2015-06-06'),
    person('6', 'Smyth', 'Jonathan', '2016-03-09'),
    person('7', 'Smyth', 'Jonathon', '2016-09-03'),
  ]);
  expect(matches.map(({ id, otherId }) => `${id} ${otherId}`)).toEqual(['1 2', '6 7']);
  expect(matches[0].likelihood).toBeGreaterThan(0.9);
  expect(matches[1].likelihood).toBeLessThan(0.75);
});
