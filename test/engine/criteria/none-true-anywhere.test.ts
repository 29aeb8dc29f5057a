import { expect, test } from 'vitest';
import { defaultCriteriaSettings as settings } from '../../../engine/criteria/index.ts';
import { noneTrueAnywhere } from '../../../engine/criteria/none-true-anywhere.ts';

const all = [true, true, true, true];
const peers = 0.9;

/** Share of draws without a true statement; a draw is (first, baseline, current) of each of its comparisons. */
function share(draws: readonly (readonly number[])[], chosen: readonly boolean[], years = { before: [1], since: [1] }) {
  const position = Float64Array.from(draws.flat());
  const peerCorrelation = new Float64Array(position.length / 3).fill(peers);
  return noneTrueAnywhere({ count: draws.length, position, peerCorrelation }, years, chosen, settings);
}

test('noneTrueAnywhere(draws, years, chosen, settings) asks each statement in the policy’s own words', () => {
  const only = (criterion: number) => all.map((_, c) => c === criterion);
  // (a) true growth percentile under 25: Φ⁻¹(.25) = −0.6745, times √(1 − .81) = −0.2940 from .9 of the baseline.
  expect(share([[0, 0, -0.2939]], only(0))).toBe(1);
  expect(share([[0, 0, -0.2941]], only(0))).toBe(0);
  // (b) the rate lower by .1 SD a year: before +.1 a year, since nothing or a little.
  expect(share([[-0.1, 0, 0.01]], only(1))).toBe(1);
  expect(share([[-0.1, 0, -0.01]], only(1))).toBe(0);
  expect(share([[-0.1, 0, -0.01]], only(1), { before: [2], since: [1] })).toBe(1);
  // (c) at least .5 below the middle and no nearer since.
  expect(share([[0, -0.5, -0.5]], only(2))).toBe(0);
  expect(share([[0, -0.5, -0.49]], only(2))).toBe(1);
  expect(share([[0, -0.49, -0.6]], only(2))).toBe(1);
  // (d) below the middle, and .1 further from it: who is still above the middle has no gap.
  expect(share([[0, 0.05, -0.06]], only(3))).toBe(0);
  expect(share([[0, -0.05, -0.14]], only(3))).toBe(1);
  expect(share([[0, 0.5, 0.3]], only(3))).toBe(1);
});

test('noneTrueAnywhere(draws, years, chosen, settings) counts a draw once, whichever subject has it, and what is not chosen never', () => {
  const fallen = [0, -1, -2];
  const steady = [1, 1, 1];
  const years = { before: [1, 1], since: [1, 1] };
  const draws = [
    [...fallen, ...steady],
    [...steady, ...fallen],
    [...fallen, ...fallen],
    [...steady, ...steady],
  ];
  const gapOnly = [false, false, false, true];
  expect(share(draws, [...gapOnly, ...gapOnly], years)).toBe(0.25);
  expect(share(draws, [...gapOnly, false, false, false, false], years)).toBe(0.5);
});
