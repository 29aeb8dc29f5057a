import { expect, test } from 'vitest';
import { studentTCdf, studentTQuantile } from '../../../../engine/stats/distributions/student-t-cdf.ts';

test('studentTCdf(t, degreesOfFreedom) is the arctangent for 1 and its closed forms for 2 and 4 degrees of freedom', () => {
  for (const t of [-40, -3, -0.7, 0, 0.1, 1, 2.5, 12]) {
    expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13);
    expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13);
    const s = t / Math.sqrt(4 + t * t);
    expect(studentTCdf(t, 4)).toBeCloseTo(0.5 + (3 / 4) * (s - (s * s * s) / 3), 13);
  }
});

test('studentTQuantile(probability, degreesOfFreedom) gives the printed 97.5 % points and undoes studentTCdf', () => {
  // R: qt(0.975, c(1, 5, 10, 30))
  const printed = [12.7062047361747, 2.57058183563632, 2.22813885198627, 2.04227245630124];
  [1, 5, 10, 30].forEach((df, i) => expect(studentTQuantile(0.975, df)).toBeCloseTo(printed[i], 9));
  for (const p of [1e-6, 0.01, 0.3, 0.5, 0.9]) expect(studentTCdf(studentTQuantile(p, 7), 7)).toBeCloseTo(p, 12);
});

test('studentTCdf keeps missing missing and reaches 0 and 1 at the infinities', () => {
  expect(studentTCdf(NaN, 5)).toBeNaN();
  expect([studentTCdf(-Infinity, 5), studentTCdf(Infinity, 5)]).toEqual([0, 1]);
});
