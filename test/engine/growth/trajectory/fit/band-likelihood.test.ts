import { describe, expect, test } from 'vitest';
import { bandLikelihood } from '../../../../../engine/growth/trajectory/fit/band-likelihood.ts';
import { subjectProcess } from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { bivariateNormalCdf } from '../../../../../engine/stats/distributions/bivariate-normal-cdf.ts';
import { normalCdf } from '../../../../../engine/stats/distributions/normal-cdf.ts';
import { madeUpFrame, madeUpScores, standardisedComponents, type MadeUpScore } from '../model/made-up-scores.ts';

const process = subjectProcess(standardisedComponents);
const band = (pupil: number, year: number, low: number, high: number): MadeUpScore => ({
  pupil,
  subject: 1,
  year,
  observed: Math.max(-2, Math.min(2, (low + high) / 2)),
  low,
  high,
});

function likelihood(rows: readonly MadeUpScore[]): number {
  const scores = madeUpScores(rows, 2);
  const starts = [...scores.pupil.keys()].filter((row) => scores.pupil[row] !== scores.pupil[row - 1]);
  return bandLikelihood(scores, starts, madeUpFrame)(process);
}

describe('bandLikelihood(scores, starts, frame)', () => {
  test('is the chance of the band for one score: what is observed has variance 1', () => {
    expect(likelihood([band(0, 1, -0.3, 0.9)])).toBeCloseTo(Math.log(normalCdf(0.9) - normalCdf(-0.3)), 10);
    expect(likelihood([band(0, 1, -Infinity, -3)])).toBeCloseTo(Math.log(normalCdf(-3)), 10);
  });

  test('is nearly that of both for two, which hang together by what true positions a year apart share', () => {
    const { reliability, yearCorrelation } = standardisedComponents;
    const below = (x: number, y: number) => bivariateNormalCdf(x, y, reliability * yearCorrelation);
    const both = Math.log(below(0.9, 1.2) - below(-0.3, 1.2) - below(0.9, 0.2) + below(-0.3, 0.2));
    const [early, late] = [madeUpFrame.middleYear - 0.5, madeUpFrame.middleYear + 0.5];
    const found = likelihood([band(0, early, -0.3, 0.9), band(0, late, 0.2, 1.2)]);
    expect(Math.abs(found - both)).toBeLessThan(0.01);
    // Were they two pupils', it would be far off.
    expect(likelihood([band(0, early, -0.3, 0.9), band(1, late, 0.2, 1.2)])).toBeLessThan(both - 0.3);
  });

  test('adds up over pupils, as often as a case comes, whatever is beside it', () => {
    const one = (pupil: number) => [band(pupil, 0.5, -0.3, 0.9), band(pupil, 1.5, 0.2, Infinity)];
    const other = (pupil: number) => [
      band(pupil, 0.5, -0.3, 0.9),
      { pupil, subject: 1, year: 1.5, observed: 0.7 },
      band(pupil, 2, -1, 0),
    ];
    const [first, second] = [likelihood(one(0)), likelihood(other(0))];
    expect(second).not.toBeCloseTo(first, 3);
    const all = [one(0), other(1), one(2), one(3), other(4)].flat();
    expect(likelihood(all)).toBeCloseTo(3 * first + 2 * second, 10);
  });
});
