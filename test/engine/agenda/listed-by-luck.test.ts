import { expect, test } from 'vitest';
import { listedByLuck } from '../../../engine/agenda/listed-by-luck.ts';
import type { CriteriaSettings } from '../../../engine/criteria/index.ts';
import type { Circumstances } from '../../../engine/criteria/judged-criteria.ts';
import type { Comparisons } from '../../../engine/growth/comparisons/comparisons.ts';
import type { TrajectoryFit } from '../../../engine/growth/trajectory/model/trajectory-fit.ts';
import type { SmoothedTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import type { TrajectoryScores } from '../../../engine/growth/trajectory/model/trajectory-scores.ts';

const none = { count: 0, comparisons: 0, cells: [], groups: [], subjects: [], scaleClass: [] };
const columns =
  'pupil subject year observed observedLow observedHigh errorShare cell group currentScore baselineScore firstScore result';
const noScores = {
  ...none,
  ...Object.fromEntries(columns.split(' ').map((name) => [name, new Int32Array(0)])),
} as unknown as TrajectoryScores;
const noPositions = Object.fromEntries(
  ['position', 'positionLow', 'positionHigh'].map((name) => [name, new Float64Array(0)]),
) as unknown as SmoothedTrajectories;

/** Comparisons with a baseline, so many of each pupil. */
function plan(subjectsOf: readonly number[]) {
  const pupil = Int32Array.from(subjectsOf.flatMap((subjects, index) => Array<number>(subjects).fill(index)));
  const rows = new Int32Array(pupil.length);
  const comparisons = { count: pupil.length, pupil, currentRow: rows, baselineRow: rows } as unknown as Comparisons;
  const bytes = new Uint8Array(pupil.length);
  const facts =
    'baselineStatus peers changedSince changedBefore atFloor atCeiling bestNow onlyBands outOfYear noiseRatio'.split(
      ' ',
    );
  const circumstances = Object.fromEntries(facts.map((name) => [name, bytes])) as unknown as Circumstances;
  const criteria = {} as CriteriaSettings;
  return listedByLuck({} as TrajectoryFit, noScores, noPositions, {
    comparisons,
    circumstances,
    criteria,
    pupils: subjectsOf.length,
  });
}

test('listedByLuck(…).gather(listed) shares out what was drawn among the pupils judged in as many subjects', () => {
  // Twelve pupils are drawn fifty times each, 600 draws in all: 300 of one subject and 300 of two.
  const { gather } = plan([0, ...Array<number>(6).fill(1), ...Array<number>(6).fill(2)]);
  const share = gather([Int32Array.of(...Array<number>(15).fill(1)), Int32Array.of(...Array<number>(60).fill(9))]);
  expect(share[0]).toBe(0);
  expect([...share.subarray(1, 7)]).toEqual(Array(6).fill(15 / 300));
  expect([...share.subarray(7)]).toEqual(Array(6).fill(60 / 300));
});

test('listedByLuck(…).gather(listed) gives pupils of a kind too rare to be drawn the share of all', () => {
  // Every other one of 2,000 is drawn, the second first: the only pupil with three subjects is not.
  const { gather } = plan([3, ...Array<number>(1999).fill(1)]);
  const share = gather([Int32Array.from({ length: 100 }, (_, at) => 2 * at + 1)]);
  expect(share[1]).toBeCloseTo(0.1, 12);
  expect(share[0]).toBeCloseTo(0.1, 12);
});
