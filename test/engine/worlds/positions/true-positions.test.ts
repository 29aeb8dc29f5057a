import { describe, expect, test } from 'vitest';
import { simulateWorld } from '../../../../engine/worlds/simulate-world.ts';
import { trueCovariance } from '../../../../engine/worlds/positions/true-covariance.ts';
import { worldParameters } from '../../../../engine/worlds/model/world-parameters.ts';
import { ordinarySubjects, plainWorld } from '../../../../engine/worlds/model/world-settings.ts';
import type { WorldSettings } from '../../../../engine/worlds/model/world-settings.ts';
import type { World } from '../../../../engine/worlds/model/world.ts';

const PUPILS = 20_000;
const unslowed: Partial<WorldSettings> = {
  pupils: PUPILS,
  slowedShare: 0,
  schoolLevelShare: 0,
  schoolRateShare: 0,
  subjects: [ordinarySubjects.mathematics, { ...ordinarySubjects.socialDevelopment, changeLoading: 0.6 }],
};

/** Population positions of one subject and window, in order of pupils. */
function positions(world: World, subject: number, window: number): Float64Array {
  const { count } = world.pupils;
  const windows = world.windows.count;
  return Float64Array.from(
    { length: count },
    (_, pupil) => world.truth.populationPosition[(subject * count + pupil) * windows + window],
  );
}

function covariance(a: Float64Array, b: Float64Array): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  return a.reduce((sum, value, at) => sum + (value - meanA) * (b[at] - meanB), 0) / a.length;
}

describe('true positions of family gaussian', () => {
  test.each([
    ['with mean reversion', { reversionPerYear: 1 }],
    ['as a random walk', { reversionPerYear: 0, persistentShare: 0.2 }],
    ['with much change and three windows', { yearlyChangeSd: 0.42, windows: 3, reversionPerYear: 3 }],
  ])('%s have the closed-form covariance, within and between subjects', (_, settings) => {
    const world = simulateWorld({ ...unslowed, ...settings, seed: 41 });
    const last = world.windows.count - 1;
    const { year } = world.windows;
    for (const [subjectA, windowA, subjectB, windowB] of [
      [0, 0, 0, 0],
      [0, last, 0, last],
      [0, 0, 0, 1],
      [0, 0, 0, last],
      [1, 1, 1, last],
      [0, 0, 1, 0],
      [0, 0, 1, last],
      [0, last, 1, last],
    ]) {
      const expected = trueCovariance(world.parameters, subjectA, year[windowA], subjectB, year[windowB]);
      const found = covariance(positions(world, subjectA, windowA), positions(world, subjectB, windowB));
      // Variance of a sample covariance of unit normals: (1 + c²)/n. Four standard errors.
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((1 + expected * expected) / PUPILS));
    }
  });

  test.each([
    [0.15, 0],
    [0.28, 0],
    [0.42, 0],
    [0.15, 1],
    [0.28, 1],
    [0.42, 4],
  ])('change by exactly SD %f over the middle year, mean reversion %f', (yearlyChangeSd, reversionPerYear) => {
    const parameters = worldParameters({ ...plainWorld, yearlyChangeSd, reversionPerYear }, 2);
    const change = 2 - 2 * trueCovariance(parameters, 0, 0.5, 0, 1.5);
    expect(Math.sqrt(change)).toBeCloseTo(yearlyChangeSd, 10);
    for (const year of [0, 0.3, 1, 2]) expect(trueCovariance(parameters, 0, year, 0, year)).toBeCloseTo(1, 12);
  });

  test('the share of change that lasts sets how a change goes on: none for a random walk without it', () => {
    const walk = worldParameters({ ...plainWorld, reversionPerYear: 0, persistentShare: 0 }, 2);
    const c = (a: number, b: number) =>
      trueCovariance(walk, 0, a, 0, b) * spread(walk.levelVariance, walk.driftVariance, a, b);
    // Back on the walk's own scale, changes of two years in a row are uncorrelated.
    expect(c(2, 1) - c(2, 0) - c(1, 1) + c(1, 0)).toBeCloseTo(0, 12);
    const lasting = worldParameters({ ...plainWorld, persistentShare: 1 }, 2);
    expect(lasting.driftVariance).toBe(0);
    expect(lasting.levelVariance).toBe(1);
  });

  test('lie between schools to the share asked for', () => {
    const world = simulateWorld({
      ...unslowed,
      schoolLevelShare: 0.2,
      schoolSizes: Array.from({ length: 800 }, () => 1),
    });
    const theta = positions(world, 0, 3);
    const sums = new Float64Array(800);
    const squares = new Float64Array(800);
    const counts = new Float64Array(800);
    theta.forEach((value, pupil) => {
      const school = world.pupils.school[pupil];
      sums[school] += value;
      squares[school] += value * value;
      counts[school]++;
    });
    let within = 0;
    sums.forEach((sum, school) => (within += squares[school] - (sum * sum) / counts[school]));
    within /= PUPILS - 800;
    // Level is 97 % of the variance in the middle window; within schools lies all but a fifth of that. SE of 1 − share: 0.01.
    const share = 1 - within / covariance(theta, theta);
    expect(share).toBeCloseTo(0.2 * world.parameters.levelVariance, 1);
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.24);
  });
});

