import type { GapPoint } from '../words/rows/gap-series.ts';
import { rangeText, wholeText } from './cell-text.ts';
import { type Chart, type ChartSize, narrowPlot } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { keyLayers } from './key-layers.ts';
import { seriesLayers } from './series-layers.ts';
import { shortMonth } from './short-month.ts';
import { timeAxis, timeOf } from './time-axis.ts';
import { wrappedTitle } from './wrapped-title.ts';

/** Middle growth percentile of a cohort up to one window, with its interval; `n` pupils. */
export interface CohortPoint extends GapPoint {
  readonly n: number;
  /** Which year group it then was: “Year 2”. */
  readonly was: string;
}

/** Growth of one year group over the windows, with its name. */
export interface CohortSeries {
  /** Which year group it is now: “Year 4 now”. */
  readonly name: string;
  /** Oldest first; a window whose figure is withheld has none. */
  readonly points: readonly CohortPoint[];
}

/** What is usual: half of those who started alike made less progress. */
const usual = 50;

/**
 * Middle growth of each cohort over the windows, as it moves up. A line a cohort, 50 a line across; in the order given, never by
 * result. Cohorts without a figure are left out.
 */
export function cohortGrowthChart(
  cohorts: readonly CohortSeries[],
  size: ChartSize = { width: 620, height: 300 },
): Chart {
  const shown = cohorts.filter(({ points }) => points.length > 0);
  const dates = shown.flatMap(({ points }) => points.map(({ date }) => date));
  const times = dates.map(timeOf);
  const x = { field: 'time', ...timeAxis(dates) };
  const y = {
    type: 'quantitative' as const,
    title: wrappedTitle('Of 100 with the same start, how many made less progress', 0.66 * size.height),
    scale: { domain: fitted(shown), zero: false, nice: false },
    axis: {},
  };
  const span = dates.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
  const apart = (size.width <= narrowPlot ? 0.012 : 0.008) * span;
  const description = describe(shown);
  return {
    specification: {
      ...size,
      config: chartConfig,
      description,
      layer: [
        {
          data: { values: [{ value: usual }] },
          mark: { type: 'rule', color: chartColours.middle, strokeDash: [6, 4], strokeWidth: 1.5 },
          encoding: { y: { field: 'value', ...y } },
        },
        ...seriesLayers(shown, { x, y, size, said: pointWords, apart }),
        ...keyLayers(
          [
            { symbol: 'dashes', colour: chartColours.middle, words: 'usual' },
            { symbol: 'range', colour: chartColours.text, words: 'probable range' },
          ],
          size.width,
        ),
      ],
    },
    table: {
      columns: ['Month', 'Year group', 'Was then', 'Pupils', 'Middle pupil', 'Probable range'],
      rows: shown.flatMap(({ name, points }) =>
        points.map(({ date, was, n, value, low, high }) => [
          shortMonth(date),
          name,
          was,
          wholeText(n),
          wholeText(value),
          rangeText(low, high),
        ]),
      ),
    },
    description,
  };
}

function pointWords({ was, value, low, high, n }: CohortPoint): string {
  return `then ${was}, middle pupil ${wholeText(value)}, probably ${rangeText(low, high)}, ${n} pupils`;
}

function fitted(cohorts: readonly CohortSeries[]): [number, number] {
  const ends = cohorts.flatMap(({ points }) => points.flatMap(({ value, low, high }) => [low ?? value, high ?? value]));
  const room = 3;
  return [Math.max(0, Math.min(usual, ...ends) - room), Math.min(100, Math.max(usual, ...ends) + room)];
}

function describe(cohorts: readonly CohortSeries[]): string {
  const told = cohorts.map(({ name, points }) => {
    const [first, last] = [points[0], points[points.length - 1]];
    const words = ({ date, value }: CohortPoint) => `${wholeText(value)} in ${shortMonth(date)}`;
    return `${name}: ${first === last ? words(last) : `${words(first)}, ${words(last)}`}.`;
  });
  return ['Middle growth of each year group as it moved up; 50 is usual.', ...told].join(' ');
}
