import { expect, test } from 'vitest';
import { measureHelp, type HelpSpell } from '../../../engine/agenda/measure-help.ts';
import type { ResultsOfPupil } from '../../../engine/agenda/normal-scores.ts';
import { helpSentence } from '../../../engine/words/kit/help-words.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';

const windowDays = [0, 180, 360, 540];

/** A stream of normal numbers that is the same every time (Lehmer's generator, Box and Muller). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * 400 pupils who do not change, tested four times with error; who scores lowest at the second test gets help until the third, which
 * adds `effect` from then on.
 */
function world(effect: number, seed: number) {
  const normal = normals(seed);
  const results = Array.from({ length: 400 }, (_, at): ResultsOfPupil => {
    const truth = normal();
    return {
      pupilId: `p${at}`,
      subject: 'reading',
      comparedIn: 'reading 4',
      scores: Float64Array.from(windowDays, () => 100 + 12 * truth + 8 * normal()),
    };
  });
  const lowest = results.toSorted((a, b) => a.scores[1] - b.scores[1]).slice(0, 60);
  // Every other one of the lowest: the others stand as low and get nothing.
  const helped = lowest.filter((_, at) => at % 2 === 0);
  for (const { scores } of helped) for (const window of [2, 3]) scores[window] += effect;
  const spells = helped.map(({ pupilId }): HelpSpell => ({ pupilId, kind: 'extra-help', from: 185, to: 365 }));
  return measureHelp(results, spells, { windowDays, minimum: 6 })[0];
}

test('takes the rebound after a low score for no effect of help, in twenty worlds where it has none', () => {
  const worlds = Array.from({ length: 20 }, (_, seed) => world(0, 71 + seed));
  const during = worlds.map(({ phases }) => phases[1]);
  // They come up by some nine places, and so do those who stood as low.
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  expect(mean(during.map(({ change }) => change))).toBeGreaterThan(5);
  expect(mean(during.map(({ change, expected }) => change - expected))).toBeCloseTo(0, -1);
  expect(Math.abs(mean(during.map(({ change, expected }) => change - expected)))).toBeLessThan(2);
  // A 90 % range holds 50, which is usual, nine times in ten.
  expect(during.filter(({ low, high }) => low <= 50 && high >= 50).length).toBeGreaterThanOrEqual(16);
});

test('finds help that does something, and says how many had it and how they grew before and after', () => {
  const found = world(8, 91);
  const [before, during, after] = found.phases;
  expect(found).toMatchObject({ kind: 'extra-help', pupils: 30 });
  expect([before.n, during.n, after.n]).toEqual([30, 30, 30]);
  expect(during.low).toBeGreaterThan(50);
  expect(during.change).toBeGreaterThan(during.expected);
  // Chosen on a low second score, they fell towards it.
  expect(before.high).toBeLessThan(50);
  const told = helpSentence(during);
  expect(told).toMatch(
    /^They moved up \d+ of 100 places \(between \d+ and \d+\); pupils with the same score and no help recorded moved up \d+\.$/,
  );
  expect(bannedWordsIn(told)).toEqual([]);
});

test('gives no figure of few pupils, nor where nobody without help can be compared', () => {
  const results = Array.from({ length: 30 }, (_, at): ResultsOfPupil => ({
    pupilId: `p${at}`,
    subject: 'reading',
    comparedIn: 'reading 4',
    scores: Float64Array.from([90 + at, 95 + at + (at % 3), 93 + (at % 7), 100 + (at % 5)]),
  }));
  const spell = (at: number): HelpSpell => ({ pupilId: `p${at}`, kind: 'k', from: 185, to: NaN });
  const few = measureHelp(results, [spell(1), spell(2)], { windowDays, minimum: 6 })[0];
  expect(few).toMatchObject({ pupils: 2, phases: [{ n: 2, median: NaN }, { n: 2, change: NaN }, { n: 0 }] });
  const most = measureHelp(
    results,
    results.slice(0, 20).map((_, at) => spell(at)),
    { windowDays, minimum: 6 },
  )[0];
  expect(most.phases.map(({ n }) => n)).toEqual([0, 0, 0]);
  expect(helpSentence(few.phases[0])).toBe('');
});
