import { describe, expect, test } from 'vitest';
import { targetsTable } from '../../../../engine/runs/tables/targets-table.ts';
import { chooseComparisons } from '../../../../engine/growth/comparisons/choose-comparisons.ts';
import { cohortDifferences } from '../../../../engine/growth/forecasts/cohort-differences.ts';
import { forecastAgain } from '../../../../engine/growth/forecasts/forecast-again.ts';
import { fitTargetSpread } from '../../../../engine/growth/forecasts/target-spread.ts';
import { fitTrajectories } from '../../../../engine/growth/trajectory/fit/fit-trajectories.ts';
import { chanceOfScore } from '../../../../engine/growth/forecasts/chance-of-score.ts';
import { forecastScores, type ScoreForecasts } from '../../../../engine/growth/forecasts/forecast-scores.ts';
import { schoolDates } from '../../../../engine/growth/forecasts/school-dates.ts';
import { forecastPositions } from '../../../../engine/growth/forecasts/forecast-positions.ts';
import { measureGrowth } from '../../../../engine/growth/percentiles/measure-growth.ts';
import { positionPoints } from '../../../../engine/growth/forecasts/position-points.ts';
import { setTargets } from '../../../../engine/growth/forecasts/set-targets.ts';
import { smoothTrajectories } from '../../../../engine/growth/trajectory/posterior/smooth-trajectories.ts';
import { trajectoryScores } from '../../../../engine/growth/trajectory/model/trajectory-scores.ts';
import { toMeasurements } from '../../../../engine/scales/to-measurements.ts';
import { skewedTCdf, skewedTQuantile } from '../../../../engine/stats/distributions/skewed-t.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { AssessmentData } from '../../../../engine/tables/assessment-data.ts';
import { runSchema } from '../../../../engine/tables/run-schema.ts';
import type { SmallData, SmallPupil } from '../../small-data.ts';
import { dayOf, smallData } from '../../small-data.ts';

const windows = [
  { window: 'a', date: '2024-12-10' },
  { window: 'b', date: '2025-07-01' },
  { window: 'c', date: '2025-12-10' },
  { window: 'd', date: '2026-07-01' },
  { window: 'e', date: '2026-12-10' },
];
const nextYear = dayOf('2027-12-10');

function targetsFor(data: AssessmentData, day = nextYear) {
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const growth = measureGrowth(data, measurements, comparisons);
  const scores = trajectoryScores(data, measurements, comparisons);
  const fit = fitTrajectories(scores);
  const forecast = forecastPositions(fit, scores, (day - 10_957) / 365.25);
  smoothTrajectories(fit, scores, forecast.visit);
  const { reliability } = positionPoints(data, measurements, fit);
  const differences = cohortDifferences(data, measurements);
  const spread = fitTargetSpread(forecastAgain(fit, scores));
  const input = {
    data,
    measurements,
    comparisons,
    growth,
    forecast,
    differences,
    spread,
    reliability,
    day,
  };
  return { targets: setTargets(input), forecasts: forecastScores(input), comparisons, forecast, measurements };
}

/** Scores 100 + 15·(level + rate·t + error); true year-to-year correlation about .97, reliability .9. */
function world(pupils: SmallPupil[], scale: NonNullable<SmallData['scales']>[number], seed: string) {
  const stream = randomStream(seed);
  const future: number[] = [];
  const results = pupils.flatMap(({ pupil_id }) => {
    const level = stream.normal();
    const rate = 0.17 * stream.normal();
    const at = (years: number) => {
      const position = (level + rate * (years - 1)) / Math.sqrt(1 + (0.17 * (years - 1)) ** 2);
      return Math.round(100 + 15 * (Math.sqrt(0.9) * position + Math.sqrt(0.1) * stream.normal()));
    };
    const rows = windows.map(({ window, date }) => ({
      pupil_id,
      window,
      score: at((dayOf(date) - dayOf('2024-12-10')) / 365.25),
    }));
    future.push(at(3));
    return rows;
  });
  return { data: smallData({ pupils, windows, results, scales: [scale] }), future };
}

const named = (count: number, change: (index: number) => Partial<SmallPupil> = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({ pupil_id: String(10_000 + index), ...change(index) }));
const tests = { scale: 'standard', class: 'standardised' as const };

