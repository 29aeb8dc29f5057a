import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criterionFactsOfRow } from '../../../../engine/words/rows/criterion-facts-of-row.ts';
import { criterionRates } from '../../../../engine/words/rows/criterion-rates.ts';
import { criterionSentence } from '../../../../engine/words/criteria/criterion-sentence.ts';
import { fanPoints } from '../../../../engine/words/rows/fan-points.ts';
import { gapByGroup } from '../../../../engine/words/rows/gap-by-group.ts';
import { gapSeries } from '../../../../engine/words/rows/gap-series.ts';
import type { CriterionRow, FanRow, TrajectoryRow } from '../../../../engine/words/rows/report-rows.ts';
import { subjectWords } from '../../../../engine/words/kit/subject-words.ts';
import { trajectoryPoints } from '../../../../engine/words/rows/trajectory-points.ts';

const windows = [
  { window: 'b', date: '2026-12-01' },
  { window: 'a', date: '2025-12-01' },
];
const row: TrajectoryRow = {
  pupil_id: 'p1',
  subject: 'reading',
  window: 'a',
  score: '88',
  score_value: 88,
  status: 'valid',
  position: 0,
  position_low: -1.6448536269514722,
  position_high: 1.6448536269514722,
  points: 90,
  points_low: 84,
  points_high: 96,
  middle_points: 100,
};

describe('trajectoryPoints(rows, windows, measure)', () => {
  test('goes by date, whatever the order of rows and windows', () =>
    expect(
      trajectoryPoints([{ ...row, window: 'b', score: '91' }, row], windows, 'points').map(({ score }) => score),
    ).toEqual(['88', '91']));
  test('turns positions into places in 100 where the test has no points', () => {
    const [point] = trajectoryPoints([row], windows, 'places');
    expect(point.estimate).toBeCloseTo(50, 10);
    // Φ(±1.645) are the 5 % and 95 % points of the normal distribution.
    expect([point.low, point.high].map((end) => Math.round(1e6 * (end ?? 0)))).toEqual([5e6, 95e6]);
    expect([point.value, point.middle]).toEqual([null, 50]);
  });
  test('keeps a window without a result, and leaves out one the run does not know', () => {
    const absent = { ...row, score: null, score_value: null, status: 'absent' as const, points: null };
    expect(trajectoryPoints([absent, { ...row, window: 'other' }], windows, 'points')).toMatchObject([
      { status: 'absent', value: null, estimate: null },
    ]);
  });
});

describe('fanPoints(rows, windows, baselineWindow, baselineValue)', () => {
  const fan: FanRow = {
    subject: 'reading',
    cohort: '2021/22',
    baseline_window: 'a',
    window: 'b',
    baseline_value: 88,
    q05: 78,
    q10: 80,
    q25: 84,
    q50: 89,
    q75: 94,
    q90: 98,
    q95: 100,
    peers: 400,
  };
  test('opens at the baseline and takes the row of the nearest baseline score', () =>
    expect(
      fanPoints([{ ...fan, baseline_value: 95, q50: 99 }, fan, { ...fan, baseline_value: 60 }], windows, 'a', 89),
    ).toEqual([
      { date: '2025-12-01', low: 89, quarter: 89, middle: 89, threeQuarters: 89, high: 89 },
      { date: '2026-12-01', low: 78, quarter: 84, middle: 89, threeQuarters: 94, high: 100 },
    ]));
  test('is empty without a later window or without numbers', () => {
    expect(fanPoints([{ ...fan, q05: null }], windows, 'a', 88)).toEqual([]);
    expect(fanPoints([fan], windows, 'b', 88)).toEqual([]);
  });
});

test('gapSeries(name, points, higherIsBetter) puts worse off below the line, whichever way the scale runs', () => {
  const points = trajectoryPoints([row], windows, 'points');
  expect(gapSeries('Amira', points).points).toEqual([{ date: '2025-12-01', value: -10, low: -16, high: -4 }]);
  expect(gapSeries('Amira', points, false).points).toEqual([{ date: '2025-12-01', value: 10, low: 4, high: 16 }]);
});

