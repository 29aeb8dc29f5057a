import { expect, test } from 'vitest';
import { defaultCriteriaSettings as settings } from '../../../engine/criteria/judged-criteria.ts';
import { emptyGaussian, readComponent } from '../../../engine/criteria/effects.ts';
import { statementProbabilities } from '../../../engine/criteria/statement-probabilities.ts';
import { whoMayMeet } from '../../../engine/criteria/who-may-meet.ts';
import { fitTrajectories } from '../../../engine/growth/fit-trajectories.ts';
import { smoothTrajectories } from '../../../engine/growth/smooth-trajectories.ts';
import { randomStream } from '../../../engine/stats/random-stream.ts';
import { madeUpScores, type MadeUpScore } from '../growth/made-up-scores.ts';

const pupils = 300;

/** Two subjects, four windows; every fifth pupil falls behind by half an SD a year. */
function scoresOfPupils() {
  const stream = randomStream('who may meet');
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

test('whoMayMeet(fit, scores, …) keeps everyone who meets a criterion by all nodes, and spares most of the others', () => {
  const scores = scoresOfPupils();
  const fit = fitTrajectories(scores);
  expect(fit.nodes.length).toBeGreaterThan(1);
  const meets = new Uint8Array(pupils);
  const g = emptyGaussian();
  const one = new Float64Array(4);
  smoothTrajectories(fit, scores, (posterior) => {
    const all = new Float64Array(4);
    for (let k = 0; k < posterior.components; k++) {
      if (posterior.weight[k] === 0) continue;
      readComponent(posterior, k, false, g);
      statementProbabilities(g, settings, one);
      for (let c = 0; c < 4; c++) all[c] += posterior.weight[k] * one[c];
    }
    if (all.some((probability) => probability >= settings.metProbability))
      meets[scores.pupil[scores.currentScore[posterior.comparison]]] = 1;
  });
  const may = whoMayMeet(fit, scores, pupils, settings);
  const count = (who: Uint8Array) => who.reduce((sum, each) => sum + each, 0);
  expect(count(meets)).toBeGreaterThan(40);
  expect(meets.filter((own, pupil) => own === 1 && may[pupil] === 0)).toHaveLength(0);
  expect(count(may)).toBeLessThan(pupils / 2);
});
