import { describe, expect, test } from 'vitest';
import { forecastPositions } from '../../../../engine/growth/forecasts/forecast-positions.ts';
import { trajectoryDefaults } from '../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { smoothTrajectories } from '../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { madeUpFit, madeUpScores, standardisedComponents } from '../trajectory/model/made-up-scores.ts';

/** Tests that measure well, of pupils whose progress is even. */
const fit = ((own = madeUpFit({ slowDown: trajectoryDefaults.slowDown }, 0.01)) => {
  const even = { ...standardisedComponents, reliability: 0.95, yearCorrelation: 0.98, badDayChance: 0.01 };
  return { ...own, nodes: [{ ...own.nodes[0], components: { vertical: even, standardised: even } }] };
})();

/** Newest position of a pupil who has fallen by so much in both subjects, and what is expected a year on. */
function yearOn(taken: (year: number) => number) {
  const years = Array.from({ length: 9 }, (_, at) => at * 0.3);
  const rows = [0, 1].flatMap((subject) =>
    years.map((year) => ({ pupil: 1, subject, year, observed: 0.3 - taken(year) })),
  );
  const scores = madeUpScores(rows, 2);
  const forecast = forecastPositions(fit, scores, 3.4);
  const { position } = smoothTrajectories(fit, scores, forecast.visit);
  return { now: position[scores.currentScore[0]], later: forecast.mean[0], sd: forecast.sd[0] };
}

describe('forecastPositions(fit, scores, year)', () => {
  test('leaves a lasting fall where it is: a slope is not carried on', () => {
    const fallen = yearOn((year) => 1.4 * Math.max(0, year - 1.4));
    expect(fallen.now).toBeLessThan(-0.8);
    // Carried on at its rate it would be 1.4 lower; what was ordinary about the pupil returns a little toward the middle.
    expect(fallen.later).toBeGreaterThan(fallen.now - 0.15);
    expect(fallen.later).toBeLessThan(-0.6);
  });

  test('expects a pupil who holds level about where they are, and is less sure of one who has fallen', () => {
    const level = yearOn(() => 0);
    expect(Math.abs(level.later - level.now)).toBeLessThan(0.1);
    expect(level.sd).toBeLessThan(yearOn((year) => 0.5 * Math.max(0, year - 1.4)).sd);
  });
});
