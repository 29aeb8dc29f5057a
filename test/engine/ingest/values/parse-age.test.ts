import { describe, expect, test } from 'vitest';
import { ageStyle, parseAge } from '../../../../engine/ingest/values/parse-age.ts';

describe('an age equivalent is months', () => {
  test.each([
    ['8:03', 99],
    ['8:3', 99],
    ['08/03', 99],
    ['8-03', 99],
    ['8;03', 99],
    ['8y 3m', 99],
    ['8y3m', 99],
    ['8 yrs 3 mths', 99],
    ['8 years 3 months', 99],
    ['8 years', 96],
    ['8yr', 96],
    ['8', 96],
    ['17', 204],
    ['99', 99],
    ['12:06', 150],
    ['8.00', 96],
  ])('%s', (text, months) => expect(parseAge(text, 'unclear')).toBe(months));

  test.each(['', 'A', '8:12', '8.5', '8,5', '2026-03-08', '8/13', '1', '2:00', '350', '95-', '8:', '-8:03', '8:03:00'])(
    'is not “%s”',
    (text) => expect(parseAge(text, 'unclear')).toBeNaN(),
  );

  test('a point means what the column says it means', () => {
    expect(ageStyle(['8.03', '8.11', '8.1', '17.00+'])).toBe('padded');
    expect(parseAge('8.1', 'padded')).toBe(106);
    expect(parseAge('8.2', 'padded')).toBeNaN();
    expect(ageStyle(['8.1', '8.9', '8.10', '8.11'])).toBe('months');
    expect(parseAge('8.1', 'months')).toBe(97);
    expect(ageStyle(['8.25', '7.5', '9.08'])).toBe('years');
    expect(parseAge('8.25', 'years')).toBe(99);
    expect(ageStyle(['8.5', '9.1'])).toBe('unclear');
  });
});
