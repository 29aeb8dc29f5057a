import { expect, test } from 'vitest';
import { drawUnlikeSettings } from '../generators/draw-unlike-settings.ts';
import { makeUnlikeWorld } from '../generators/make-unlike-world.ts';
import { knowingReader } from './knowing-reader.ts';
import { rankQuality } from './rank-quality.ts';
import { rivalRankings } from './rival-rankings.ts';

test('knowingReader(world) says of as many that they have slowed as have, and finds them before every practice does', () => {
  const world = makeUnlikeWorld(
    drawUnlikeSettings(3, { pupils: 480, schools: 4, slowedShare: 0.1, subjects: 3, windows: 6 }),
  );
  const { concern } = knowingReader(world);
  const { slowed } = world.truth;
  let [told, spread, found] = [0, 0, 0];
  concern.forEach((odds, at) => {
    if (Number.isNaN(odds)) return;
    const chance = 1 / (1 + Math.exp(-odds));
    told += chance;
    // Subjects of a pupil fall together: at most three times the variance of independent ones.
    spread += 3 * chance * (1 - chance);
    found += slowed[at];
  });
  expect(Math.abs(told - found)).toBeLessThan(4 * Math.sqrt(spread));
  const own = rankQuality(concern, slowed, concern).averagePrecision;
  for (const [name, ranking] of Object.entries(rivalRankings(world))) {
    expect(own, name).toBeGreaterThan(rankQuality(ranking, slowed, concern).averagePrecision);
  }
});

test('rankQuality(score, slowed, among) is 1 for a perfect ranking, halves ties, and leaves out what is not judged', () => {
  const slowed = Uint8Array.from([1, 0, 1, 0]);
  const all = new Float64Array(4);
  expect(rankQuality(Float64Array.from([4, 1, 3, 2]), slowed, all)).toEqual({ auc: 1, averagePrecision: 1 });
  expect(rankQuality(Float64Array.from([1, 4, 2, 3]), slowed, all)).toEqual({
    auc: 0,
    averagePrecision: (1 / 3 + 2 / 4) / 2,
  });
  expect(rankQuality(new Float64Array(4), slowed, all).auc).toBe(0.5);
  expect(rankQuality(Float64Array.from([4, 5, 3, 2]), slowed, Float64Array.from([0, NaN, 0, 0])).auc).toBe(1);
});
