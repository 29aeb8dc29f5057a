import { describe, expect, test } from 'vitest';
import { reliabilityOf } from '../../../../../engine/growth/trajectory/model/block-model.ts';
import { chooseComparisons } from '../../../../../engine/growth/comparisons/choose-comparisons.ts';
import { fitTrajectories } from '../../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { type TrajectoryFit } from '../../../../../engine/growth/trajectory/model/trajectory-fit.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { subjectProcess } from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { trajectoryScores } from '../../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { toMeasurements } from '../../../../../engine/scales/to-measurements.ts';
import { simulateWorld } from '../../../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../../../engine/worlds/model/worlds.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import { madeUpScores } from '../model/made-up-scores.ts';

function scoresOf(name: string, changes: object) {
  const world = simulateWorld({ ...worlds[name].settings, ...changes });
  const data = worldAsAssessmentData(world);
  const measurements = toMeasurements(data);
  return { world, data, scores: trajectoryScores(data, measurements, chooseComparisons(data, measurements)) };
}

function coverage({ world, data, scores }: ReturnType<typeof scoresOf>, fit: TrajectoryFit): number {
  const { positionLow, positionHigh } = smoothTrajectories(fit, scores);
  let inside = 0;
  for (let row = 0; row < scores.count; row++) {
    const result = scores.result[row];
    const series = data.results.subject[result] * world.pupils.count + data.results.pupil[result];
    const truth = world.truth.position[series * world.windows.count + data.results.window[result]];
    if (truth > positionLow[row] && truth < positionHigh[row]) inside++;
  }
  return inside / scores.count;
}

