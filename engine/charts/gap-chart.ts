import type { GapSeries } from '../words/rows/gap-series.ts';
import { rangeText, wholeText } from './cell-text.ts';
import { type Chart, type ChartLayer, type ChartSize } from './chart.ts';
import { chartColours, chartConfig, seriesColours } from './chart-config.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';
import { seriesLayers, type ValueAxis } from './series-layers.ts';
import { shortMonth } from './short-month.ts';
import { timeAxis } from './time-axis.ts';
import { wrappedTitle } from './wrapped-title.ts';

export interface GapChartData {
  /** “Points from the middle of the year group”; below it is negative, whichever way the scale runs. */
  readonly axisTitle: string;
  /** One pupil, or up to six groups. */
  readonly series: readonly GapSeries[];
  /** Ends of the axis, the same for all pupils; left out, it is drawn to fit and to hold the middle. */
  readonly axis?: readonly [number, number];
  /** Whether it is told how many pupils a group has: two windows of which one has a pupil fewer tell of that pupil. Default: yes. */
  readonly sizes?: boolean;
}

/**
 * The distance to the middle of the year group over time, for one pupil or for groups beside each other. The middle is
 * a line across; each series has its own dash and shape and its name at its end, so no colour is needed to tell them apart.
 */
export function gapChart(data: GapChartData, size: ChartSize = { width: 620, height: 260 }): Chart {
  const shown = data.series.filter(({ points }) => points.length > 0).slice(0, seriesColours.length);
  const x = { field: 'time', ...timeAxis(shown.flatMap(({ points }) => points.map(({ date }) => date))) };
  const y = {
    type: 'quantitative' as const,
    // Without a canvas letters are taken for wider than they are: a title as long as the plot would widen the picture.
    title: wrappedTitle(data.axisTitle, 0.66 * size.height),
    scale: { domain: [...(data.axis ?? fitted(shown))], zero: false, nice: data.axis === undefined },
    // A true minus, and nothing before 0.
    axis: { labelExpr: "replace(datum.label, '-', '−')" },
  };
  const description = describe(shown);
  const ofGroups = groupsIn(shown);
  const sizes = ofGroups && data.sizes !== false;
  return {
    specification: {
      ...size,
      config: chartConfig,
      description,
      layer: [
        ...middleLine(y),
        ...seriesLayers(shown, {
          x,
          y,
          size,
          said: ({ value, n }) => `${side(value)}${n === undefined || !sizes ? '' : `, ${n} pupils`}`,
        }),
        ...keyLayers(keyOf(shown), size.width),
      ],
    },
    table: {
      columns: [
        'Month',
        ...(ofGroups
          ? ['Group', ...(sizes ? ['Pupils'] : []), 'From the middle']
          : ['From the middle', 'Probable range']),
      ],
      rows: shown.flatMap(({ name, points }) =>
        points.map(({ date, value, low, high, n }) => [
          shortMonth(date),
          ...(ofGroups
            ? [name, ...(sizes ? [wholeText(n)] : []), signed(value)]
            : [signed(value), rangeText(low, high)]),
        ]),
      ),
    },
    description,
  };
}

function keyOf(series: readonly GapSeries[]): KeyEntry[] {
  const middle: KeyEntry = { symbol: 'dashes', colour: chartColours.middle, words: 'middle of the year group' };
  if (groupsIn(series)) return [middle];
  return [
    { symbol: 'dot', colour: chartColours.own, words: 'distance, good and bad days allowed for' },
    { symbol: 'range', colour: chartColours.own, words: 'probable range' },
    middle,
  ];
}

function groupsIn(series: readonly GapSeries[]): boolean {
  return series.length > 1 || series.some(({ points }) => points.some(({ n }) => n !== undefined));
}

function middleLine(y: ValueAxis): ChartLayer[] {
  return [
    {
      data: { values: [{ value: 0 }] },
      mark: { type: 'rule', color: chartColours.middle, strokeDash: [6, 4], strokeWidth: 1.5 },
      encoding: { y: { field: 'value', ...y } },
    },
  ];
}

function fitted(series: readonly GapSeries[]): [number, number] {
  const ends = series.flatMap(({ points }) => points.flatMap(({ value, low, high }) => [low ?? value, high ?? value]));
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const room = Math.max(1, 0.08 * (most - least));
  return [least - room, most + room];
}

function describe(series: readonly GapSeries[]): string {
  const told = series.map(({ name, points }) => {
    const first = points[0];
    const last = points[points.length - 1];
    return `${name}: ${side(first.value)} in ${shortMonth(first.date)}, ${side(last.value)} in ${shortMonth(last.date)}.`;
  });
  return ['Distance to the middle of the year group over time.', ...told].join(' ');
}

function side(value: number): string {
  const whole = Math.round(Math.abs(value));
  return whole === 0 ? 'at the middle' : `about ${whole} ${value < 0 ? 'below' : 'above'}`;
}

function signed(value: number): string {
  const whole = Math.round(value);
  return whole > 0 ? `+${whole}` : whole < 0 ? `−${-whole}` : '0';
}
