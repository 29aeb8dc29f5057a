import { describe, expect, test } from 'vitest';
import { blockInverter } from '../../../../../engine/growth/trajectory/model/block-precision.ts';
import { isLongRecord } from '../../../../../engine/growth/trajectory/weighing/long-record.ts';
import { patternFacts } from '../../../../../engine/growth/trajectory/weighing/pattern-facts.ts';
import { prepareNode } from '../../../../../engine/growth/trajectory/weighing/prepare-node.ts';
import { emptyPreparedNode } from '../../../../../engine/growth/trajectory/weighing/prepared-node.ts';
import { readyPattern } from '../../../../../engine/growth/trajectory/weighing/ready-pattern.ts';
import { comparisonOfCurrent, scorePatterns } from '../../../../../engine/growth/trajectory/model/score-patterns.ts';
import { slowDownHypotheses } from '../../../../../engine/growth/trajectory/model/slow-down-hypotheses.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { subjectProcess } from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { weighBlock } from '../../../../../engine/growth/trajectory/weighing/weigh-block.ts';
import {
  emptyWeighingRoom,
  type BlockPosterior,
} from '../../../../../engine/growth/trajectory/weighing/weighing-room.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import {
  madeUpFit,
  madeUpLinks,
  madeUpScores,
  standardisedComponents,
  verticalComponents,
  type MadeUpScore,
} from '../model/made-up-scores.ts';

const { slowDown, badDay } = trajectoryDefaults;

/** One pupil who slows down, with a bad day, stated errors here and there, gaps and equal dates. */
function record(seed: number, windows: number, subjects: number): MadeUpScore[] {
  const rng = randomStream('record').sub('pupil', seed);
  const rows: MadeUpScore[] = [];
  for (let subject = 0; subject < subjects; subject++) {
    for (let window = 0; window < windows; window++) {
      if (windows > 2 && rng.uniform() < 0.1) continue;
      const year = Math.round(window / 2) / 4;
      const fall = (window === 2 ? 2 : 0) + 0.5 * Math.max(0, year - windows / 12);
      const errorShare = rng.uniform() < 0.2 ? 0.1 : NaN;
      rows.push({ pupil: seed, subject, year, observed: rng.normal() - fall, errorShare });
    }
  }
  return rows;
}

/** What either way of working says of one pupil. */
function bothWays(rows: readonly MadeUpScore[], subjects: number) {
  const scores = {
    ...madeUpScores(rows, subjects),
    coarseness: new Float64Array(rows.length).fill(1),
    levelSquare: new Float64Array(rows.length).fill(1),
  };
  const [pattern] = scorePatterns(scores, 'pupil', () => true);
  const last = pattern.year[pattern.size - 1];
  const frame = { startYear: 0, middleYear: last / 3, endYear: last };
  const all = Array.from({ length: subjects }, (_, s) => s);
  const facts = patternFacts(pattern, slowDownHypotheses(slowDown, frame, all), slowDown);
  const processes = all.map((s) =>
    subjectProcess({ ...(s === 0 ? verticalComponents : standardisedComponents), errorExtremes: 0.1, extraError: 0.1 }),
  );
  const values = Float64Array.from(pattern.order, (at) => scores.observed[at]);
  const chance = new Float64Array(subjects).fill(0.02);
  const [short, long] = [false, true].map((way) => {
    const node = emptyPreparedNode();
    prepareNode(facts, blockInverter(), { processes, links: madeUpLinks, frame }, node, way);
    const ready = readyPattern(facts, node, chance, { slowDown, badDay });
    return { node, posterior: weighBlock(ready, values, 0, emptyWeighingRoom(badDay.most)).posterior };
  });
  return { facts, short, long };
}

/** Largest difference, where both have a number. */
function furthest(a: Float64Array, b: Float64Array, length: number): number {
  let most = 0;
  for (let at = 0; at < length; at++) {
    expect(Number.isNaN(a[at])).toBe(Number.isNaN(b[at]));
    if (!Number.isNaN(a[at])) most = Math.max(most, Math.abs(a[at] - b[at]));
  }
  return most;
}

describe('prepareNode(…) through the filter', () => {
  test.each([
    [1, 1],
    [2, 1],
    [7, 3],
    [40, 3],
    [12, 5],
  ])('says the same as through the inverse covariance, to 1e-10: %i windows, %i subjects', (windows, subjects) => {
    const { facts, short, long } = bothWays(record(windows + subjects, windows, subjects), subjects);
    const n = facts.pattern.size;
    const { products } = short.node;
    expect(furthest(short.node.sd, long.node.sd, n)).toBeLessThan(1e-10);
    expect(furthest(short.node.prior, long.node.prior, 2 * facts.place.length)).toBeLessThan(1e-10);
    // Products of slow-downs with slow-downs grow with the years squared.
    expect(furthest(short.node.product, long.node.product, products)).toBeLessThan(1e-10 * (1 + n));
    const lengths: Partial<Record<Exclude<keyof BlockPosterior, 'ordinary'>, number>> = {
      weight: facts.place.length,
      mean: 3 * facts.place.length,
      covariance: 6 * facts.place.length,
      position: n,
      extraVariance: n,
    };
    for (const [name, length] of Object.entries(lengths) as [Exclude<keyof BlockPosterior, 'ordinary'>, number][])
      expect(furthest(short.posterior[name], long.posterior[name], length), name).toBeLessThan(1e-10);
  });

  test('is chosen for 40 windows of 3 subjects and not for 7', () => {
    const long = (windows: number) => isLongRecord(bothWays(record(1, windows, 3), 3).facts);
    expect(long(7)).toBe(false);
    expect(long(40)).toBe(true);
  });
});

describe('smoothTrajectories(fit, scores) of one long record', () => {
  const timed = (windows: number) => {
    const scores = madeUpScores(record(1, windows, 3), 3);
    const fit = { ...madeUpFit({ slowDown }), frame: { startYear: 0, middleYear: windows / 16, endYear: windows / 8 } };
    // As many scores whatever the record, so that the clock's steps count alike; of this thread alone, because other work on
    // the machine is not to be counted.
    const repeats = 3200 / windows;
    let best = Infinity;
    for (let trial = 0; trial < 3; trial++) {
      const started = process.threadCpuUsage();
      for (let repeat = 0; repeat < repeats; repeat++) smoothTrajectories(fit, scores);
      const { user, system } = process.threadCpuUsage(started);
      best = Math.min(best, (user + system) / repeats);
    }
    expect(comparisonOfCurrent(scores).filter((at) => at >= 0).length).toBe(3);
    return best;
  };

  test('takes time that grows with the number of scores: eight times the scores, not a hundred times as long', () => {
    timed(40);
    expect(timed(320) / timed(40)).toBeLessThan(24);
  });
});