describe('fitTrajectories(scores)', () => {
  const plain = scoresOf('plain', { pupils: 1500, seed: 4 });
  const fit = fitTrajectories(plain.scores);

  test('finds the year correlation a world was made with, and its 90 % intervals hold about 90 %', () => {
    // A year's true change of SD 0.28 is a correlation of 1 − 0.28²/2 = 0.961.
    for (const { components } of fit.nodes) {
      for (const own of Object.values(components)) expect(Math.abs(own.yearCorrelation - 0.961)).toBeLessThan(0.02);
    }
    const share = coverage(plain, fit);
    expect(share).toBeGreaterThan(0.87);
    expect(share).toBeLessThan(0.93);
  });

  test('is plain data: written as JSON and read again it gives every pupil the same', () => {
    const again = JSON.parse(JSON.stringify(fit)) as TrajectoryFit;
    expect(again).toEqual(fit);
    expect(smoothTrajectories(again, plain.scores).concern).toEqual(smoothTrajectories(fit, plain.scores).concern);
  });

  test('finds that early tests tell less than late ones, and nothing of the kind where all tell the same', () => {
    /** Pupils over five years whose true positions correlate by .95 a year; by year, the share of the scores that is true. */
    const trendOf = (reliability: (year: number) => number) => {
      const rng = randomStream('reliability');
      const rows = Array.from({ length: 700 }, (_, pupil) => {
        let position = rng.normal();
        return [0, 1, 2, 3, 4].map((year) => {
          if (year > 0) position = 0.95 * position + Math.sqrt(1 - 0.95 ** 2) * rng.normal();
          const share = reliability(year);
          const observed = Math.sqrt(share) * position + Math.sqrt(1 - share) * rng.normal();
          return { pupil, subject: 0, year, observed };
        });
      });
      const { vertical } = fitTrajectories(madeUpScores(rows.flat(), 1)).nodes[0].components;
      return vertical!.reliabilityTrend!;
    };
    // Logits from 0.4 to 2.4: reliability from .60 to .92.
    expect(Math.abs(trendOf((year) => 1 / (1 + Math.exp(-0.4 - 0.5 * year))) - 0.5)).toBeLessThan(0.12);
    expect(Math.abs(trendOf(() => 0.85))).toBeLessThan(0.12);
  });

  test('a reference saved before that was fitted has tests that all tell the same', () => {
    const [{ vertical }] = fit.nodes.map(({ components }) => components);
    const { reliabilityTrend: _, ...saved } = vertical!;
    const [before, without] = [subjectProcess({ ...saved, reliabilityTrend: 0 }), subjectProcess(saved)];
    expect(without).toEqual(before);
    expect(reliabilityOf(without, NaN, fit.frame, 2)).toBe(vertical!.reliability);
  });

  test('has weights that sum to 1 and stays near its priors where three pupils are all there is', () => {
    const few = madeUpScores(
      [1, 2, 3].flatMap((pupil) => [0, 1, 2].map((year) => ({ pupil, subject: 0, year, observed: (pupil - 2) * 0.9 }))),
      1,
    );
    const small = fitTrajectories(few);
    expect(small.nodes.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    for (const { components } of small.nodes) {
      expect(components.vertical!.reliability).toBeGreaterThan(0.6);
      expect(components.vertical!.yearCorrelation).toBeGreaterThan(0.7);
    }
  });

  const firstYear = { pupils: 1500, seed: 'first-year', windows: 2, subjects: [worlds.plain.settings.subjects[0]] };
  test.each([
    ['two yearly windows', { spacing: 'yearly', errorStated: 'none' }],
    ['two yearly windows, half of the pupils new', { spacing: 'yearly', errorStated: 'none', lateJoinerShare: 0.5 }],
    ['two windows a term apart, half of the pupils new', { errorStated: 'none', lateJoinerShare: 0.5 }],
    ['the same with the error stated', { lateJoinerShare: 0.5 }],
  ])('in a first year finds how well tests measure: %s', (_, changes) => {
    // True: reliability .90, errors larger by .25 · position², none beyond what is stated but bad days.
    const { vertical } = fitTrajectories(scoresOf('trust-3000', { ...firstYear, ...changes }).scores).nodes[0]
      .components;
    expect(Math.abs(vertical!.reliability - 0.9)).toBeLessThan(0.05);
    expect(vertical!.errorExtremes).toBeLessThan(0.8);
    expect(vertical!.extraError).toBeLessThan(0.2);
  });

  test.each([
    ['errors of three degrees of freedom', { errorDegrees: 3 }],
    ['growth and skewed errors that are not our model', { family: 'piecewise', errorDegrees: 5 }],
  ])('in a first year is not carried off by results far out: %s', (_, changes) => {
    const life = { spacing: 'yearly', errorStated: 'none', ...changes };
    const { vertical } = fitTrajectories(scoresOf('trust-3000', { ...firstYear, ...life }).scores).nodes[0].components;
    expect(vertical!.reliability).toBeLessThan(0.96);
    expect(vertical!.yearCorrelation).toBeLessThan(0.985);
    expect(vertical!.badDayChance).toBeLessThan(0.03);
  });

  test.each([
    ['a school of 180 in its first year', { pupils: 180, windows: 2 }],
    ['the same, half of its pupils new', { pupils: 180, windows: 2, lateJoinerShare: 0.5 }],
    ['a school of 180 with one window', { pupils: 180, windows: 1 }],
    ['one class of 25', { pupils: 25, windows: 2, yearGroups: [4] }],
  ])('%s borrows what is usual for school tests, and is told no oddity', (_, changes) => {
    const life = { ...firstYear, errorStated: 'none', schoolSizes: [1], ...changes };
    const { nodes, warnings } = fitTrajectories(scoresOf('trust-3000', life).scores);
    const { vertical } = nodes[0].components;
    expect(Math.abs(vertical!.reliability - 0.9)).toBeLessThan(0.06);
    expect(Math.abs(vertical!.yearCorrelation - 0.96)).toBeLessThan(0.03);
    // What so few scores cannot tell is integrated over, not plugged in.
    expect(nodes.length).toBeGreaterThan(1);
    expect(warnings).toEqual([]);
  });

  test('takes no scores at all', () => {
    expect(fitTrajectories(madeUpScores([], 0)).nodes.length).toBeGreaterThan(0);
  });

  test('with one school only says nothing of its windows', () => {
    const one = fitTrajectories(scoresOf('school-180', { seed: 4 }).scores);
    expect(one.shared.schoolWindow).toEqual({});
  });

  test('takes grades as intervals: their reliability is found near the truth and positions keep their intervals', () => {
    const mixed = scoresOf('mixed-scales', { pupils: 1500, seed: 4 });
    const graded = fitTrajectories(mixed.scores);
    expect(Math.abs(graded.nodes[0].components.ordinal!.reliability - 0.85)).toBeLessThan(0.08);
    const share = coverage(mixed, graded);
    expect(share).toBeGreaterThan(0.86);
    expect(share).toBeLessThan(0.94);
  });
});
