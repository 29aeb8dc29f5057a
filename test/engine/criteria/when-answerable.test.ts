import { describe, expect, test } from 'vitest';
import { answersToCome } from '../../../engine/criteria/answers-to-come.ts';
import { countAnswers } from '../../../engine/criteria/count-answers.ts';
import { defaultCriteriaSettings as settings } from '../../../engine/criteria/index.ts';
import { whenAnswerable } from '../../../engine/criteria/when-answerable.ts';
import type { TrajectoryFit } from '../../../engine/growth/trajectory/model/trajectory-fit.ts';
import {
  positionCovariance,
  positionVariance,
  subjectProcess,
} from '../../../engine/growth/trajectory/model/trajectory-process.ts';
import { normalCdf } from '../../../engine/stats/distributions/normal-cdf.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';
import { criterionNames, reasonNames } from '../../../engine/tables/run-schema.ts';
import { questionSentences } from '../../../engine/words/pages/question-sentences.ts';
import { dayOf } from '../small-data.ts';

const components = {
  reliability: 0.9,
  yearCorrelation: 0.94,
  rateShare: 0.4,
  reversion: 0.7,
  badDayChance: 0.01,
  errorExtremes: 0.1,
  extraError: 0.03,
};
const fit = {
  frame: { startYear: 24.5, middleYear: 25.5, endYear: 26.5 },
  nodes: [{ weight: 1, components: { standardised: components }, links: { level: 0.7, change: 0.3 } }],
} as unknown as TrajectoryFit;
const ownRate = criterionNames.indexOf('below-own-rate');

/** One subject, three dates: exact posterior of the effect by the textbook formulas, drawn 40,000 times. */
function drawnShare(years: readonly [number, number, number], reliability: number): number {
  const process = subjectProcess(components);
  const sd = years.map((year) => Math.sqrt(positionVariance(process, fit.frame, year)));
  const c = years.map((a, i) =>
    years.map(
      (b, j) => positionCovariance(process, a, process, b, fit.frame, fit.nodes[0].links, true) / (sd[i] * sd[j]),
    ),
  );
  const [before, since] = [years[1] - years[0], years[2] - years[1]];
  const weight = [1 / before, -1 / before - 1 / since, 1 / since];
  const noise = (1 - reliability) / reliability;
  const k = c.map((row, i) => row.map((value, j) => value + (i === j ? noise : 0)));
  const of = c.map((row) => row.reduce((sum, value, j) => sum + value * weight[j], 0));
  const gain = solve(k, of);
  const variance = of.reduce((sum, value, i) => sum + value * weight[i], 0);
  const taken = gain.reduce((sum, value, i) => sum + value * of[i], 0);
  const factor = cholesky(c);
  const stream = randomStream('answers');
  let answered = 0;
  for (let draw = 0; draw < 40_000; draw++) {
    const z = years.map(() => stream.normal());
    const score = factor.map(
      (row) => row.reduce((sum, value, j) => sum + value * z[j], 0) + Math.sqrt(noise) * stream.normal(),
    );
    const mean = gain.reduce((sum, value, i) => sum + value * score[i], 0);
    const probability = normalCdf((-settings.belowOwnRate.rateDifference - mean) / Math.sqrt(variance - taken));
    const enough = taken / variance >= settings.belowOwnRate.minimumInformation;
    if (probability >= settings.met || (enough && probability <= settings.notMet)) answered++;
  }
  return answered / 40_000;
}

function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const l = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = l[i].slice(0, j).reduce((total, value, m) => total + value * l[j][m], 0);
      l[i][j] = i === j ? Math.sqrt(matrix[i][i] - sum) : (matrix[i][j] - sum) / l[j][j];
    }
  }
  return l;
}

function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const l = cholesky(matrix);
  const y: number[] = [];
  for (let i = 0; i < right.length; i++)
    y.push((right[i] - y.reduce((sum, value, j) => sum + l[i][j] * value, 0)) / l[i][i]);
  const x = [...right];
  for (let i = right.length - 1; i >= 0; i--) {
    let sum = y[i];
    for (let j = i + 1; j < right.length; j++) sum -= l[j][i] * x[j];
    x[i] = sum / l[i][i];
  }
  return x;
}

