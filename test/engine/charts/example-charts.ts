import type { Chart } from '../../../engine/charts/chart.ts';
import { coverageChart } from '../../../engine/charts/coverage-chart.ts';
import { criterionRatesChart } from '../../../engine/charts/criterion-rates-chart.ts';
import { flagsChart } from '../../../engine/charts/flags-chart.ts';
import { cohortGrowthChart } from '../../../engine/charts/cohort-growth-chart.ts';
import { gapChart } from '../../../engine/charts/gap-chart.ts';
import { growthDistributionChart } from '../../../engine/charts/growth-distribution-chart.ts';
import { levelGrowthChart } from '../../../engine/charts/level-growth-chart.ts';
import { coverageCells } from '../../../engine/words/rows/coverage-cells.ts';
import { listedByLuckChart } from '../../../engine/charts/listed-by-luck-chart.ts';
import { targetsChart } from '../../../engine/charts/targets-chart.ts';
import { type TrajectoryChartData, trajectoryChart } from '../../../engine/charts/trajectory-chart.ts';
import type { GapSeries } from '../../../engine/words/rows/gap-series.ts';

/** Example rows for every chart, small enough to check by eye. */
const dates = ['2024-12-05', '2025-03-20', '2025-07-03', '2025-12-04', '2026-03-19', '2026-07-02', '2026-12-03'];
const scores = [101, 99, 102, 98, 93, 92, 88];

export const amira: TrajectoryChartData = {
  axisTitle: 'Reading score',
  pupil: 'Amira',
  points: dates.map((date, place) => ({
    window: `w${place}`,
    date,
    score: String(scores[place]),
    status: 'valid',
    value: scores[place],
    estimate: scores[place] + 1,
    low: scores[place] - 5,
    high: scores[place] + 6,
    middle: 100 + Math.sin(place),
  })),
  fan: [
    [3, 98, 98, 98, 98, 98],
    [4, 89, 95, 98.5, 102, 108],
    [5, 88, 94.5, 98.6, 103, 109],
    [6, 86, 94, 98.8, 104, 111],
  ].map(([place, low, quarter, middle, threeQuarters, high]) => ({
    date: dates[place],
    low,
    quarter,
    middle,
    threeQuarters,
    high,
  })),
  events: [
    { kind: 'school-move', from: '2026-03-02' },
    { kind: 'absence', from: '2025-10-01', to: '2025-11-15' },
    { kind: 'help-started', from: '2026-05-10' },
  ],
  axis: [60, 140],
};

export const amiraGap: GapSeries = {
  name: 'Amira',
  points: dates.map((date, place) => ({
    date,
    value: scores[place] - 100,
    low: scores[place] - 105,
    high: scores[place] - 94,
  })),
};

const groups = ['Pupil premium', 'Not pupil premium', 'EAL'].map((name, group) => ({
  name,
  points: dates.map((date, place) => ({
    date,
    value: [-6, 3, -1][group] - place * [0.5, -0.2, -0.6][group],
    low: null,
    high: null,
    n: 40,
  })),
}));

/** Seven cohorts, one more than there are colours; the youngest is measured once. */
const cohorts = ['R', '1', '2', '3', '4', '5', '6'].map((year, place) => ({
  name: `Year ${year} now`,
  points: dates.slice(place === 0 ? -1 : 0).map((date, at) => ({
    date,
    was: `Year ${year} then`,
    value: 44 + ((place * 5 + at * 3) % 14),
    low: 38,
    high: 61,
    n: 28,
  })),
}));

const pupils = Array.from({ length: 30 }, (_, place) => ({
  name: place % 6 === 0 ? ['Amira', 'Tom', 'Ida', 'Leo', 'Sana'][place / 6] : '',
  level: 78 + ((place * 37) % 45),
  growth: place % 6 === 0 ? 6 + 3 * (place / 6) : 12 + ((place * 29) % 84),
  toDiscuss: place % 6 === 0,
}));

