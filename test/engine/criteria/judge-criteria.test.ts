import { describe, expect, test } from 'vitest';
import { chanceToSettle } from '../../../engine/criteria/chance-to-settle.ts';
import { criteriaJudge } from '../../../engine/criteria/judge-criteria.ts';
import { defaultCriteriaSettings as settings } from '../../../engine/criteria/index.ts';
import { type Circumstances } from '../../../engine/criteria/judged-criteria.ts';
import { baselineStatuses } from '../../../engine/growth/comparisons/comparisons.ts';
import type { TrajectoryPosterior } from '../../../engine/growth/trajectory/posterior/trajectory-posterior.ts';
import { normalCdf } from '../../../engine/stats/distributions/normal-cdf.ts';
import { normalQuantile } from '../../../engine/stats/distributions/normal-quantile.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';
import { reasonNames, verdictNames } from '../../../engine/tables/run-schema.ts';

function facts(rows: number, differing: Partial<Record<keyof Circumstances, number>> = {}): Circumstances {
  const bytes = (value: number) => new Uint8Array(rows).fill(value);
  return {
    baselineStatus: bytes(differing.baselineStatus ?? baselineStatuses.indexOf('found')),
    peers: new Int32Array(rows).fill(differing.peers ?? 200),
    changedSince: bytes(differing.changedSince ?? 0),
    changedBefore: bytes(differing.changedBefore ?? 0),
    atFloor: bytes(differing.atFloor ?? 0),
    atCeiling: bytes(differing.atCeiling ?? 0),
    bestNow: bytes(differing.bestNow ?? 0),
    onlyBands: bytes(differing.onlyBands ?? 0),
    outOfYear: bytes(differing.outOfYear ?? 0),
    noiseRatio: new Float64Array(rows).fill(0.1),
  };
}

/** One Gaussian with posterior SD `sd` at each time; prior correlations .9 a year. */
function posterior(means: number[], sd: number, years = { before: 1, since: 1 }): TrajectoryPosterior {
  const v = sd * sd;
  return {
    comparison: 0,
    components: 1,
    weight: Float64Array.of(1),
    priorWeight: Float64Array.of(1),
    mean: Float64Array.from(means),
    covariance: Float64Array.of(v, v / 2, v / 3, v, v / 2, v),
    priorMean: new Float64Array(3),
    priorCovariance: Float64Array.of(1, 0.9, 0.8, 1, 0.9, 1),
    peerCorrelation: Float64Array.of(0.9),
    fallen: new Float64Array(3),
    slowed: new Uint8Array(1),
    yearsBefore: years.before,
    yearsSince: years.since,
  };
}

function judge(one: TrajectoryPosterior, about = facts(1)) {
  const judging = criteriaJudge(about, settings);
  judging.visit(one);
  const judged = judging.finish();
  const of = (c: number) => ({
    verdict: verdictNames[judged.verdict[c]],
    reason: judged.reason[c] < 0 ? null : reasonNames[judged.reason[c]],
  });
  return { judged, verdicts: [0, 1, 2, 3].map(of) };
}