describe('gapByGroup(rows, windows, groupOf) never gives a small group away', () => {
  const pupilsOf = (group: string, n: number, gap: number) =>
    Array.from({ length: n }, (_, place) => ({ ...row, pupil_id: `${group}${place}`, points: 100 + gap }));
  const groupOf = (pupil: string) => (pupil.startsWith('x') ? null : pupil.charAt(0));
  test('means are of the pupils of the group in that window', () =>
    expect(
      gapByGroup([...pupilsOf('A', 8, -4), ...pupilsOf('B', 9, 2), ...pupilsOf('x', 1, 50)], windows, groupOf),
    ).toEqual([
      { name: 'A', points: [{ date: '2025-12-01', value: -4, low: null, high: null, n: 8 }] },
      { name: 'B', points: [{ date: '2025-12-01', value: 2, low: null, high: null, n: 9 }] },
    ]));
  test('with one group under six the smallest other goes too; with two under six the rest stays', () => {
    const rows = [...pupilsOf('A', 8, -4), ...pupilsOf('B', 9, 2), ...pupilsOf('C', 5, 0)];
    expect(gapByGroup(rows, windows, groupOf).map(({ name }) => name)).toEqual(['B']);
    expect(gapByGroup([...rows, ...pupilsOf('D', 2, 0)], windows, groupOf).map(({ name }) => name)).toEqual(['A', 'B']);
  });
});

describe('criterionRates(rows)', () => {
  const verdicts = (group: string, met: number, not: number, open = 0) => [
    ...Array.from({ length: met }, () => ({ group, verdict: 'met' as const })),
    ...Array.from({ length: not }, () => ({ group, verdict: 'not-met' as const })),
    ...Array.from({ length: open }, () => ({ group, verdict: 'cannot-say' as const })),
  ];
  test("gives Wilson's interval, and counts what cannot be said among neither", () => {
    const [rate] = criterionRates([...verdicts('A', 3, 27, 10), ...verdicts('B', 5, 5)]);
    expect(rate).toMatchObject({ n: 30, rate: 0.1 });
    // Both ends solve |rate − p| = z √(p (1 − p) / n), Wilson's defining equation.
    for (const end of [rate.low, rate.high].map(Number))
      expect(Math.abs(0.1 - end)).toBeCloseTo(1.6448536269514722 * Math.sqrt((end * (1 - end)) / 30), 12);
  });
  test('withholds a group under six, and a second one so that it cannot be found by subtraction', () => {
    const shown = (rows: ReturnType<typeof verdicts>) =>
      criterionRates(rows).flatMap(({ group, rate }) => (rate === null ? [] : [group]));
    expect(shown([...verdicts('A', 1, 4), ...verdicts('B', 1, 7), ...verdicts('C', 3, 9)])).toEqual(['C']);
    expect(shown([...verdicts('A', 1, 4), ...verdicts('B', 1, 1), ...verdicts('C', 3, 9)])).toEqual(['C']);
    expect(shown([...verdicts('A', 1, 6), ...verdicts('B', 1, 9)])).toEqual(['A', 'B']);
  });
  test('the interval holds the share and stays within 0 and 1', () =>
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (met, not) => {
        fc.pre(met + not >= 6);
        const [{ rate, low, high }] = criterionRates([...verdicts('A', met, not)]);
        expect(Number(low)).toBeGreaterThanOrEqual(0);
        expect(Number(low)).toBeLessThanOrEqual(Number(rate) + 1e-12);
        expect(Number(high)).toBeGreaterThanOrEqual(Number(rate) - 1e-12);
        expect(Number(high)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    ));
});

test('criterionFactsOfRow(windows) reads a row back so that its sentence can be said again', () => {
  const criterion: CriterionRow = {
    pupil_id: 'p1',
    subject: 'reading',
    criterion: 'below-own-rate',
    verdict: 'met',
    probability: 0.96,
    base_rate: 0.3,
    information: 0.5,
    likelihood: 'very likely',
    effect: -0.5,
    effect_low: -0.8,
    effect_high: -0.2,
    unit: 'SD a year',
    effect_points: -7,
    effect_points_low: null,
    effect_points_high: null,
    reason: null,
    sentence: '',
    baseline_window: 'a',
    earlier_window: null,
    window: 'b',
    gap_baseline_points: 2,
    gap_points: 6,
    rate_before_points: 3,
    rate_since_points: -4,
    settles: null,
  };
  const facts = criterionFactsOfRow(windows.toReversed())(criterion);
  expect(criterionSentence(facts, subjectWords('reading'))).toBe(
    'Reading: This pupil was gaining about 3 points a year on the year group until December 2025, and has very likely lost about 4 a year since.',
  );
});
