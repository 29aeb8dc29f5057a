import type { FanPoint } from '../words/rows/fan-points.ts';
import type { TrajectoryPoint } from '../words/rows/trajectory-points.ts';
import type { Chart, ChartLayer, ChartSize, ChartTable } from './chart.ts';
import { aimLayers, aimWords, type ChartAim } from './aim-layers.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { absenceLayers, type ChartEvent, eventWords, eventLayers, eventsOnAxis } from './event-layers.ts';
import { rangeText, wholeText } from './cell-text.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';
import { shortMonth } from './short-month.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';
import { timeAxis, type TimeField, timeOf } from './time-axis.ts';

export interface TrajectoryChartData {
  /** Names the vertical axis: “Reading score”, or “Place in the year group (of 100)”. */
  readonly axisTitle: string;
  /** The pupil as spoken of in the description: “Amira”, or “This pupil”. */
  readonly pupil: string;
  readonly points: readonly TrajectoryPoint[];
  /** Empty where no fair comparison can be drawn. */
  readonly fan: readonly FanPoint[];
  readonly events: readonly ChartEvent[];
  /** Ends of the axis: the same for all pupils of a year group and subject. */
  readonly axis: readonly [number, number];
  /** Left out where there is none. */
  readonly aim?: ChartAim;
  /** The key stands elsewhere on the page, once for all pictures. */
  readonly keyElsewhere?: boolean;
}

/**
 * One pupil's own scores with their ranges, over the fan of pupils with the same start and the middle of the year group;
 * moves, absence and help marked, and the target ahead. In black and white the fan is two greys, the middle is dashed, the pupil is dots.
 */
export function trajectoryChart(data: TrajectoryChartData, size: ChartSize = { width: 620, height: 300 }): Chart {
  const dates = data.points.map(({ date }) => date);
  const x = { field: 'time', ...timeAxis(datesOf(data)) };
  const events = dates.length === 0 ? [] : eventsOnAxis(data.events, x);
  const description = describe(data, events);
  const key = keyOf(data);
  return {
    specification: {
      ...size,
      config: chartConfig,
      description,
      layer: [
        ...absenceLayers(events, x),
        ...fanLayers(data, x),
        ...yearMiddle(data, x),
        ...aimLayers(data.aim, x, vertical(data, 'aim')),
        ...own(data, x),
        ...eventLayers(events, x, size.width),
        ...(data.keyElsewhere ? [] : keyLayers(key, size.width)),
        ...(dates.length === 0 ? [noResults(size)] : []),
      ],
    },
    table: tableOf(data, events),
    description,
    key,
  };
}

function datesOf({ points, fan, aim }: TrajectoryChartData): string[] {
  return [...points, ...fan, ...(aim ? [aim.to] : [])].map(({ date }) => date);
}

function vertical(data: TrajectoryChartData, field: string) {
  return {
    field,
    type: 'quantitative' as const,
    title: data.axisTitle,
    scale: { domain: [...data.axis], zero: false, nice: false },
  };
}

function keyOf(data: TrajectoryChartData): KeyEntry[] {
  const own: KeyEntry[] = [
    { symbol: 'dot', colour: chartColours.own, words: 'test result' },
    { symbol: 'range', colour: chartColours.own, words: 'probable range' },
    { symbol: 'dashes', colour: chartColours.middle, words: 'middle of the year group' },
  ];
  const aim: KeyEntry[] = data.aim
    ? [{ symbol: data.aim.chosen ? 'diamond' : 'openDiamond', colour: chartColours.noted, words: aimWords(data.aim) }]
    : [];
  if (data.fan.length < 2) return [...own, ...aim];
  return [
    ...own,
    ...aim,
    { symbol: 'swatch', colour: chartColours.fanMiddle, words: 'middle half of pupils with the same start' },
    { symbol: 'swatch', colour: chartColours.fanWide, words: '9 in 10 of them' },
  ];
}

function noResults(size: ChartSize): ChartLayer {
  return {
    data: { values: [{}] },
    mark: { type: 'text', color: chartColours.quiet },
    encoding: { x: { value: size.width / 2 }, y: { value: size.height / 2 }, text: { value: 'No results yet' } },
  };
}

function fanLayers(data: TrajectoryChartData, x: TimeField): ChartLayer[] {
  if (data.fan.length < 2) return [];
  const values = data.fan.map((point) => ({ ...point, time: timeOf(point.date) }));
  const band = (low: string, high: string, color: string): ChartLayer => ({
    data: { values },
    mark: { type: 'area', clip: true, color },
    encoding: { x, y: vertical(data, low), y2: { field: high } },
  });
  return [band('low', 'high', chartColours.fanWide), band('quarter', 'threeQuarters', chartColours.fanMiddle)];
}