describe('criteriaJudge', () => {
  test('calls all four for a pupil who has plainly fallen behind', () => {
    const { verdicts, judged } = judge(posterior([-0.2, -0.7, -2], 0.1));
    for (const verdict of verdicts) expect(verdict).toEqual({ verdict: 'met', reason: null });
    expect(judged.effect[0]).toBeCloseTo(-2 + 0.9 * 0.7, 12);
    expect(judged.effect[1]).toBeCloseTo(-1.3 + 0.5, 12);
    expect(judged.effect[2]).toBeCloseTo(1.3, 12);
    expect(judged.noneTrueProbability[0]).toBeLessThan(0.01);
  });

  test('says why it is not met', () => {
    expect(judge(posterior([0.5, 0.5, 0.6], 0.08)).verdicts[2]).toEqual({ verdict: 'not-met', reason: 'no-gap' });
    expect(judge(posterior([-1.2, -1.2, -0.6], 0.08)).verdicts[2]).toEqual({
      verdict: 'not-met',
      reason: 'gap-closing',
    });
    expect(judge(posterior([0.5, 0.5, 0.6], 0.08)).verdicts[0]).toEqual({ verdict: 'not-met', reason: 'ordinary' });
  });

  test('a low probability without information is not a not-met', () => {
    const vague = posterior([0, 0.9, 1.2], 0.95);
    const { verdicts, judged } = judge(vague);
    expect(judged.information[0]).toBeLessThan(0.25);
    expect(verdicts[0]).toEqual({ verdict: 'cannot-say', reason: 'too-imprecise' });
    expect(judged.settles[0]).toBeGreaterThan(0);
  });

  test.each([
    ['too few peers', facts(1, { peers: 10 }), [0], 'too-few-peers'],
    ['another test since the baseline', facts(1, { changedSince: 1 }), [1, 2, 3], 'changed-test'],
    ['another test before the baseline', facts(1, { changedBefore: 1 }), [1], 'changed-test'],
    ['a paper of another year group', facts(1, { outOfYear: 1 }), [0, 1, 2, 3], 'out-of-year'],
  ])('%s stops just the criteria it touches', (_name, about, touched, reason) => {
    const { verdicts, judged } = judge(posterior([-0.2, -0.7, -2], 0.1), about);
    for (const c of [0, 1, 2, 3]) {
      expect(verdicts[c]).toEqual(
        touched.includes(c) ? { verdict: 'cannot-say', reason } : { verdict: 'met', reason: null },
      );
      expect(Number.isNaN(judged.probability[c])).toBe(touched.includes(c));
    }
  });

  test('own rate needs half a year on each side, and a first window', () => {
    const far = posterior([-0.2, -0.7, -2], 0.1, { before: 0.3, since: 1 });
    expect(judge(far).verdicts[1].reason).toBe('no-earlier-window');
    const near = posterior([-0.2, -0.7, -2], 0.1, { before: 1, since: 0.3 });
    expect(judge(near).verdicts[1].reason).toBe('windows-too-close');
    const none = posterior([Number.NaN, -0.7, -2], 0.1, { before: Number.NaN, since: 1 });
    none.covariance.set([Number.NaN, Number.NaN, Number.NaN]);
    none.priorCovariance.set([Number.NaN, Number.NaN, Number.NaN]);
    const { verdicts, judged } = judge(none);
    expect(verdicts[1]).toEqual({ verdict: 'cannot-say', reason: 'no-earlier-window' });
    expect(verdicts[0].verdict).toBe('met');
    expect(judged.noneTrueProbability[0]).toBeLessThan(0.05);
  });

  test('half a year on each side is enough for own rate, and each rate is by the years of its own side', () => {
    const { judged, verdicts } = judge(posterior([-0.2, -0.7, -2], 0.1, { before: 0.5, since: 0.5 }));
    expect(verdicts[1].verdict).toBe('met');
    expect(judged.rateBefore[0]).toBeCloseTo(-1, 12);
    const uneven = judge(posterior([-0.2, -0.7, -2], 0.1, { before: 2, since: 0.5 })).judged;
    expect(uneven.rateBefore[0]).toBeCloseTo(-0.25, 12);
    expect(uneven.rateSince[0]).toBeCloseTo(-2.6, 12);
  });

  test('information is never under 0, though results may leave more open than was known before', () => {
    const { judged } = judge(posterior([0, 0, 0], 1.2));
    // Of growth 0.19 was open before, Var(n) − 0.9² Var(b); now it is more.
    expect(1.44 * (1 - 0.9 + 0.81)).toBeGreaterThan(0.19);
    expect(judged.information[0]).toBe(0);
  });

  test('the chance to settle is that of a score one window on, its own error included', () => {
    const years = { before: 1, since: 1.5 };
    const { judged } = judge(posterior([0, -0.3, -0.6], 0.4, years));
    // Correlation .9 over 1.5 years, so over the third of a year to the next window:
    const carry = 0.9 ** (settings.monthsToNextWindow / 12 / 1.5);
    const [bb, bn, nn] = [0.16, 0.08, 0.16];
    const growth = nn - 2 * 0.9 * bn + 0.81 * bb;
    // The next score is carry · n and what has moved since, with a tenth of the true variance as error.
    const next = carry ** 2 * nn + (1 - carry ** 2) + 0.1;
    const taken = (carry * (nn - 0.9 * bn)) ** 2 / (next * growth);
    expect(judged.verdict[0]).toBe(verdictNames.indexOf('cannot-say'));
    expect(judged.settles[0]).toBeCloseTo(
      chanceToSettle(judged.probability[0], judged.information[0], taken, settings),
      12,
    );
  });

  test('who was never visited has the reason of what is lacking', () => {
    const lacking = ['no-baseline', 'windows-too-close', 'not-measured'] as const;
    const baselineStatus = Uint8Array.from(lacking, (name) => baselineStatuses.indexOf(name));
    const judging = criteriaJudge({ ...facts(3), baselineStatus }, settings);
    const judged = judging.finish();
    expect([0, 4, 8].map((at) => reasonNames[judged.reason[at]])).toEqual(lacking);
    expect([...judged.verdict].every((verdict) => verdictNames[verdict] === 'cannot-say')).toBe(true);
  });

  test('without a baseline no criterion has a probability, however far from the middle the pupil is', () => {
    for (const current of [-3, 0, 3]) {
      const joined = posterior([Number.NaN, Number.NaN, current], 0.1, { before: Number.NaN, since: Number.NaN });
      joined.covariance.fill(Number.NaN, 0, 5);
      joined.priorCovariance.fill(Number.NaN, 0, 5);
      const { verdicts, judged } = judge(joined, facts(1, { baselineStatus: baselineStatuses.indexOf('no-baseline') }));
      expect([...judged.probability].every(Number.isNaN)).toBe(true);
      expect(verdicts.every(({ reason }) => reason === 'no-baseline')).toBe(true);
    }
  });

  test('the true growth percentile is the mean of Φ over the posterior, and its range the range of Φ', () => {
    const one = posterior([0, -0.5, -0.6], 0.3);
    const { judged } = judge(one);
    const sd = Math.sqrt(1 - 0.81);
    const mean = (-0.6 + 0.45) / sd;
    const variance = (0.09 - 2 * 0.9 * 0.045 + 0.81 * 0.09) / (sd * sd);
    expect(judged.trueGrowth[0]).toBeCloseTo(100 * normalCdf(mean / Math.sqrt(1 + variance)), 9);
    expect(judged.trueGrowthLow[0]).toBeCloseTo(100 * normalCdf(mean - 1.6448536269514722 * Math.sqrt(variance)), 5);
    // Criterion (a) is the probability that this percentile lies under 25: the page and the verdict cannot disagree.
    expect(judged.probability[0]).toBeCloseTo(normalCdf((normalQuantile(0.25) - mean) / Math.sqrt(variance)), 9);
  });

  test('a mixture is the weighted sum of its parts', () => {
    const one = posterior([-0.2, -0.7, -1.0], 0.2);
    const other = posterior([-0.2, -0.4, -0.3], 0.25);
    const both: TrajectoryPosterior = {
      ...one,
      components: 2,
      weight: Float64Array.of(0.3, 0.7),
      priorWeight: Float64Array.of(0.5, 0.5),
      mean: Float64Array.of(...one.mean, ...other.mean),
      covariance: Float64Array.of(...one.covariance, ...other.covariance),
      priorMean: new Float64Array(6),
      priorCovariance: Float64Array.of(...one.priorCovariance, ...other.priorCovariance),
      peerCorrelation: Float64Array.of(0.9, 0.9),
      fallen: new Float64Array(3),
      slowed: new Uint8Array(2),
    };
    const [a, b, mixed] = [one, other, both].map((each) => judge(each).judged);
    for (let c = 0; c < 4; c++)
      expect(mixed.probability[c]).toBeCloseTo(0.3 * a.probability[c] + 0.7 * b.probability[c], 12);
  });
});

test.each([
  ['enough is known already', 0.6],
  ['the next score brings what is needed', 0.21],
  ['even then too little is known to say not-met', 0.14],
])('chanceToSettle agrees with drawing the next score: %s', (_name, prior) => {
  const stream = randomStream('settle');
  const [mean, variance, limit] = [-0.3, 0.2, -0.25];
  const noise = 0.25;
  const share = variance / (variance + noise);
  const left = variance * (1 - share);
  const mayBeNotMet = 1 - left / prior >= settings.minimumInformation;
  let settled = 0;
  const draws = 100_000;
  for (let i = 0; i < draws; i++) {
    const score = mean + stream.normal() * Math.sqrt(variance + noise);
    const then = mean + share * (score - mean);
    const p = normalCdf((limit - then) / Math.sqrt(left));
    if (p >= 0.75 || (p <= 0.2 && mayBeNotMet)) settled++;
  }
  const now = normalCdf((limit - mean) / Math.sqrt(variance));
  expect(Math.abs(chanceToSettle(now, 1 - variance / prior, share, settings) - settled / draws)).toBeLessThan(0.0065);
});
