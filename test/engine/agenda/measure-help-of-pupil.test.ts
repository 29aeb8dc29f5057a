import { expect, test } from 'vitest';
import { measureHelpOfPupil } from '../../../engine/agenda/measure-help-of-pupil.ts';
import type { ResultsOfPupil } from '../../../engine/agenda/normal-scores.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { helpBeforeAndDuringSentence, helpOfPupilSentence } from '../../../engine/words/kit/help-words.ts';

const windowDays = [0, 180, 360];

/** A stream of normal numbers that is the same every time (Lehmer's generator, Box and Muller). */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** 300 pupils who do not change, tested three times with error; those who fell most to the second test get help worth `effect`. */
function world(effect: number, seed: number) {
  const normal = normals(seed);
  const results = Array.from({ length: 300 }, (_, at): ResultsOfPupil => {
    const truth = normal();
    const scores = Float64Array.from(windowDays, () => 100 + 12 * truth + 6 * normal());
    return { pupilId: `p${at}`, subject: 'reading', comparedIn: 'reading 4', scores };
  });
  const fallen = results.toSorted((a, b) => a.scores[1] - a.scores[0] - (b.scores[1] - b.scores[0])).slice(0, 60);
  // Every third of them has help; the others fell as far and have none.
  const helped = fallen.filter((_, at) => at % 3 === 0);
  for (const { scores } of helped) scores[2] += effect;
  const settings = { windowDays, helped: new Set(helped.map(({ pupilId }) => pupilId)) };
  return helped.map(({ pupilId }) => measureHelpOfPupil(results, { pupilId, from: 185, to: NaN }, settings)[0]);
}

test('takes the rebound of those who had just fallen for no effect: nine in ten lie in their interval, and none is surer', () => {
  const all = Array.from({ length: 20 }, (_, seed) => world(0, 311 + 99_991 * seed)).flat();
  expect(all).toHaveLength(400);
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  // They come up by several places by themselves, and that is what is expected of them.
  expect(mean(all.map(({ change }) => change))).toBeGreaterThan(4);
  expect(Math.abs(mean(all.map(({ change, expectedChange }) => change - expectedChange)))).toBeLessThan(1.5);
  const within = all.filter(({ verdict }) => verdict === 'cannot-say').length / all.length;
  // 90 % with a standard error of 1.5 %.
  expect(within).toBeGreaterThan(0.855);
  expect(within).toBeLessThan(0.945);
  expect(mean(all.map(({ beforePercentile }) => beforePercentile))).toBeLessThan(25);
  expect(mean(all.map(({ duringPercentile }) => duringPercentile))).toBeGreaterThan(45);
  expect(mean(all.map(({ duringPercentile }) => duringPercentile))).toBeLessThan(55);
});

test('a large effect is found, one the other way too, and either is said in plain words', () => {
  const up = world(25, 5);
  expect(up.filter(({ verdict }) => verdict === 'more').length / up.length).toBeGreaterThan(0.75);
  const down = world(-25, 6);
  expect(down.filter(({ verdict }) => verdict === 'less').length / down.length).toBeGreaterThan(0.75);
  const told = helpOfPupilSentence(up.find(({ verdict }) => verdict === 'more')!);
  expect(told).toMatch(
    /^Moved from place \d+ to place \d+ of 100 in the year group\. Pupils who stood alike and have no help recorded changed by about −?\d+ places \(nine in ten between −?\d+ and −?\d+\)\. That is more than nine in ten of them did\.$/,
  );
  expect(helpBeforeAndDuringSentence(up[0])).toMatch(/^Of 100 pupils who stood alike, about \d+ made less progress/);
  expect(bannedWordsIn(told + helpBeforeAndDuringSentence(up[0]))).toEqual([]);
});

test('says which result is missing, and that too few others sat the test', () => {
  const pupil = (pupilId: string, scores: readonly number[]): ResultsOfPupil => ({
    pupilId,
    subject: 'reading',
    comparedIn: 'reading 4',
    scores: Float64Array.from(scores),
  });
  const settings = { windowDays, helped: new Set(['a']) };
  const normal = normals(9);
  const others = (n: number) => Array.from({ length: n }, (_, at) => pupil(`o${at}`, [normal(), normal(), normal()]));
  const reasonOf = (scores: readonly number[], time: readonly [number, number], n = 40) =>
    measureHelpOfPupil([pupil('a', scores), ...others(n)], { pupilId: 'a', from: time[0], to: time[1] }, settings)[0]
      .reason;
  expect(reasonOf([NaN, NaN, 1], [185, NaN])).toBe('no-result-before');
  expect(reasonOf([1, 1, NaN], [185, NaN])).toBe('no-result-since');
  expect(reasonOf([1, 1, 1], [185, 300])).toBe('no-result-since');
  // Six weeks after the end a result still tells of the time.
  expect(reasonOf([1, 1, 1], [185, 318])).toBeNull();
  expect(reasonOf([1, 1, 1], [185, NaN], 19)).toBe('too-few-others');
  expect(reasonOf([1, 1, 1], [185, NaN], 21)).toBeNull();
  const [none] = measureHelpOfPupil(
    [pupil('a', [1, 1, NaN]), ...others(40)],
    { pupilId: 'a', from: 185, to: NaN },
    settings,
  );
  expect(helpOfPupilSentence(none)).toBe('No result since it began yet.');
  expect(helpBeforeAndDuringSentence(none)).toBe('');
});
