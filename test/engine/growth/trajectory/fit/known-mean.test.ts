import { expect, test } from 'vitest';
import { blockLikelihood, gatherObserved } from '../../../../../engine/growth/trajectory/fit/block-likelihood.ts';
import { coarseScores } from '../../../../../engine/growth/trajectory/model/modelled-scores.ts';
import { scorePatterns } from '../../../../../engine/growth/trajectory/model/score-patterns.ts';
import { subjectProcess } from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { madeUpFrame, madeUpScores, verticalComponents } from '../model/made-up-scores.ts';

const { badDay, slowDown } = trajectoryDefaults;
const plain = { badDay, slowDown: { ...slowDown, share: 1e-12 } };
const unlinked = { level: 0, change: 0 };

/** Likelihood of the scores of one pupil, its constant included. */
function density(observed: readonly number[], errorExtremes: number): number {
  const scores = coarseScores(
    madeUpScores(
      observed.map((value, year) => ({ pupil: 0, subject: 0, year, observed: value })),
      1,
    ),
  );
  const patterns = scorePatterns(scores, 'subject', () => true);
  const likelihood = blockLikelihood(
    { patterns, observed: gatherObserved(patterns, scores.observed) },
    madeUpFrame,
    plain,
  );
  const process = subjectProcess({ ...verticalComponents, errorExtremes });
  return Math.exp(likelihood([process], unlinked, 1e-12)) / (2 * Math.PI) ** (observed.length / 2);
}

test('the likelihood of two scores is a density, however much larger errors are toward the extremes', () => {
  const step = 0.14;
  let total = 0;
  for (let a = -7; a < 7; a += step) for (let b = -7; b < 7; b += step) total += density([a, b], 2.5) * step * step;
  expect(Math.abs(total - 1)).toBeLessThan(0.01);
});

test('one score alone says nothing of how errors go by level', () => {
  for (const score of [0, 1.3, 2.6]) expect(density([score], 2.5)).toBeCloseTo(density([score], 0), 12);
});

test('two scores that differ say more for larger errors of a pupil far from the middle than of one near it', () => {
  const gain = (level: number) =>
    Math.log(density([level - 0.8, level + 0.8], 0.5)) - Math.log(density([level - 0.8, level + 0.8], 0));
  expect(gain(2)).toBeGreaterThan(gain(0.2) + 0.3);
});
