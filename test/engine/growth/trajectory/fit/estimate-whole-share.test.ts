import { describe, expect, test } from 'vitest';
import {
  estimateWholeShare,
  weighWholeShare,
  wholeShareTasks,
} from '../../../../../engine/growth/trajectory/fit/estimate-whole-share.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import type { TrajectoryScores } from '../../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { madeUpFit, madeUpScores, standardisedComponents, type MadeUpScore } from '../model/made-up-scores.ts';

const { slowDown } = trajectoryDefaults;
/** Tests that measure well, of pupils whose progress is even. */
const fit = ((own = madeUpFit({ slowDown }, 0.01)) => {
  const even = { ...standardisedComponents, reliability: 0.95, yearCorrelation: 0.98, badDayChance: 0.01 };
  return { ...own, nodes: [{ ...own.nodes[0], components: { vertical: even, standardised: even } }] };
})();
const years = [0, 0.4, 0.8, 1.2, 1.6, 2, 2.4];

/** Pupils with ordinary change of their own in two subjects; one in eight falls far in the last year, in one subject or in both. */
function pupils(count: number, both: boolean, subjects = 2): MadeUpScore[] {
  const rng = randomStream('whole share').sub('both', both ? 1 : 0);
  return Array.from({ length: count }, (_, pupil) => {
    const slowed = pupil % 8 === 0;
    return Array.from({ length: subjects }, (_unused, subject) => {
      const level = 0.8 * rng.normal();
      const falls = slowed && (both || subject === 0);
      return years.map((year) => ({
        pupil,
        subject,
        year,
        observed: level + 0.2 * rng.normal() - (falls ? 1.2 * Math.max(0, year - 1.4) : 0),
      }));
    }).flat();
  }).flat();
}

const shareOf = (scores: TrajectoryScores) =>
  estimateWholeShare(fit, wholeShareTasks(fit, scores).map(weighWholeShare)).settings.slowDown.wholeShare;

describe('estimateWholeShare(fit, evidence)', () => {
  test('rises where pupils fall in every subject, and drops where they fall in one', () => {
    const share = (both: boolean) => shareOf(madeUpScores(pupils(200, both), 2));
    expect(share(true)).toBeGreaterThan(slowDown.wholeShare + 0.1);
    expect(share(false)).toBeLessThan(slowDown.wholeShare - 0.05);
  });

  test('is never so low that a whole pupil’s fall is hardly looked for, whatever single results in one subject look like', () => {
    expect(shareOf(madeUpScores(pupils(800, false), 2))).toBe(slowDown.leastWholeShare);
  });

  test('stays near what is given for a few pupils, and is that where each has one subject or nobody has a score', () => {
    expect(Math.abs(shareOf(madeUpScores(pupils(8, false), 2)) - slowDown.wholeShare)).toBeLessThan(0.1);
    expect(shareOf(madeUpScores(pupils(40, true, 1), 1))).toBeCloseTo(slowDown.wholeShare, 12);
    expect(shareOf(madeUpScores([], 1))).toBeCloseTo(slowDown.wholeShare, 12);
  });
});