test.each([0.9, 0.8])('answersToCome(…) agrees with drawing pupils and scores, reliability %d', (reliability) => {
  const years = [24.9, 25.9, 26.9] as const;
  const record = { years, baseline: 1, scaleClass: ['standardised'] as const, reliability: [reliability] };
  expect(Math.abs(answersToCome(fit, ownRate, record, settings) - drawnShare(years, reliability))).toBeLessThan(0.01);
});

describe('whenAnswerable(fit, criterion, calendar, settings)', () => {
  const calendar = (dates: readonly string[], reliability = 0.92) => ({
    days: dates.map(dayOf),
    scaleClass: ['standardised', 'standardised'] as const,
    reliability: [reliability, reliability],
    targetWeeks: 52,
    minimumWeeks: 10,
  });
  const date = (found: { day: number } | null) => found && new Date(found.day * 86_400_000).toISOString().slice(0, 10);

  test('after a first year of termly tests: with the autumn of the third, a year on either side of the baseline', () => {
    const first = ['2025-11-17', '2026-03-09', '2026-06-22'];
    const found = whenAnswerable(fit, ownRate, calendar(first), settings);
    // In June 2027 seven months lie before the baseline: enough to be asked, too little to be answered for a quarter.
    expect(date(found)).toMatch(/^2027-11/);
    expect(found!.share).toBeGreaterThan(0.25);
  });

  test('of yearly tests: with the fourth; of better ones with the third', () => {
    const yearly = (reliability: number) => calendar(['2025-05-15', '2026-05-15'], reliability);
    expect(date(whenAnswerable(fit, ownRate, yearly(0.92), settings))).toMatch(/^2028-05/);
    expect(date(whenAnswerable(fit, ownRate, yearly(0.96), settings))).toMatch(/^2027-05/);
  });

  test('never within two years of tests that say nothing', () => {
    expect(whenAnswerable(fit, ownRate, calendar(['2025-05-15', '2026-05-15'], 0.3), settings)).toBeNull();
  });
});

test('countAnswers(judged) counts answers of those measured now, and names what most of the rest lack', () => {
  const place = (name: (typeof reasonNames)[number]) => reasonNames.indexOf(name);
  const rows: [number, number][] = [
    [0, -1],
    [1, place('ordinary')],
    [2, place('too-imprecise')],
    [2, place('no-baseline')],
    [2, place('too-imprecise')],
    [2, place('not-measured')],
  ];
  const judged = {
    count: rows.length,
    verdict: Uint8Array.from(rows.flatMap(([verdict]) => [0, verdict, 0, 0])),
    reason: Int8Array.from(rows.flatMap(([, reason]) => [-1, reason, -1, -1])),
  };
  expect(countAnswers(judged)[1]).toEqual({
    criterion: 'below-own-rate',
    asked: 5,
    answered: 2,
    commonest: 'too-imprecise',
  });
  expect(countAnswers(judged)[0]).toMatchObject({ asked: 6, answered: 6, commonest: null });
});

test('questionSentences(questions, months) says once what can be answered, what is lacking and from when on', () => {
  const of = (answered: number, commonest: 'too-imprecise' | 'no-earlier-window' | null, more = {}) => ({
    criterion: 'below-own-rate' as const,
    asked: 200,
    answered,
    commonest,
    ...more,
  });
  expect(
    questionSentences(
      [
        of(120, 'too-imprecise'),
        of(6, 'too-imprecise', { answerableFrom: null }),
        of(0, 'no-earlier-window', { answerableFrom: { date: '2027-06-22', share: 0.31 } }),
      ],
      6,
    ),
  ).toEqual([
    '“Slower than before?” can be answered for about 60 of 100 results.',
    '“Slower than before?” can be answered for only about 3 of 100 results: most results tell too little of it so far. If tests go on as now, that will hardly change within two years.',
    '“Slower than before?” cannot be answered yet: it needs results from at least 6 months before the baseline. If tests go on as now, it can be answered for about 31 of 100 pupils who sit them all from June 2027.',
  ]);
});
