import { describe, expect, test } from 'vitest';
import { smoothTrajectories } from '../../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import {
  positionCovariance,
  positionVariance,
  subjectProcess,
} from '../../../../../engine/growth/trajectory/model/trajectory-process.ts';
import type { TrajectoryPosterior } from '../../../../../engine/growth/trajectory/posterior/trajectory-posterior.ts';
import type { TrajectoryScores } from '../../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { trajectoryDefaults } from '../../../../../engine/growth/trajectory/model/trajectory-settings.ts';
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

const processes = [subjectProcess(verticalComponents), subjectProcess(standardisedComponents)];

/** Correlation of true positions at two scores, from the kernel alone. */
function correlation(scores: TrajectoryScores, i: number, j: number): number {
  const [p, q] = [processes[scores.subject[i]], processes[scores.subject[j]]];
  const same = scores.subject[i] === scores.subject[j];
  return (
    positionCovariance(p, scores.year[i], q, scores.year[j], madeUpFrame, madeUpLinks, same) /
    Math.sqrt(positionVariance(p, madeUpFrame, scores.year[i]) * positionVariance(q, madeUpFrame, scores.year[j]))
  );
}

/** Inverse and log determinant by Gauss–Jordan. */
function invert(matrix: readonly (readonly number[])[]): { inverse: number[][]; logDeterminant: number } {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  let logDeterminant = 0;
  for (let k = 0; k < n; k++) {
    const pivot = work[k][k];
    logDeterminant += Math.log(pivot);
    work[k] = work[k].map((value) => value / pivot);
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = work[i][k];
      work[i] = work[i].map((value, c) => value - factor * work[k][c]);
    }
  }
  return { inverse: work.map((row) => row.slice(n)), logDeterminant };
}

/** The posterior of positions at `targets` and the log likelihood, by dense algebra, with shifts and extra variance per score. */
function dense(
  scores: TrajectoryScores,
  rows: readonly number[],
  targets: readonly number[],
  shift: (row: number) => number = () => 0,
  extra: (row: number) => number = () => 0,
) {
  const root = rows.map((row) =>
    Math.sqrt(
      Number.isNaN(scores.errorShare[row]) ? processes[scores.subject[row]].reliability : 1 - scores.errorShare[row],
    ),
  );
  const total = rows.map((a, i) =>
    rows.map((b, j) => root[i] * root[j] * correlation(scores, a, b) + (i === j ? 1 - root[i] ** 2 + extra(a) : 0)),
  );
  const { inverse, logDeterminant } = invert(total);
  const y = rows.map((row, i) => scores.observed[row] - root[i] * shift(row));
  const weighted = inverse.map((row) => row.reduce((sum, value, j) => sum + value * y[j], 0));
  const reach = targets.map((target) => rows.map((row, j) => root[j] * correlation(scores, target, row)));
  const mean = reach.map((r, t) => r.reduce((sum, value, j) => sum + value * weighted[j], 0) + shift(targets[t]));
  const covariance = reach.map((r, p) =>
    reach.map((s, q) => {
      let sum = correlation(scores, targets[p], targets[q]);
      r.forEach((a, i) => s.forEach((b, j) => (sum -= a * inverse[i][j] * b)));
      return sum;
    }),
  );
  const logLikelihood = -0.5 * (logDeterminant + y.reduce((sum, value, j) => sum + value * weighted[j], 0));
  return { mean, covariance, logLikelihood };
}

function randomPupil(seed: number, windows = 7): MadeUpScore[] {
  const rng = randomStream(seed);
  const rows: MadeUpScore[] = [];
  for (let subject = 0; subject < 2; subject++) {
    for (let window = 0; window < windows; window++) {
      if (rng.uniform() < 0.25) continue;
      const year = (window * 2.8) / windows + 0.3 * Math.floor(2 * rng.uniform());
      rows.push({ pupil: seed, subject, year, observed: rng.normal(), errorShare: rng.uniform() < 0.3 ? 0.15 : NaN });
    }
  }
  return rows;
}

const rowsOfPupil = (scores: TrajectoryScores, pupil: number) =>
  [...scores.pupil.keys()].filter((row) => scores.pupil[row] === pupil);

const pairs = [[0, 0], [0, 1], [0, 2], [1, 1], [1, 2], [2, 2]] as const; // prettier-ignore

