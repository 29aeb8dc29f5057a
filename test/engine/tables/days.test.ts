import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { academicYearOf } from '../../../engine/tables/academic-year-of.ts';
import { addDays, dateOfDay, dayOf, dayOfText, formatDay } from '../../../engine/tables/days.ts';

describe('days', () => {
  test('count from 1970-01-01, backwards too, and over 29 February', () => {
    expect(['1970-01-01', '1970-01-02', '1969-12-31', '2000-01-01'].map(dayOfText)).toEqual([0, 1, -1, 10_957]);
    expect(dayOfText('2024-03-01') - dayOfText('2024-02-28')).toBe(2);
    expect(dayOfText('2100-03-01') - dayOfText('2100-02-28')).toBe(1);
  });

  test('of a moment are those of its date; of what is no date NaN, and no date again', () => {
    expect(dayOfText('2026-03-14T23:59:59Z')).toBe(dayOfText('2026-03-14'));
    expect(dayOfText('2026-13-01')).toBeNaN();
    expect(formatDay(NaN)).toBe('');
    expect(addDays('', 1)).toBe('');
  });

  test('come back from a written date as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 60_000 }), (day) => {
        const date = formatDay(day);
        expect(dayOfText(date)).toBe(day);
        expect(dayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8)))).toBe(day);
        expect(dateOfDay(day).toISOString()).toBe(`${date}T00:00:00.000Z`);
      }),
    );
  });
});

test('addDays(date, days) goes over the ends of months and years, and back', () => {
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-03-29', 0)).toBe('2026-03-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

test('academicYearOf(day) turns on 1 September', () => {
  expect(academicYearOf(dayOfText('2025-08-31'))).toBe(2024);
  expect(academicYearOf(dayOfText('2025-09-01'))).toBe(2025);
  expect(academicYearOf(dayOfText('1968-10-01'))).toBe(1968);
  expect(academicYearOf(NaN)).toBeNaN();
});
