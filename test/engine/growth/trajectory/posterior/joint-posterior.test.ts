import { describe, expect, test } from 'vitest';
import { noneTrueAnywhere } from '../../../../../engine/criteria/none-true-anywhere.ts';
import { defaultCriteriaSettings } from '../../../../../engine/criteria/index.ts';
import type { PositionDraws } from '../../../../../engine/growth/trajectory/posterior/joint-posterior.ts';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import {
  positionCovariance,
  positionVariance,
  subjectProcess,
} from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
import { bivariateNormalCdf } from '../../../../../engine/stats/distributions/bivariate-normal-cdf.ts';
import { invertCovariance } from '../../../../../engine/stats/state-space/invert-covariance.ts';
import { normalQuantile } from '../../../../../engine/stats/distributions/normal-quantile.ts';
import { randomStream } from '../../../../../engine/stats/distributions/random-stream.ts';
import {
  madeUpFit,
  madeUpFrame,
  madeUpLinks,
  madeUpScores,
  standardisedComponents,
  verticalComponents,
  type MadeUpScore,
} from '../model/made-up-scores.ts';

const years = [0, 0.8, 1.6, 2.4];
function pupil(number: number, fall: number): MadeUpScore[] {
  const rng = randomStream('joint').sub('pupil', number);
  return [0, 1].flatMap((subject) =>
    years.map((year) => ({
      pupil: number,
      subject,
      year,
      observed: 0.4 * rng.normal() - fall * Math.max(0, year - 0.8),
    })),
  );
}
const pupils = Array.from({ length: 6 }, (_, at) => at);
const scores = madeUpScores(pupils.flatMap((at) => pupil(at, at % 2 === 0 ? 0.1 : 0.5)), 2); // prettier-ignore

/** Mean and covariance of the six positions of one pupil, (f, b, n) of either subject, by dense algebra. */
function dense(of: number) {
  const rows = [...scores.pupil.keys()].filter((row) => scores.pupil[row] === of);
  const process = [subjectProcess(verticalComponents), subjectProcess(standardisedComponents)];
  const correlation = (i: number, j: number) => {
    const [p, q] = [process[scores.subject[i]], process[scores.subject[j]]];
    const same = scores.subject[i] === scores.subject[j];
    return (
      positionCovariance(p, scores.year[i], q, scores.year[j], madeUpFrame, madeUpLinks, same) /
      Math.sqrt(positionVariance(p, madeUpFrame, scores.year[i]) * positionVariance(q, madeUpFrame, scores.year[j]))
    );
  };
  const n = rows.length;
  const root = rows.map((row) => Math.sqrt(process[scores.subject[row]].reliability));
  const inverse = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return root[i] * root[j] * correlation(rows[i], rows[j]) + (i === j ? 1 - root[i] ** 2 : 0);
  });
  invertCovariance(inverse, n, new Float64Array(n));
  const places = [2 * of, 2 * of + 1].flatMap((c) => [
    scores.firstScore[c],
    scores.baselineScore[c],
    scores.currentScore[c],
  ]);
  const reach = places.map((place) => rows.map((row, j) => root[j] * correlation(place, row)));
  const times = (a: readonly number[], b: readonly number[]) => {
    let sum = 0;
    a.forEach((x, i) => b.forEach((y, j) => (sum += x * inverse[i * n + j] * y)));
    return sum;
  };
  const observed = rows.map((row) => scores.observed[row]);
  return {
    mean: reach.map((r) => times(r, observed)),
    covariance: reach.map((r, p) => reach.map((s, q) => correlation(places[p], places[q]) - times(r, s))),
    peer: [0, 1].map((c) => correlation(places[3 * c + 1], places[3 * c + 2])),
  };
}

/** Draws of every pupil, copied, with the comparisons they are of. */
function drawsOf(fit = madeUpFit()) {
  const found: (PositionDraws & { comparison: readonly number[]; concern: number })[] = [];
  smoothTrajectories(fit, scores, undefined, ({ comparison, concern, draw }) => {
    const { count, position, peerCorrelation } = draw();
    const used = { position: position.slice(0, 6 * count), peerCorrelation: peerCorrelation.slice(0, 2 * count) };
    found.push({ count, ...used, comparison, concern });
  });
  return found;
}

