import { describe, expect, test } from 'vitest';
import { fitTrajectories } from '../../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import { madeUpScores } from '../model/made-up-scores.ts';

/** 400 pupils with one score a year in one subject, from a position of their own. */
function pupils(years: readonly number[], scoreOf: (position: number, year: number, chance: () => number) => object) {
  const rng = randomStream('limits');
  const rows = Array.from({ length: 400 }, (_, pupil) => {
    const position = rng.normal();
    return years.map((year) => ({
      pupil,
      subject: 0,
      year,
      observed: position,
      ...scoreOf(position, year, () => rng.normal()),
    }));
  });
  return madeUpScores(rows.flat(), 1);
}

const usual = trajectoryDefaults;

describe('a component that ends at a limit is told and taken as usual', () => {
  test.each([
    ['the same score twice', pupils([0, 1], () => ({}))],
    ['the same score three times', pupils([0, 1, 2], () => ({}))],
    ['scores that are all equal', pupils([0, 1], () => ({ observed: 0 }))],
  ])('%s: tests without any error are not believed', (_, scores) => {
    const fit = fitTrajectories(scores);
    const { vertical } = fit.nodes[0].components;
    expect(vertical!.reliability).toBeCloseTo(usual.reliability.centre, 6);
    expect(fit.warnings.map(({ code, values }) => `${code} ${values?.component}`)).toContain(
      'usual-component reliability',
    );
    expect(fit.warnings[0]).toMatchObject({ count: 400, values: { subject: 's0' } });
    expect(smoothTrajectories(fit, scores).concern.every(Number.isFinite)).toBe(true);
  });

  test('marks that are drawn by lot: pupils are not taken to move, tests are taken to tell nothing', () => {
    const fit = fitTrajectories(pupils([0, 1], (_, __, chance) => ({ observed: chance() })));
    const { vertical } = fit.nodes[0].components;
    expect(vertical!.yearCorrelation).toBeGreaterThan(0.9);
    expect(vertical!.reliability).toBeLessThan(0.3);
    expect(fit.warnings.map(({ values }) => values?.component)).toEqual(['yearCorrelation']);
  });

  test('errors stated that are far larger than the scores leave room for', () => {
    const fit = fitTrajectories(
      pupils([0, 1], (position, _, chance) => ({
        observed: Math.sqrt(0.95) * position + Math.sqrt(0.05) * chance(),
        errorShare: 0.6,
      })),
    );
    expect(fit.warnings.map(({ code }) => code)).toContain('usual-component');
    for (const { components } of fit.nodes) {
      for (const value of Object.values(components.vertical!)) expect(value).toSatisfy(Number.isFinite);
    }
  });

  test('ordinary tests give no such warning, and neither does one pupil', () => {
    const ordinary = pupils([0, 1], (position, year, chance) => ({
      observed: Math.sqrt(0.9) * (position + 0.2 * year * chance()) + Math.sqrt(0.1) * chance(),
    }));
    expect(fitTrajectories(ordinary).warnings).toEqual([]);
    const one = madeUpScores([{ pupil: 1, subject: 0, year: 0, observed: 0.3 }], 1);
    expect(fitTrajectories(one).warnings).toEqual([]);
  });
});
