import { expect, test } from 'vitest';
import { criteriaJudge } from '../../../engine/criteria/judge-criteria.ts';
import { criteria, defaultCriteriaSettings as settings } from '../../../engine/criteria/index.ts';
import { type Circumstances } from '../../../engine/criteria/judged-criteria.ts';
import { met } from '../../../engine/criteria/verdict.ts';
import { whoMeets } from '../../../engine/criteria/who-meets.ts';
import { fitTrajectories } from '../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { smoothTrajectories } from '../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';
import { madeUpScores, type MadeUpScore } from '../growth/trajectory/model/made-up-scores.ts';

const pupils = 300;

/** Two subjects, four windows; every fifth pupil falls behind by half an SD a year. */
function scoresOfPupils() {
  const stream = randomStream('who meets');
  const rows: MadeUpScore[] = [];
  for (let pupil = 0; pupil < pupils; pupil++) {
    const level = stream.normal();
    const rate = pupil % 5 === 0 ? -0.5 : 0.15 * stream.normal();
    for (const subject of [0, 1])
      for (let window = 0; window < 4; window++) {
        const year = window * 0.7;
        rows.push({ pupil, subject, year, observed: 0.94 * (level + rate * year) + 0.3 * stream.normal() });
      }
  }
  return madeUpScores(rows, 2);
}

/** Nothing stands in the way of a verdict but, for every seventh comparison, too few peers. */
function circumstances(count: number): Circumstances {
  const bytes = () => new Uint8Array(count);
  return {
    baselineStatus: bytes(),
    peers: Int32Array.from({ length: count }, (_, i) => (i % 7 === 0 ? 3 : 200)),
    changedSince: bytes(),
    changedBefore: bytes(),
    atFloor: bytes(),
    atCeiling: bytes(),
    bestNow: bytes(),
    onlyBands: bytes(),
    outOfYear: Uint8Array.from({ length: count }, (_, i) => Number(i % 11 === 0)),
    noiseRatio: new Float64Array(count).fill(0.1),
  };
}

test('whoMeets(fit, scores, …) gives the pupils with a verdict of met, and no others', () => {
  const scores = scoresOfPupils();
  const fit = fitTrajectories(scores);
  expect(fit.nodes.length).toBeGreaterThan(1);
  const facts = circumstances(scores.comparisons);
  const judge = criteriaJudge(facts, settings);
  smoothTrajectories(fit, scores, judge.visit);
  const pupilsOf = [...judge.finish().verdict].flatMap((verdict, at) =>
    verdict === met ? [scores.pupil[scores.currentScore[Math.floor(at / criteria.length)]]] : [],
  );
  const found = whoMeets(fit, scores, facts, settings);
  expect(found.size).toBeGreaterThan(30);
  const sorted = (pupils: Iterable<number>) => [...new Set(pupils)].sort((a, b) => a - b);
  expect(sorted(found)).toEqual(sorted(pupilsOf));
});
