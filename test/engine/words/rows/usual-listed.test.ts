import { expect, test } from 'vitest';
import { usualListed } from '../../../../engine/words/rows/usual-listed.ts';

test('usualListed(school, run) is the middle 90 % of a binomial count at the rate of the other schools', () => {
  // R: qbinom(c(0.05, 0.95), 212, 150 / 1000) is 23 and 41; qbinom(c(0.05, 0.95), 30, 0.1) is 1 and 6.
  expect(usualListed({ tested: 212, listed: 99 }, { tested: 1212, listed: 249 })).toEqual({ low: 23, high: 41 });
  expect(usualListed({ tested: 30, listed: 0 }, { tested: 1030, listed: 100 })).toEqual({ low: 1, high: 6 });
});

test('usualListed(school, run) knows nothing where a school is nearly the whole run', () => {
  expect(usualListed({ tested: 212, listed: 31 }, { tested: 300, listed: 40 })).toEqual({ low: NaN, high: NaN });
});

test('usualListed(school, run) stands at the ends where nobody or everybody is listed elsewhere', () => {
  expect(usualListed({ tested: 100, listed: 3 }, { tested: 1100, listed: 3 })).toEqual({ low: 0, high: 0 });
  expect(usualListed({ tested: 5000, listed: 0 }, { tested: 15_000, listed: 1000 }).low).toBeGreaterThan(450);
});
