import { expect, test, vi } from 'vitest';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryPosterior } from '../../../../../engine/growth/trajectory/posterior/trajectory-posterior.ts';
import { visitPosteriors } from '../../../../../engine/growth/trajectory/posterior/visit-posteriors.ts';
import { addConcern } from '../../../../../engine/growth/trajectory/weighing/concern-sums.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import { madeUpFit, madeUpScores } from '../model/made-up-scores.ts';

vi.mock(import('../../../../../engine/growth/trajectory/weighing/concern-sums.ts'), async (original) => {
  const real = await original();
  return { ...real, addConcern: vi.fn(real.addConcern) };
});

const fit = madeUpFit({ slowDown: trajectoryDefaults.slowDown }, 0.02);

/** Two subjects, four windows; every third pupil’s newest score falls beyond the limit of surprise. */
const stream = randomStream('visit posteriors');
const scores = madeUpScores(
  Array.from({ length: 12 }, (_, pupil) => pupil).flatMap((pupil) =>
    [0, 1].flatMap((subject) =>
      [0, 0.8, 1.6, 2.4].map((year) => ({
        pupil,
        subject,
        year,
        observed: 0.5 * stream.normal() - (pupil % 3 === 0 && year > 2 ? 3 : 0),
      })),
    ),
  ),
  2,
);

test('visitPosteriors(fit, scores, visit) hands out what smoothTrajectories does, to the bit, and weighs no concern', () => {
  const copied = (into: TrajectoryPosterior[]) => (posterior: TrajectoryPosterior) =>
    void into.push(structuredClone(posterior));
  const [all, alone]: TrajectoryPosterior[][] = [[], []];
  smoothTrajectories(fit, scores, copied(all));
  expect(vi.mocked(addConcern)).toHaveBeenCalled();
  vi.mocked(addConcern).mockClear();
  visitPosteriors(fit, scores, copied(alone));
  expect(all).toHaveLength(24);
  expect(alone).toEqual(all);
  expect(vi.mocked(addConcern)).not.toHaveBeenCalled();
});
