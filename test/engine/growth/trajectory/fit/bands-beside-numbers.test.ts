import { expect, test } from 'vitest';
import type { ClassFit } from '../../../../../engine/growth/trajectory/fit/fit-class.ts';
import { fitTrajectories } from '../../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { settingsForBands } from '../../../../../engine/growth/trajectory/fit/settings-for-bands.ts';
import { componentsPrior } from '../../../../../engine/growth/trajectory/model/components-prior.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import { normalCdf } from '../../../../../engine/stats/distributions/normal-cdf.ts';
import { madeUpScores } from '../model/made-up-scores.ts';

const { centre, spread } = componentsPrior(trajectoryDefaults);

/** A fit of numbers whose year correlation is so many SD of the prior from its centre. */
function fitOfNumbers(off: number): ClassFit {
  const mean = centre.map((value, p) => (p === 1 ? value + off * spread[p] : value));
  const directions = centre.map((_, p) => centre.map((__, q) => (p === q ? 1 : 0)));
  const sd = centre.map(() => 0.1);
  return { mean, sd, directions, peak: 0, evaluations: 0, curvature: new Float64Array(0), blocks: 900 };
}

test('bands expect of pupils the changes that their numbers show, and know more of them than without', () => {
  const { centre: own, spread: width } = componentsPrior(settingsForBands(trajectoryDefaults, [fitOfNumbers(1)]));
  expect(own[1]).toBeCloseTo(centre[1] + spread[1], 6);
  expect(width[1]).toBeLessThan(0.5 * spread[1]);
  expect(own[0]).toBe(centre[0]);
  expect(settingsForBands(trajectoryDefaults, [])).toBe(trajectoryDefaults);
});

/** 900 pupils, three yearly scores in two subjects, of which the second is told in four bands only. */
const cuts = [-Infinity, -0.84, 0, 1.04, Infinity];
const rng = randomStream('numbers cut into bands');
const truth: number[] = [];
const rows = Array.from({ length: 900 }, (_, pupil) => {
  let [first, second] = [rng.normal(), 0];
  second = 0.8 * first + 0.6 * rng.normal();
  return [0, 1, 2].flatMap((year) => {
    if (year > 0) {
      const common = rng.normal();
      const step = () => Math.sqrt(0.5) * (common + rng.normal());
      first = 0.95 * first + Math.sqrt(1 - 0.95 ** 2) * step();
      second = 0.95 * second + Math.sqrt(1 - 0.95 ** 2) * step();
    }
    const seen = (position: number) => Math.sqrt(0.88) * position + Math.sqrt(0.12) * rng.normal();
    const [number, judged] = [seen(first), seen(second)];
    const band = cuts.findIndex((cut, at) => judged >= cut && judged < cuts[at + 1]);
    truth[pupil * 3 + year] = second;
    const [low, high] = [cuts[band], cuts[band + 1]];
    const middle = [-1.4, -0.41, 0.48, 1.5][band];
    return [
      { pupil, subject: 0, year, observed: number },
      { pupil, subject: 1, year, observed: middle, low, high },
    ];
  });
}).flat();
const scores = madeUpScores(rows, 2);

test('numbers cut into bands: a fall that is called as likely as p happens in p of the cases, to .06', () => {
  const fit = fitTrajectories(scores);
  const bins = [0, 0.25, 0.5, 0.75].map(() => ({ told: 0, happened: 0, count: 0 }));
  smoothTrajectories(fit, scores, (posterior) => {
    const row = scores.currentScore[posterior.comparison];
    if (scores.subject[row] !== 1) return;
    // Baseline is the window before the newest: the chance that the true position has fallen since.
    let chance = 0;
    for (let k = 0; k < posterior.components; k++) {
      const [b, n] = [posterior.mean[3 * k + 1], posterior.mean[3 * k + 2]];
      const [bb, bn, nn] = [3, 4, 5].map((at) => posterior.covariance[6 * k + at]);
      if (posterior.weight[k] > 1e-9) chance += posterior.weight[k] * normalCdf((b - n) / Math.sqrt(bb - 2 * bn + nn));
    }
    const bin = bins[Math.min(3, Math.floor(4 * chance))];
    const at = 3 * scores.pupil[row];
    bin.told += chance;
    bin.happened += truth[at + 2] < truth[at + 1] ? 1 : 0;
    bin.count++;
  });
  const judged = bins.filter(({ count }) => count >= 150);
  expect(judged.length).toBeGreaterThan(1);
  for (const { told, happened, count } of judged) expect(Math.abs(told - happened) / count).toBeLessThan(0.06);
  expect(fit.fittedOn['standardised']).toBe(900);
});
