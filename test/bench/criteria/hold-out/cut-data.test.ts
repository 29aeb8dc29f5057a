import { expect, test } from 'vitest';
import { drawUnlikeSettings } from '../generators/draw-unlike-settings.ts';
import { makeUnlikeWorld } from '../generators/make-unlike-world.ts';
import { cutIntoBands, keepWindows, largestSchools } from './cut-data.ts';
import { heldOutScores } from './held-out-scores.ts';

const { data } = makeUnlikeWorld(drawUnlikeSettings(7, { pupils: 300, schools: 3, windows: 5, slowedShare: 0 }));

test('cutIntoBands(data, shares) gives each subject and window bands of those shares, in the order of the numbers', () => {
  const shares = [0.2, 0.3, 0.35, 0.15];
  const banded = cutIntoBands(data, shares);
  const newest = [...data.results.value.keys()].filter(
    (row) => data.results.window[row] === 4 && data.results.subject[row] === 0,
  );
  shares.forEach((share, band) => {
    const found = newest.filter((row) => banded.results.value[row] === band).length / newest.length;
    expect(Math.abs(found - share), `band ${band}`).toBeLessThan(0.02);
  });
  const inOrder = newest.toSorted((a, b) => data.results.value[a] - data.results.value[b]);
  for (const [at, row] of inOrder.slice(1).entries()) {
    expect(banded.results.value[row]).toBeGreaterThanOrEqual(banded.results.value[inOrder[at]]);
  }
  expect(banded.results.score[inOrder[0]]).toBe('Level 1');
});

test('largestSchools(data, count) keeps the results of one school each, and together they are all results', () => {
  const parts = largestSchools(data, 3);
  expect(parts.map(({ results }) => new Set(results.school.codes).size)).toEqual([1, 1, 1]);
  expect(parts.reduce((sum, { results }) => sum + results.count, 0)).toBe(data.results.count);
  for (const { results } of parts) expect(results.firstRow.at(-1)).toBe(results.count);
});

test('heldOutScores(data, earlier) holds out the last score of a pupil and subject and trains on no later one', () => {
  const { scores, last, train, before } = heldOutScores(keepWindows(data, 1, 3), 2);
  expect(last.length).toBeGreaterThan(100);
  expect(train.count + last.length).toBe(scores.count);
  for (const row of last) {
    const earlier = before(row);
    expect(earlier.length).toBeGreaterThanOrEqual(2);
    for (const one of earlier) {
      expect(scores.pupil[one]).toBe(scores.pupil[row]);
      expect(scores.subject[one]).toBe(scores.subject[row]);
      expect(scores.year[one]).toBeLessThan(scores.year[row]);
    }
  }
  expect(Math.max(...train.result)).toBeLessThan(data.results.count);
  expect(last.some((row) => train.result.includes(scores.result[row]))).toBe(false);
});