describe('smoothTrajectories(fit, scores, visit) agrees with dense Gaussian algebra', () => {
  test.each([
    ['short records', 12, 7, 60],
    ['records so long that they are filtered', 2, 50, 20],
  ])('for positions and for (f, b, n), subjects jointly, at irregular and equal dates, to 1e-9: %s', (...given) => {
    const [, pupils, windows, comparisons] = given;
    const scores = madeUpScores(Array.from({ length: pupils }, (_, at) => randomPupil(at + 1, windows)).flat(), 2);
    let compared = 0;
    const smoothed = smoothTrajectories(madeUpFit(), scores, (posterior) => {
      const c = posterior.comparison;
      const places = [scores.firstScore[c], scores.baselineScore[c], scores.currentScore[c]];
      const known = places.flatMap((row, which) => (row < 0 ? [] : [which]));
      const rows = rowsOfPupil(scores, scores.pupil[scores.currentScore[c]]);
      const truth = dense(scores, rows, known.map((which) => places[which])); // prettier-ignore
      expect(posterior.weight[0]).toBeCloseTo(1, 9);
      known.forEach((which, at) => expect(posterior.mean[which]).toBeCloseTo(truth.mean[at], 9));
      pairs.forEach(([p, q], at) => {
        if (!known.includes(p) || !known.includes(q)) return expect(posterior.covariance[at]).toBeNaN();
        compared++;
        return expect(posterior.covariance[at]).toBeCloseTo(truth.covariance[known.indexOf(p)][known.indexOf(q)], 9);
      });
    });
    expect(compared).toBeGreaterThan(comparisons);
    for (let row = 0; row < scores.count; row++) {
      const truth = dense(scores, rowsOfPupil(scores, scores.pupil[row]), [row]);
      expect(smoothed.position[row]).toBeCloseTo(truth.mean[0], 9);
      const sd = (smoothed.positionHigh[row] - smoothed.position[row]) / 1.6448536269514722;
      expect(sd ** 2).toBeCloseTo(truth.covariance[0][0], 9);
    }
  });
});

describe('the hypotheses agree with summing over them by hand', () => {
  const slowDown = {
    ...trajectoryDefaults.slowDown,
    share: 0.3,
    starts: [2, 2] as const,
    families: [{ wholeShare: 1, partShare: 1, course: 'slope', mean: 0.45, sd: 0.15, within: null }] as const,
  };
  const [family] = slowDown.families;
  const badDay = { ...trajectoryDefaults.badDay, most: 3, leastChance: 0 };
  const chance = 0.1;
  const scores = madeUpScores(
    [
      { pupil: 1, subject: 0, year: 0.3, observed: 0.4 },
      { pupil: 1, subject: 0, year: 1, observed: 0.2 },
      { pupil: 1, subject: 0, year: 1.6, observed: -1.1 },
      { pupil: 1, subject: 0, year: 2.3, observed: -0.7 },
    ],
    1,
  );
  const rows = [0, 1, 2, 3];
  /** Rows of f, b, n. */
  const compared = [0, 1, 3];
  const starts = [0.25, 0.75].map((share) => share * (2.4 - slowDown.endsBefore));

  /** Every start, every set of bad days among the earlier scores, sizes of slow-downs by quadrature, falls as a normal shift with extra variance. */
  function byHand() {
    const root = Math.sqrt(verticalComponents.reliability);
    const sums = { slowed: 0, ordinary: 0, mean: [0, 0, 0, 0], square: [0, 0, 0, 0] };
    const add = (weight: number, slowed: boolean, truth: ReturnType<typeof dense>) => {
      sums[slowed ? 'slowed' : 'ordinary'] += weight;
      for (const k of rows) {
        sums.mean[k] += weight * truth.mean[k];
        sums.square[k] += weight * (truth.mean[k] ** 2 + truth.covariance[k][k]);
      }
    };
    const steps = 600;
    const sizes = Array.from({ length: steps }, (_, at) => ((at + 0.5) / steps) * 1.6);
    const densities = sizes.map((size) => Math.exp(-0.5 * ((size - family.mean) / family.sd) ** 2));
    const whole = densities.reduce((sum, value) => sum + value, 0);
    // Positions are against all pupils, whose mean the slowed ones have taken down.
    const expected = sizes.reduce((sum, size, at) => sum + size * densities[at], 0) / whole;
    const drag = (row: number) =>
      starts.reduce((sum, start) => sum + (slowDown.share / 2) * expected * Math.max(0, scores.year[row] - start), 0);
    for (let set = 0; set < 8; set++) {
      const bad = (row: number) => (set >> row) & 1;
      const days = [0, 1, 2].reduce((product, row) => product * (bad(row) ? chance : 1 - chance), 1);
      const extra = (row: number) => (bad(row) ? (root * badDay.sd) ** 2 : 0);
      const run = (size: number, start: number) => {
        const shifted: TrajectoryScores = {
          ...scores,
          observed: scores.observed.map((value, row) => value + (bad(row) ? root * badDay.mean : 0)),
        };
        return dense(shifted, rows, rows, (row) => drag(row) - size * Math.max(0, scores.year[row] - start), extra);
      };
      const ordinary = run(0, 0);
      add((1 - slowDown.share) * days * Math.exp(ordinary.logLikelihood), false, ordinary);
      for (const start of starts) {
        sizes.forEach((size, at) => {
          const slowed = run(size, start);
          add((slowDown.share / 2) * (densities[at] / whole) * days * Math.exp(slowed.logLikelihood), true, slowed);
        });
      }
    }
    return sums;
  }

  test('for concern, means and variances with slow-downs and up to three bad days, to 1e-3', () => {
    const hand = byHand();
    const total = hand.slowed + hand.ordinary;
    const moments = { mean: [0, 0, 0], square: [0, 0, 0] };
    const smoothed = smoothTrajectories(madeUpFit({ slowDown, badDay }, chance), scores, (posterior) => {
      for (let k = 0; k < posterior.components; k++) {
        for (let which = 0; which < 3; which++) {
          const mean = posterior.mean[3 * k + which];
          moments.mean[which] += posterior.weight[k] * mean;
          moments.square[which] += posterior.weight[k] * (mean ** 2 + posterior.covariance[6 * k + [0, 3, 5][which]]);
        }
      }
    });
    const slowed = smoothed.slowed.reduce((sum, chance) => sum + chance, 0);
    expect(Math.log(slowed / (1 - slowed))).toBeCloseTo(Math.log(hand.slowed / hand.ordinary), 4);
    compared.forEach((row, which) => {
      expect(moments.mean[which]).toBeCloseTo(hand.mean[row] / total, 3);
      expect(moments.square[which]).toBeCloseTo(hand.square[row] / total, 3);
    });
    for (const row of rows) expect(smoothed.position[row]).toBeCloseTo(hand.mean[row] / total, 3);
  });
});