describe('setTargets(input)', () => {
  test('half of all pupils later reach the typical target, a fifth the aspirational, one in twenty the exceptional', () => {
    const { data, future } = world(named(3000), tests, 'targets');
    const { targets, comparisons } = targetsFor(data);
    expect(targets.count).toBe(3000);
    const expected = [0.5, 0.2, 0.05];
    targets.points.forEach((points, level) => {
      let reached = 0;
      let promised = 0;
      points.forEach((target, row) => {
        if (future[comparisons.pupil[targets.comparison[row]]] >= target) reached++;
        promised += targets.chance[level][row];
      });
      // Standard error of a share of 3,000 pupils: under 0.01. The promise allows for rounding to whole scores.
      expect(Math.abs(promised / 3000 - expected[level])).toBeLessThan(0.02);
      expect(Math.abs(reached / 3000 - promised / 3000)).toBeLessThan(0.035);
    });
  });

  test('rests on eleven peers at least: in a year group of twelve there are targets, of eleven none', () => {
    const of = (count: number) => targetsFor(world(named(count), tests, 'few').data).targets;
    expect(of(12).count).toBe(12);
    expect([...of(12).peers]).toEqual(Array(12).fill(11));
    expect(of(11).count).toBe(0);
  });

  test('allows for the error of the test to come: the middle is the true position, drawn in by the root of the reliability', () => {
    const { data } = world(named(60), tests, 'error to come');
    const measurements = toMeasurements(data);
    const comparisons = chooseComparisons(data, measurements);
    const all = (value: number) => new Float64Array(comparisons.count).fill(value);
    const { points, chance } = setTargets({
      data,
      measurements,
      comparisons,
      growth: measureGrowth(data, measurements, comparisons),
      forecast: { mean: all(2), sd: all(0.3) },
      differences: { ...cohortDifferences(data, measurements), between: () => ({ mean: 0, sd: 0.1, stretch: 1 }) },
      spread: { freedom: 8, skew: 1.1, scale: [1.3, 1.2, 0.9] },
      reliability: new Float64Array(data.results.count).fill(0.81),
      day: nextYear,
    });
    const { meanPoints, sdPoints } = measurements.cells[measurements.cell[comparisons.currentRow[0]]];
    // Observed: mean .9 · 2, variance .81 · .3² + .19; five scores: three or more. The cohort may come out a tenth of an SD off.
    const mean = meanPoints + sdPoints * 1.8;
    const scale = sdPoints * Math.hypot(0.9 * Math.sqrt(0.81 * 0.09 + 0.19), 0.1);
    const shape = { freedom: 8, skew: 1.1 };
    const middle = mean + scale * skewedTQuantile(0.5, shape);
    // The target is the next whole score, reached from half a point before it.
    expect(points[0][0]).toBe(Math.ceil(middle));
    expect(chance[0][0]).toBeCloseTo(1 - skewedTCdf((Math.ceil(middle) - 0.5 - mean) / scale, shape), 9);
  });

  test('is in order, whole, within the scale, and better rather than higher where more is worse', () => {
    const up = targetsFor(world(named(300), { ...tests, max: 130 }, 'order').data).targets;
    for (let row = 0; row < up.count; row++) {
      const [typical, aspirational, exceptional] = up.points.map((points) => points[row]);
      expect(aspirational).toBeGreaterThanOrEqual(typical);
      expect(exceptional).toBeGreaterThanOrEqual(aspirational);
      expect(exceptional).toBeLessThanOrEqual(130);
      expect(Number.isInteger(typical)).toBe(true);
    }
    const down = targetsFor(
      world(named(300), { scale: 'd', class: 'non-attainment', higherIsBetter: false }, 'order').data,
    ).targets;
    expect(down.points[1].every((points, row) => points <= down.points[0][row])).toBe(true);
    const mean = down.chance[1].reduce((sum, chance) => sum + chance, 0) / down.count;
    expect(mean).toBeGreaterThan(0.17);
    expect(mean).toBeLessThan(0.23);
  });

  test('on a scale that spans years speaks in the points of the pupils who are a year older, or not at all', () => {
    const vertical = { scale: 'ladder', class: 'vertical' as const };
    const alone = world(named(100), vertical, 'ladder').data;
    expect(targetsFor(alone).targets.count).toBe(0);
    const { data } = world(
      named(200, (index) => ({ year_group: index < 100 ? '4' : '5' })),
      vertical,
      'ladder',
    );
    // Forty points a year; Year 5 is a year ahead, and was `better` at every age.
    const grown = (better: number) => ({
      ...data,
      results: {
        ...data.results,
        value: data.results.value.map((value, row) => {
          const years = (data.results.day[row] - dayOf('2024-12-10')) / 365.25;
          return value + 40 * years + (data.results.pupil[row] >= 100 ? 40 + better : 0);
        }),
      },
    });
    const middle = (better: number) => {
      const { targets, comparisons } = targetsFor(grown(better));
      // Only Year 4 has somebody a year ahead.
      expect(targets.count).toBe(100);
      expect([...targets.comparison].every((i) => comparisons.pupil[i] < 100)).toBe(true);
      return targets.points[0].reduce((sum, points) => sum + points, 0) / 100;
    };
    const alike = middle(0);
    expect(Math.abs(alike - 220)).toBeLessThan(5);
    // How the two differed at the ages both have been seen at is allowed for, nearly all of it.
    expect(middle(30)).toBeLessThan(alike + 4);
    expect(middle(30)).toBeGreaterThan(alike - 1);
  });

  test('uses peers with similar need in other schools where there are eleven, and lowers nothing below the same-start middle', () => {
    const needs = (index: number): Partial<SmallPupil> =>
      index % 4 === 0 ? { sen_status: 'K', primary_need: index % 8 ? 'MLD' : 'SPLD' } : { sen_status: 'N' };
    const inSchools = (schools: number) =>
      world(
        named(600, (index) => ({ ...needs(index), school: `S${Math.floor(index / 4) % schools}` })),
        tests,
        'need',
      ).data;
    const { targets, comparisons } = targetsFor(inSchools(6));
    const matched = [...targets.needMatched].filter(Boolean).length;
    expect(matched).toBeGreaterThan(75);
    for (let row = 0; row < targets.count; row++) {
      const supported = comparisons.pupil[targets.comparison[row]] % 4 === 0;
      if (!supported) expect(targets.needMatched[row]).toBe(0);
      if (targets.needMatched[row]) expect(targets.peers[row]).toBeGreaterThanOrEqual(11);
    }
    // One school has no other to look in.
    const one = targetsFor(inSchools(1)).targets;
    expect([...one.needMatched].some(Boolean)).toBe(false);
    // The middle of all with the same start has even chances; rounding may move it by half a point.
    expect(targets.chance[0].every((chance) => chance < 0.56)).toBe(true);
  });

  test('sets none from bands, and its table has the columns of the schema', () => {
    const { data } = world(named(60), tests, 'table');
    const { targets, comparisons } = targetsFor(data);
    const table = targetsTable(data, comparisons, targets);
    expect(Object.keys(table.columns)).toEqual(Object.keys(runSchema.targets));
    expect(table.columns.date.values[0]).toBe('2027-12-10');
    const bands = data.results.value.map((value) => (value < 92 ? 0 : value < 108 ? 1 : 2));
    const ordinal = { ...data.scales[0], class: 'ordinal' as const, grades: ['WTS', 'EXS', 'GDS'] };
    expect(targetsFor({ ...data, scales: [ordinal], results: { ...data.results, value: bands } }).targets.count).toBe(
      0,
    );
  });
});