describe('smoothTrajectories(fit, scores, visit, visitPupil) draws a pupil’s positions together', () => {
  test('with the means and covariances of dense algebra, across subjects too', () => {
    for (const { comparison, count, position } of drawsOf()) {
      expect(count).toBe(500);
      expect(comparison.map((c) => scores.subject[scores.currentScore[c]])).toEqual([0, 1]);
      const truth = dense(scores.pupil[scores.currentScore[comparison[0]]]);
      const column = (p: number) => Float64Array.from({ length: count }, (_, d) => position[6 * d + p] - truth.mean[p]);
      for (let p = 0; p < 6; p++) {
        const sdP = Math.sqrt(truth.covariance[p][p]);
        expect(Math.abs(column(p).reduce((a, b) => a + b, 0) / count)).toBeLessThan((4 * sdP) / Math.sqrt(count));
        for (let q = 0; q <= p; q++) {
          const [x, y] = [column(p), column(q)];
          const found = x.reduce((sum, value, d) => sum + value * y[d], 0) / count;
          const sdQ = Math.sqrt(truth.covariance[q][q]);
          expect(Math.abs(found - truth.covariance[p][q])).toBeLessThan((5.7 * sdP * sdQ) / Math.sqrt(count));
        }
      }
    }
  });

  test('with slow-downs and bad days in the proportions of the posterior', () => {
    const fit = madeUpFit({ slowDown: { ...trajectoryDefaults.slowDown, share: 0.3 } }, 0.05);
    const marginal: number[] = [];
    smoothTrajectories(fit, scores, (posterior) => {
      let mean = 0;
      for (let k = 0; k < posterior.components; k++) mean += posterior.weight[k] * posterior.mean[3 * k + 2];
      marginal[posterior.comparison] = mean;
    });
    for (const { comparison, count, position } of drawsOf(fit)) {
      comparison.forEach((of, c) => {
        let sum = 0;
        for (let d = 0; d < count; d++) sum += position[6 * d + 3 * c + 2];
        expect(Math.abs(sum / count - marginal[of])).toBeLessThan(0.06);
      });
    }
  });

  test('and their concern lies between that of the subjects and that of either on its own', () => {
    const fit = madeUpFit({ slowDown: trajectoryDefaults.slowDown });
    const { concern } = smoothTrajectories(fit, scores);
    const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
    for (const joint of drawsOf(fit)) {
      const each = joint.comparison.map((c) => chance(concern[c]));
      expect(chance(joint.concern)).toBeGreaterThanOrEqual(Math.max(...each) - 1e-9);
      expect(chance(joint.concern)).toBeLessThanOrEqual(each[0] + each[1] + 1e-9);
    }
  });
});

describe('noneTrueAnywhere(draws, years, chosen, settings)', () => {
  const times = { before: [1.6, 1.6], since: [0.8, 0.8] };

  test('of slower progress in two subjects is a bivariate normal chance', () => {
    const chosen = [true, false, false, false, true, false, false, false];
    let furthestFromProduct = 0;
    for (const draws of drawsOf()) {
      const { mean, covariance, peer } = dense(scores.pupil[scores.currentScore[draws.comparison[0]]]);
      // Growth of subject c: θ_n − r θ_b, over the lower quartile of the peers.
      const weights = [0, 1].map((c) =>
        [0, 1, 2, 3, 4, 5].map((p) => (p === 3 * c + 2 ? 1 : p === 3 * c + 1 ? -peer[c] : 0)),
      );
      const cov = (a: number[], b: number[]) =>
        a.reduce((sum, x, p) => sum + b.reduce((part, y, q) => part + x * y * covariance[p][q], 0), 0);
      const sd = weights.map((w) => Math.sqrt(cov(w, w)));
      const over = weights.map((w, c) => {
        const centre = w.reduce((sum, x, p) => sum + x * mean[p], 0);
        return (centre - Math.sqrt(1 - peer[c] ** 2) * normalQuantile(0.25)) / sd[c];
      });
      const expected = bivariateNormalCdf(over[0], over[1], cov(weights[0], weights[1]) / (sd[0] * sd[1]));
      const product = bivariateNormalCdf(over[0], over[1], 0);
      furthestFromProduct = Math.max(furthestFromProduct, expected - product);
      const found = noneTrueAnywhere(draws, times, chosen, defaultCriteriaSettings);
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 500) + 0.005);
    }
    // The case it is for: subjects that move together.
    expect(furthestFromProduct).toBeGreaterThan(0.01);
  });

  test('counts the statements that were chosen and no other', () => {
    // One draw: f 0, b −1, n −1.3 in a subject; f 0, b 0, n 0 in the other.
    const draws = {
      count: 1,
      position: Float64Array.of(0, -1, -1.3, 0, 0, 0),
      peerCorrelation: Float64Array.of(0.9, 0.9),
    };
    const none = (...chosen: number[]) =>
      noneTrueAnywhere(draws, { before: [1, 1], since: [1, 1] }, Array.from({ length: 8 }, (_, at) => chosen.includes(at)), defaultCriteriaSettings); // prettier-ignore
    // −1.3 against −0.9 expected, lower quartile at −0.9 − 0.29; rate −0.3 against −1 before.
    expect([none(0), none(1), none(2), none(3)]).toEqual([0, 1, 0, 0]);
    expect([none(4), none(5), none(6), none(7), none(1, 4, 5, 6, 7), none(1, 3)]).toEqual([1, 1, 1, 1, 1, 0]);
  });
});