export const exampleCharts: Readonly<Record<string, Chart>> = {
  trajectory: trajectoryChart(amira),
  'trajectory without fan': trajectoryChart({ ...amira, fan: [], events: [] }),
  'trajectory of one result': trajectoryChart({ ...amira, fan: [], events: [], points: amira.points.slice(-1) }),
  'trajectory without results': trajectoryChart({ ...amira, fan: [], events: [], points: [] }),
  gap: gapChart({ axisTitle: 'Points from the middle', series: [amiraGap], axis: [-30, 30] }),
  'gap by group': gapChart({ axisTitle: 'Points from the middle', series: groups }),
  'growth by cohort': cohortGrowthChart(cohorts),
  'level and growth': levelGrowthChart({
    levelTitle: 'Reading score, December 2026',
    points: pupils,
    middle: 100,
    axis: [60, 140],
  }),
  'growth by class': growthDistributionChart([
    { group: '10A', n: 27, median: 55, low: 44, high: 66, pupils: pupils.map(({ growth }) => ({ growth })) },
    {
      group: '4K',
      n: 30,
      median: 44,
      low: 36,
      high: 52,
      pupils: pupils.map(({ growth }) => ({ growth: 100 - growth })),
    },
    { group: '4M', n: 5, median: null, low: null, high: null },
  ]),
  'criterion rates': criterionRatesChart(
    [
      { group: 'Autumn born', n: 60, cannotSay: 11, rate: 0.1, low: 0.05, high: 0.18 },
      { group: 'Spring born', n: 55, cannotSay: 4, rate: 0.13, low: 0.07, high: 0.22 },
      { group: 'Summer born', n: 70, cannotSay: 9, rate: 0.21, low: 0.14, high: 0.31 },
      { group: 'Not known', n: 3, cannotSay: null, rate: null, low: null, high: null },
    ],
    'slower than same start',
    0.15,
  ),
  flags: flagsChart(
    [
      ['Boys', 100, 18, 15, 1.2, 0.8, 1.7, false],
      ['Girls', 102, 13, 16, 0.8, 0.5, 1.2, false],
      ['Not known', 4, null, null, null, null, null, true],
      ['None listed', 20, 0, 3, 0, 0, 0.9, false],
    ].map(([group, n, listed, expected, ratio, low, high, suppressed]) => ({
      grouping: 'sex',
      group: group as string,
      n: n as number,
      listed: listed as number | null,
      expected: expected as number | null,
      ratio: ratio as number | null,
      ratio_low: low as number | null,
      ratio_high: high as number | null,
      suppressed: suppressed as boolean,
    })),
  ),
  targets: targetsChart(
    [
      { group: 'Amira H', now: 88, typical: 92, aspirational: 98, exceptional: 105, address: '/pupils/a' },
      { group: 'Tom B', now: 104, typical: 105, aspirational: 111, exceptional: 118, address: '/pupils/b' },
      { group: 'Sana M', now: null, typical: null, aspirational: null, exceptional: null },
    ],
    { title: 'Reading score', axis: [60, 140] },
  ),
  'listed and by luck': listedByLuckChart([
    { group: '10A', measured: 29, listed: 7, byLuck: 1.2, probablyOrdinary: 1.8, address: '/agenda?class=10A' },
    { group: '4K', measured: 28, listed: 0, byLuck: 0.9, probablyOrdinary: 0, address: '/agenda?class=4K' },
    { group: '4M', measured: 5, listed: null, byLuck: null, probablyOrdinary: null },
  ]),
  coverage: coverageChart(
    coverageCells(
      ['4K', '4M', '10A'].flatMap((name, row) =>
        ['reading', 'maths', 'writing'].map((subject, column) => ({
          school: 'Oak Primary',
          class: name,
          subject,
          on_roll: 30,
          valid: [28, 20, 9, 29, 12, 0, 26, 30, 29][3 * row + column],
          floor: 0,
          ceiling: column === 1 ? 0 : 1,
          absent: 1,
          below_test: 0,
          disapplied: 0,
          withheld: 0,
          not_entered: 0,
          current_window: 'w6',
        })),
      ),
    ),
  ),
};