test('forecastPositions(fit, scores, year) now is what is known now, and says less the later the date', () => {
  const { data } = world(named(200), tests, 'forecast');
  const at = (date: string) => targetsFor(data, dayOf(date)).forecast;
  const now = at('2026-12-10');
  const soon = at('2027-07-01');
  const late = at('2029-12-10');
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(soon.sd)).toBeGreaterThan(mean(now.sd));
  expect(mean(late.sd)).toBeGreaterThan(mean(soon.sd));
  const measurements = toMeasurements(data);
  const comparisons = chooseComparisons(data, measurements);
  const scores = trajectoryScores(data, measurements, comparisons);
  const fit = fitTrajectories(scores);
  const { position } = smoothTrajectories(fit, scores);
  for (let i = 0; i < 200; i++) expect(now.mean[i]).toBeCloseTo(position[scores.currentScore[i]], 2);
});

/** One row as a run tells it. */
const told = ({ quantiles, whole }: ScoreForecasts, row: number, higherIsBetter = true) => ({
  quantiles: quantiles.map((column) => column[row]),
  whole: whole[row] === 1,
  higherIsBetter,
});

describe('forecastScores(input) and chanceOfScore(forecast, score)', () => {
  test('the chance of any score comes true, and is that of the targets where it is one of them', () => {
    const { data, future } = world(named(3000), tests, 'stated');
    const { targets, forecasts, comparisons } = targetsFor(data);
    for (const score of [85, 95, 100, 105, 115]) {
      let reached = 0;
      let promised = 0;
      for (let row = 0; row < forecasts.count; row++) {
        if (future[comparisons.pupil[forecasts.comparison[row]]] >= score) reached++;
        promised += chanceOfScore(told(forecasts, row), score);
      }
      // Standard error of a share of 3,000: under 0.01.
      expect(Math.abs(reached - promised) / 3000, String(score)).toBeLessThan(0.02);
    }
    for (let row = 0; row < forecasts.count; row++)
      for (const level of [0, 1, 2]) {
        const stated = targets.points[level][row];
        expect(forecasts.points[level][row]).toBe(stated);
        expect(Math.abs(chanceOfScore(told(forecasts, row), stated) - targets.chance[level][row])).toBeLessThan(0.015);
      }
  });

  test('of three pupils in ten, falling scores being better, counts those at or under', () => {
    const quantiles = [40, 35, 30, 25, 22, 18, 14, 10];
    const down = { quantiles, whole: true, higherIsBetter: false };
    // A half point short counts: 17.5 reads as 18.
    expect(chanceOfScore(down, 17.5)).toBeCloseTo(0.2, 9);
    expect(chanceOfScore(down, 24.5)).toBeCloseTo(0.5, 9);
    expect(chanceOfScore(down, 50)).toBeGreaterThan(0.97);
    expect(chanceOfScore(down, 1)).toBeLessThan(0.03);
    expect(chanceOfScore({ ...down, quantiles: quantiles.map(() => 20) }, 20)).toBe(1);
    expect(chanceOfScore({ ...down, quantiles: quantiles.map(() => 20) }, 18)).toBe(0);
    expect(chanceOfScore({ ...down, quantiles: [] }, 20)).toBeNaN();
  });

  test('a need changes nothing: the same record is offered the same, with and without SEN Support', () => {
    const supported = world(
      named(600, (index) => ({
        ...(index % 4 === 0 ? { sen_status: 'K', primary_need: 'MLD' } : { sen_status: 'N' }),
        school: `S${Math.floor(index / 4) % 6}`,
      })),
      tests,
      'need',
    ).data;
    const nobody = world(
      named(600, (index) => ({ sen_status: 'N', school: `S${Math.floor(index / 4) % 6}` })),
      tests,
      'need',
    ).data;
    const offered = targetsFor(supported);
    expect(offered.forecasts.points).toEqual(targetsFor(nobody).forecasts.points);
    // What peers with a similar need came to may lie lower: it is told beside, and is no offer.
    expect([...offered.targets.needMatched].some(Boolean)).toBe(true);
  });
});

test('schoolDates(data) are the summer of the year and of the last year of the key stage, at most three years away', () => {
  const { data } = world(
    named(60, (index) => ({ year_group: ['1', '3', '4', '6'][index % 4] })),
    tests,
    'dates',
  );
  const { comparisons, measurements } = targetsFor(data);
  const { year, 'key-stage': keyStage } = schoolDates(data, measurements, comparisons);
  // Newest window December 2026, newest summer window 1 July.
  for (let i = 0; i < comparisons.count; i++) {
    const group = ['1', '3', '4', '6'][comparisons.pupil[i] % 4];
    expect(year[i]).toEqual(group === '6' ? Number.NaN : dayOf('2027-07-01'));
    const ends = { 1: '2028-07-01', 3: null, 4: '2029-07-01', 6: '2027-07-01' }[group];
    expect(keyStage[i]).toEqual(ends ? dayOf(ends) : Number.NaN);
  }
});