describe('lasting slow-downs', () => {
  test('take exactly the size asked for from the day on, and leave every other pupil as in the world without them', () => {
    const settings = { ...unslowed, pupils: 2000, seed: 9 };
    const without = simulateWorld(settings);
    const slowed = simulateWorld({ ...settings, slowedShare: 0.3, slowedSdPerYear: 0.5, slowedSubjectChance: 0.5 });
    const windows = slowed.windows.count;
    slowed.truth.populationPosition.forEach((value, entry) => {
      const series = Math.floor(entry / windows);
      const from = slowed.truth.slowedFromDay[series];
      const days = Number.isNaN(from) ? 0 : Math.max(0, slowed.windows.day[entry % windows] - from);
      // The day is a whole one, the start is not: up to one day's loss between them.
      expect(Math.abs(without.truth.populationPosition[entry] - value - (0.5 * days) / 365.25)).toBeLessThan(0.002);
    });
  });

  test('touch the share of pupils asked for, at least one subject of each, from days spread evenly', () => {
    const world = simulateWorld({ ...plainWorld, pupils: PUPILS, slowedShare: 0.1, slowedSubjectChance: 0.5, seed: 5 });
    const subjects = new Float64Array(PUPILS);
    const start = new Float64Array(PUPILS).fill(Number.NaN);
    world.truth.slowedFromDay.forEach((day, series) => {
      if (Number.isNaN(day)) return;
      subjects[series % PUPILS]++;
      start[series % PUPILS] = day;
    });
    const slowed = subjects.filter((count) => count > 0);
    expect(Math.abs(slowed.length / PUPILS - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / PUPILS));
    // One subject is certain, each of the other two has chance a half: 2 on average.
    expect(slowed.reduce((a, b) => a + b, 0) / slowed.length).toBeCloseTo(2, 1);
    const starts = start.filter((day) => !Number.isNaN(day));
    const [earliest, latest] = world.parameters.slowedFromYear;
    const middle = world.windows.day[0] + ((earliest + latest) / 2) * 365.25;
    const mean = starts.reduce((a, b) => a + b, 0) / starts.length;
    expect(Math.abs(mean - middle)).toBeLessThan(
      (4 * 365.25 * (latest - earliest)) / Math.sqrt(12 * starts.length) + 1,
    );
  });
});

describe('families that are not ours', () => {
  test.each([
    ['piecewise', 0.28, 0.04],
    ['jumps', 0.28, 0.02],
  ] as const)(
    '%s: positions of unslowed pupils change by about the SD asked for in a year',
    (family, asked, within) => {
      const world = simulateWorld({ ...unslowed, family, yearlyChangeSd: asked, seed: 3 });
      const changes = yearOfChange(world);
      expect(Math.abs(Math.sqrt(covariance(changes, changes)) - asked)).toBeLessThan(within);
      expect(Number.isNaN(world.parameters.levelVariance)).toBe(true);
    },
  );

  test('positions are not normal: skewed up where growth is log-normal, down where a cluster is behind, and jumps show in the tails', () => {
    const piecewise = simulateWorld({ ...unslowed, family: 'piecewise', seed: 3 });
    expect(skewness(positions(piecewise, 0, 0))).toBeGreaterThan(0.5);
    const jumps = simulateWorld({ ...unslowed, family: 'jumps', seed: 3 });
    expect(skewness(positions(jumps, 0, 0))).toBeLessThan(-0.15);
    // A year's change is heavier in the tails than a normal one (kurtosis 3): jumps and uneven steps.
    expect(kurtosis(yearOfChange(jumps))).toBeGreaterThan(4);
  });
});

/** From the second window to the fifth: a spring to the next. */
function yearOfChange(world: World): Float64Array {
  const before = positions(world, 0, 1);
  return positions(world, 0, 4).map((value, pupil) => value - before[pupil]);
}

function spread(level: number, drift: number, a: number, b: number): number {
  return Math.sqrt((level + drift * a) * (level + drift * b));
}

function moment(values: Float64Array, power: number): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length;
}

function skewness(values: Float64Array): number {
  return moment(values, 3) / moment(values, 2) ** 1.5;
}

function kurtosis(values: Float64Array): number {
  return moment(values, 4) / moment(values, 2) ** 2;
}
