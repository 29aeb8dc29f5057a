import { expect, test } from 'vitest';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { withFamilies } from '../../../../../engine/growth/trajectory/model/with-families.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { madeUpFit, madeUpScores } from './made-up-scores.ts';

test('withFamilies(fit) lets a reference of before families were told apart judge by its one slope', () => {
  const now = madeUpFit({ slowDown: trajectoryDefaults.slowDown });
  const { families: _families, ...before } = { ...trajectoryDefaults.slowDown, wholeShare: 0.8, subjectChance: 0.5 };
  const saved = JSON.parse(JSON.stringify({ ...now, settings: { ...now.settings, slowDown: before } })) as typeof now;
  const fit = withFamilies(saved);
  expect(fit.settings.slowDown.families).toEqual([
    { wholeShare: 1, partShare: 1, course: 'slope', mean: 0.45, sd: 0.15, within: null },
  ]);
  const scores = madeUpScores(
    [0, 0.8, 1.6, 2.4].map((year) => ({ pupil: 1, subject: 0, year, observed: -0.5 * year })),
    1,
  );
  expect(Number.isFinite(smoothTrajectories(fit, scores).concern[0])).toBe(true);
  expect(withFamilies(now)).toBe(now);
});
