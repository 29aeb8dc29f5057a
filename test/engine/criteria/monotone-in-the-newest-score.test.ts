import { describe, expect, test } from 'vitest';
import { criteriaJudge } from '../../../engine/criteria/judge-criteria.ts';
import { criteria, defaultCriteriaSettings } from '../../../engine/criteria/index.ts';
import type { TrajectoryFit } from '../../../engine/growth/trajectory/model/trajectory-fit.ts';
import { smoothTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { trajectoryDefaults } from '../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';
import { madeUpFit, madeUpScores, type MadeUpScore } from '../growth/trajectory/model/made-up-scores.ts';

/** Scores tried, SD from the mean of the year group: steps of 0.4 points of a test whose SD is 15. */
const [lowest, highest, steps] = [-4, 4, 321];

/** As fitted to schools: bad days, error larger toward the extremes, two points of components. */
const fit: TrajectoryFit = (() => {
  const own = madeUpFit({ slowDown: trajectoryDefaults.slowDown }, 0.02);
  const [{ components, links }] = own.nodes;
  const { vertical, standardised } = components as Required<typeof components>;
  const spread = (by: number) => ({
    vertical: { ...vertical, yearCorrelation: vertical.yearCorrelation + by, errorExtremes: 0.25 },
    standardised: { ...standardised, badDayChance: 0.02 - by, errorExtremes: 0.25 },
  });
  return { ...own, nodes: [-0.01, 0.01].map((by) => ({ weight: 0.5, links, components: spread(by) })) };
})();

interface Shape {
  readonly windows: number;
  readonly subjects: number;
}

/** A pupil with a level, ordinary change, errors, missed windows and now and then a bad day, the earlier windows' alone. */
function pupil(number: number, { windows, subjects }: Shape): MadeUpScore[] {
  const rng = randomStream('newest score').sub('pupil', number);
  const level = 0.9 * rng.normal();
  return Array.from({ length: subjects }, (_, subject) => {
    let position = level + 0.4 * rng.normal();
    return Array.from({ length: windows }, (_unused, window) => {
      position += 0.2 * rng.normal();
      const fall = rng.uniform() < 0.15 && window < windows - 1 ? 0.5 + rng.uniform() : 0;
      const missed = rng.uniform() < 0.1 && window > 0 && window < windows - 1;
      const observed = position + 0.3 * rng.normal() - fall;
      return { row: { pupil: number, subject, year: (2.4 * window) / (windows - 1), observed }, missed };
    });
  })
    .flat()
    .flatMap(({ row, missed }) => (missed ? [] : [row]));
}

/** Percentile and chance of slower progress in the first subject, by the newest score there. */
function judged(rows: readonly MadeUpScore[], subjects: number) {
  const newest = rows.filter((row) => row.subject === 0).at(-1);
  const tried = Array.from({ length: steps }, (_, at) => {
    const observed = lowest + ((highest - lowest) * at) / (steps - 1);
    return rows.map((row) => ({ ...row, pupil: at, observed: row === newest ? observed : row.observed }));
  });
  const scores = madeUpScores(tried.flat(), subjects);
  const bytes = () => new Uint8Array(scores.comparisons);
  const judge = criteriaJudge(
    {
      baselineStatus: bytes(),
      peers: new Int32Array(scores.comparisons).fill(200),
      changedSince: bytes(),
      changedBefore: bytes(),
      atFloor: bytes(),
      atCeiling: bytes(),
      bestNow: bytes(),
      onlyBands: bytes(),
      outOfYear: bytes(),
      noiseRatio: new Float64Array(scores.comparisons).fill(0.1),
    },
    defaultCriteriaSettings,
  );
  smoothTrajectories(fit, scores, judge.visit);
  const { trueGrowth, probability } = judge.finish();
  const first = [...tried.keys()].map((at) => at * subjects);
  return { percentile: first.map((c) => trueGrowth[c]), slower: first.map((c) => probability[criteria.length * c]) };
}

/** By how much values that should rise come back down at most. */
function worstReturn(values: readonly number[]): number {
  let peak = -Infinity;
  return values.reduce((worst, value) => {
    peak = Math.max(peak, value);
    return Math.max(worst, peak - value);
  }, 0);
}

describe('the higher the newest score, the higher the growth percentile and the lower P(slower than peers)', () => {
  test.each([
    ['one subject, three windows', { windows: 3, subjects: 1 }, 25],
    ['one subject, seven windows', { windows: 7, subjects: 1 }, 25],
    ['three subjects, three windows', { windows: 3, subjects: 3 }, 12],
    ['three subjects, seven windows', { windows: 7, subjects: 3 }, 12],
    ['one subject, so many windows that they are filtered', { windows: 41, subjects: 1 }, 3],
  ] as const)('to 0.5 points and 0.01: %s', (_name, shape, pupils) => {
    for (let number = 0; number < pupils; number++) {
      const { percentile, slower } = judged(pupil(number, shape), shape.subjects);
      expect(percentile.some(Number.isNaN)).toBe(false);
      // So that flat lines do not pass: a usual fall is heard.
      expect(percentile.at(-1)! - percentile[0]).toBeGreaterThan(20);
      expect(worstReturn(percentile), `percentile of pupil ${number}`).toBeLessThan(0.5);
      expect(worstReturn(slower.map((chance) => -chance)), `P of pupil ${number}`).toBeLessThan(0.01);
    }
  });

  test('a fall in an earlier window is still a bad day, and no later reason for concern', () => {
    const steady = Array.from({ length: 7 }, (_, window) => ({
      pupil: 0,
      subject: 0,
      year: 0.4 * window,
      observed: 0,
    }));
    const concern = (fallen: number) =>
      smoothTrajectories(
        fit,
        madeUpScores(
          steady.map((row, window) => (window === fallen ? { ...row, observed: -2 } : row)),
          1,
        ),
      ).concern[0];
    const none = concern(-1);
    // Windows 4 (the baseline) and 5 are followed by others that show it, window 6 is not.
    expect(Math.abs(concern(4) - none)).toBeLessThan(0.3);
    expect(Math.abs(concern(5) - none)).toBeLessThan(0.3);
    expect(concern(6)).toBeGreaterThan(none + 1);
  });
});
