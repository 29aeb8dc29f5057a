import { describe, expect, test } from 'vitest';
import { defaultCriteriaSettings as settings } from '../../../engine/criteria/index.ts';
import { noneTrueProbability } from '../../../engine/criteria/none-true-probability.ts';
import type { PositionsGaussian } from '../../../engine/criteria/positions-gaussian.ts';
import { statementProbabilities } from '../../../engine/criteria/statement-probabilities.ts';
import { normalCdf } from '../../../engine/stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../../../engine/stats/distributions/normal-quantile.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';

const draws = 200_000;
/** Four standard errors of a share of 200,000 draws at its widest. */
const tolerance = (4 * 0.5) / Math.sqrt(draws);

const cases: Record<string, PositionsGaussian> = {
  'a low pupil falling behind': gaussian([-0.4, -0.8, -1.1], [0.09, 0.05, 0.02, 0.08, 0.04, 0.1], 0.93, 1.3, 1),
  'a middling pupil, little known': gaussian([0.1, 0, -0.1], [0.3, 0.2, 0.15, 0.25, 0.18, 0.3], 0.95, 0.7, 1.1),
  'a fall beyond doubt, from about the limit': gaussian(
    [0, -0.5, -2.5],
    [0.04, 0.02, 0.01, 0.04, 0.02, 0.04],
    0.9,
    1,
    1,
  ),
  'a gap near the limit': gaussian([-0.5, -0.5, -0.55], [0.08, 0.03, 0.01, 0.07, 0.05, 0.09], 0.9, 2, 0.6),
};

function gaussian(
  [meanFirst, meanBaseline, meanCurrent]: number[],
  [ff, fb, fn, bb, bn, nn]: number[],
  peerCorrelation: number,
  yearsBefore: number,
  yearsSince: number,
): PositionsGaussian {
  return { meanFirst, meanBaseline, meanCurrent, ff, fb, fn, bb, bn, nn, peerCorrelation, yearsBefore, yearsSince };
}

/** The four statements of the policy, as written, for one draw of the three positions. */
function statements(g: PositionsGaussian, f: number, b: number, n: number): boolean[] {
  const growth = normalCdf((n - g.peerCorrelation * b) / Math.sqrt(1 - g.peerCorrelation ** 2)) * 100;
  const change = (n - b) / g.yearsSince - (b - f) / g.yearsBefore;
  return [growth < 25, change <= -0.1, -b >= 0.5 && -n >= -b, -n > 0 && -n - -b >= 0.1];
}

function eachDraw(g: PositionsGaussian, visit: (f: number, b: number, n: number) => void): void {
  const stream = randomStream('criteria');
  const lff = Math.sqrt(g.ff);
  const lbf = g.fb / lff;
  const lbb = Math.sqrt(g.bb - lbf ** 2);
  const lnf = g.fn / lff;
  const lnb = (g.bn - lnf * lbf) / lbb;
  const lnn = Math.sqrt(g.nn - lnf ** 2 - lnb ** 2);
  for (let i = 0; i < draws; i++) {
    const [u, v, w] = [stream.normal(), stream.normal(), stream.normal()];
    visit(g.meanFirst + lff * u, g.meanBaseline + lbf * u + lbb * v, g.meanCurrent + lnf * u + lnb * v + lnn * w);
  }
}

describe.each(Object.entries(cases))('%s', (_name, g) => {
  test('statementProbabilities agrees with counting draws of the policy’s own wording', () => {
    const counts = [0, 0, 0, 0];
    eachDraw(g, (f, b, n) => statements(g, f, b, n).forEach((holds, c) => (counts[c] += holds ? 1 : 0)));
    const out = new Float64Array(4);
    statementProbabilities(g, settings, out);
    counts.forEach((count, c) => expect(Math.abs(out[c] - count / draws)).toBeLessThan(tolerance));
  });

  test.each([
    [true, false, false, false],
    [true, true, false, false],
    [false, true, true, true],
    [true, false, true, true],
    [true, true, true, true],
  ])('noneTrueProbability(%s, %s, %s, %s) agrees with counting draws', (...chosen) => {
    let none = 0;
    eachDraw(g, (f, b, n) => (none += statements(g, f, b, n).some((holds, c) => holds && chosen[c]) ? 0 : 1));
    expect(Math.abs(noneTrueProbability(g, chosen, settings) - none / draws)).toBeLessThan(tolerance);
  });

  test('for one statement, none true is the complement of its probability', () => {
    const out = new Float64Array(4);
    statementProbabilities(g, settings, out);
    for (let c = 0; c < 4; c++) {
      const none = noneTrueProbability(
        g,
        [0, 1, 2, 3].map((other) => other === c),
        settings,
      );
      expect(Math.abs(none + out[c] - 1)).toBeLessThan(1e-5);
    }
  });
});

test('with perfectly known positions the statements are true or false', () => {
  const known = gaussian([0, -0.6, -0.9], [1e-9, 0, 0, 1e-9, 0, 1e-9], 0.9, 1, 1);
  const out = new Float64Array(4);
  statementProbabilities(known, settings, out);
  // growth: −.9 + .54 = −.36 against .4359 × −.674 = −.294; change of rate −.3 + .6 = .3; the gap is large and grew by .3.
  expect([...out].map((p) => Math.round(p))).toEqual([1, 0, 1, 1]);
});

test('the base rate of slower-than-peers is the percentile it is defined by', () => {
  const prior = gaussian([0, 0, 0], [1, 0.9, 0.85, 1, 0.92, 1], 0.92, 1, 1);
  const out = new Float64Array(4);
  statementProbabilities(prior, settings, out);
  expect(out[0]).toBeCloseTo(0.25, 12);
  expect(normalQuantile(0.25)).toBeCloseTo(-0.6744897501960817, 12);
});