function yearMiddle(data: TrajectoryChartData, x: TimeField): ChartLayer[] {
  const values = data.points
    .filter(({ middle }) => middle !== null)
    .map(({ date, middle }) => ({ time: timeOf(date), middle }));
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: {
        type: 'line',
        clip: true,
        color: chartColours.middle,
        strokeWidth: 1.5,
        strokeDash: [6, 4],
      },
      encoding: { x, y: vertical(data, 'middle') },
    },
  ];
}

function own(data: TrajectoryChartData, x: TimeField): ChartLayer[] {
  const values = data.points.flatMap((point) => {
    const { date, value, estimate, low, high } = point;
    const shown = value ?? estimate;
    return shown === null ? [] : [{ time: timeOf(date), shown, low, high, words: pointWords(point, data.axisTitle) }];
  });
  const ranged = values.filter(({ low, high }) => low !== null && high !== null);
  return [
    {
      data: { values: ranged },
      mark: { type: 'rule', clip: true, color: chartColours.own, strokeWidth: 2.5 },
      encoding: { x, y: vertical(data, 'low'), y2: { field: 'high' } },
    },
    {
      data: { values },
      mark: { type: 'point', clip: true, filled: true, size: 110, color: chartColours.own, opacity: 1, ...spokenMark },
      encoding: { x, y: vertical(data, 'shown'), ...spokenEncoding(values) },
    },
  ];
}

/** “Dec 2026: 88; probable range 83 to 94; middle of the year group 101.” What is shown in another unit is told in it, too. */
function pointWords({ date, value, estimate, score, low, high, middle }: TrajectoryPoint, axisTitle: string): string {
  const parts = [
    score ?? wholeText(value),
    value === null ? `${axisTitle}: about ${wholeText(estimate)}` : '',
    rangeText(low, high) && `probable range ${rangeText(low, high)}`,
    wholeText(middle) && `middle of the year group ${wholeText(middle)}`,
  ];
  return `${shortMonth(date)}: ${parts.filter(Boolean).join('; ')}.`;
}

/** A row a window, and a row for each thing that happened between them. */
function tableOf(data: TrajectoryChartData, events: readonly ChartEvent[]): ChartTable {
  const fanAt = new Map(data.fan.map((point) => [point.date, point]));
  const rows = data.points.map(({ date, score, status, low, high, middle }) => {
    const fan = fanAt.get(date);
    const half = fan === undefined || fan.low === fan.high ? '' : rangeText(fan.quarter, fan.threeQuarters);
    return { date, cells: [shortMonth(date), score ?? status ?? '', rangeText(low, high), half, wholeText(middle)] };
  });
  const happened = events.map((event) => ({
    date: event.from,
    cells: [shortMonth(event.from), eventText(event), '', '', ''],
  }));
  const ahead = data.aim
    ? [{ date: data.aim.to.date, cells: [shortMonth(data.aim.to.date), aimText(data.aim), '', '', ''] }]
    : [];
  return {
    columns: ['Month', 'Result', 'Probable range', 'Half of pupils with the same start', 'Middle of the year group'],
    rows: [...rows, ...happened, ...ahead]
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
      .map(({ cells }) => cells),
  };
}

function aimText(aim: ChartAim): string {
  return `${aimWords(aim)} ${wholeText(aim.to.value)}`;
}

function eventText({ kind, from, to }: ChartEvent): string {
  const until = to && shortMonth(to) !== shortMonth(from) ? ` to ${shortMonth(to)}` : '';
  return `${eventWords[kind]}${kind === 'absence' ? until : ''}`;
}

function describe(data: TrajectoryChartData, events: readonly ChartEvent[]): string {
  const results = data.points.filter(({ value, estimate }) => value !== null || estimate !== null);
  const first = results[0];
  const last = results.at(-1);
  const span =
    first && last
      ? ` ${results.length} results from ${shortMonth(first.date)} (${first.score}) to ${shortMonth(last.date)} (${last.score}).`
      : ' No results yet.';
  const over = data.fan.length > 1 ? ', over the range of pupils with the same start' : '';
  const marked = events.map((event) => `${eventText(event)} (${shortMonth(event.from)})`);
  const happened = marked.length === 0 ? '' : ` Marked: ${marked.join(', ')}.`;
  const ahead = data.aim ? ` Ahead: ${aimText(data.aim)} (${shortMonth(data.aim.to.date)}).` : '';
  return `${data.axisTitle} of ${data.pupil}, with probable ranges${over} and the middle of the year group.${span}${happened}${ahead}`;
}