describe('smoothTrajectories(fit, scores, visit)', () => {
  const fit = madeUpFit({ slowDown: trajectoryDefaults.slowDown }, 0.01);
  const visited = (scores: TrajectoryScores) => {
    const seen: { weight: number; prior: number; posterior: TrajectoryPosterior }[] = [];
    const sum = (values: Float64Array, n: number) => values.subarray(0, n).reduce((a, b) => a + b, 0);
    const smoothed = smoothTrajectories(fit, scores, (posterior) => {
      const { components, weight, priorWeight } = posterior;
      seen.push({
        weight: sum(weight, components),
        prior: sum(priorWeight, components),
        posterior: structuredClone(posterior),
      });
    });
    return { smoothed, seen };
  };

  test('visits a pupil with a single score: no baseline, NaN entries, a finite concern at the base rate', () => {
    const { smoothed, seen } = visited(madeUpScores([{ pupil: 3, subject: 0, year: 2, observed: -1 }], 1));
    expect(seen).toHaveLength(1);
    expect(seen[0].posterior.mean[0]).toBeNaN();
    expect(seen[0].posterior.mean[1]).toBeNaN();
    expect(seen[0].posterior.mean[2]).toBeLessThan(0);
    expect(Number.isFinite(smoothed.concern[0])).toBe(true);
    expect(seen[0].weight).toBeCloseTo(1, 9);
  });

  test('takes 40 windows, equal dates and scores that are all equal', () => {
    const forty = Array.from({ length: 40 }, (_, at) => ({ pupil: 1, subject: 0, year: at * 0.06, observed: 0.5 }));
    const same = Array.from({ length: 6 }, () => ({ pupil: 2, subject: 0, year: 1, observed: 0.2 }));
    const { smoothed, seen } = visited(madeUpScores([...forty, ...same], 1));
    expect(seen).toHaveLength(2);
    for (const { weight, prior } of seen) {
      expect(weight).toBeCloseTo(1, 9);
      expect(prior).toBeCloseTo(1, 9);
    }
    expect(smoothed.position.every((value) => value > 0 && value < 0.6)).toBe(true);
  });

  test('gives a pupil the same whoever else is there, and in the same order of pupils whatever their numbers', () => {
    const [one, two] = [randomPupil(5), randomPupil(9)];
    const together = visited(madeUpScores([...one, ...two], 2));
    const alone = visited(madeUpScores(two, 2));
    const offset = madeUpScores(one, 2).comparisons;
    alone.smoothed.concern.forEach((value, c) => expect(together.smoothed.concern[offset + c]).toBe(value));
  });

  test('the more a pupil’s last scores have fallen behind, the greater the concern', () => {
    const concern = (drop: number) =>
      visited(
        madeUpScores(
          [0, 1].flatMap((subject) =>
            Array.from({ length: 6 }, (_, at) => ({
              pupil: 1,
              subject,
              year: at * 0.4,
              observed: -drop * Math.max(0, at - 2),
            })),
          ),
          2,
        ),
      ).smoothed.concern[0];
    const concerns = [0, 0.1, 0.2, 0.3].map(concern);
    expect(concerns).toEqual(concerns.toSorted((a, b) => a - b));
    expect(concerns[3] - concerns[0]).toBeGreaterThan(1);
  });

  test('one bad day in one subject concerns less than the same fall kept up in both', () => {
    const scores = (fall: (subject: number, at: number) => number) =>
      madeUpScores(
        [0, 1].flatMap((subject) =>
          Array.from({ length: 7 }, (_, at) => ({ pupil: 1, subject, year: at * 0.35, observed: -fall(subject, at) })),
        ),
        2,
      );
    const badDay = visited(scores((subject, at) => (subject === 0 && at === 5 ? 1.2 : 0))).smoothed.concern[0];
    const lasting = visited(scores((_, at) => (at >= 4 ? 0.3 * (at - 3) : 0))).smoothed.concern[0];
    expect(lasting).toBeGreaterThan(badDay + 1);
  });
});
