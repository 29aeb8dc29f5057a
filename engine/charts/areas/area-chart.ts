import type { Chart, ChartLayer } from '../chart.ts';
import { chartColours, chartConfig } from '../chart-config.ts';
import { spokenEncoding, spokenMark } from '../spoken-mark.ts';
import { timeAxis, timeOf } from '../time-axis.ts';

/** One result. */
export interface AreaPoint {
  /** ISO date. */
  readonly day: string;
  readonly score: number;
  /** As people write it. */
  readonly dayWords: string;
  /** Name of its band; '' for none. */
  readonly band: string;
}

export interface AreaChartSettings {
  readonly title: string;
  /** Which way the scale runs, in a sentence. */
  readonly direction: string;
  /** Lowest and highest score; the highest result where the scale states none. */
  readonly range: readonly [number, number];
  /** From the lowest scores up, both ends in it. */
  readonly bands: readonly { readonly words: string; readonly from: number; readonly to: number }[];
  readonly width?: number;
}

/** Results of one scale and source over time, on the bands of the scale. The names of bands stand in them. */
export function areaChart(points: readonly AreaPoint[], settings: AreaChartSettings): Chart {
  const { title, direction, range, bands, width = 420 } = settings;
  const height = 170;
  const ordered = points
    .toSorted((a, b) => a.day.localeCompare(b.day))
    .map((point) => ({
      ...point,
      time: timeOf(point.day),
      words: `${point.dayWords}: ${point.score}${point.band ? `, ${point.band}` : ''}.`,
    }));
  const x = { field: 'time', ...timeAxis(ordered.map(({ day }) => day)) };
  const y = {
    field: 'score',
    type: 'quantitative' as const,
    title: null,
    scale: { domain: [...range], zero: false, nice: false },
    axis: { tickCount: 5, grid: bands.length === 0 },
  };
  const description = `${title}: ${ordered.length} ${ordered.length === 1 ? 'result' : 'results'}, the newest ${ordered.at(-1)?.score ?? 'none'}. ${direction}`;
  return {
    specification: {
      width,
      height,
      config: chartConfig,
      description,
      title: {
        text: title,
        subtitle: direction,
        anchor: 'start',
        fontSize: 13,
        fontWeight: 'normal',
        subtitleFontSize: 12,
      },
      layer: [
        ...bandLayers(bands, y),
        {
          data: { values: ordered },
          mark: { type: 'line', color: chartColours.own, strokeWidth: 1.8 },
          encoding: { x, y },
        },
        {
          data: { values: ordered },
          mark: { type: 'point', filled: true, color: chartColours.own, size: 80, opacity: 1, ...spokenMark },
          encoding: { x, y, ...spokenEncoding(ordered) },
        },
      ],
    },
    table: {
      columns: ['Day', 'Score', 'Band'],
      rows: ordered.toReversed().map(({ dayWords, score, band }) => [dayWords, String(score), band]),
    },
    description,
  };
}

/** Bands of two greys by turns, each with its name beside it; a band ends in the middle between two scores. */
function bandLayers(bands: AreaChartSettings['bands'], y: object): ChartLayer[] {
  if (bands.length === 0) return [];
  const last = bands.length - 1;
  const rows = bands.map(({ words, from, to }, place) => ({
    words,
    low: place === 0 ? from : (bands[place - 1].to + from) / 2,
    high: place === last ? to : (to + bands[place + 1].from) / 2,
    ground: place % 2 === 0 ? chartColours.full : chartColours.fanWide,
  }));
  return [
    {
      data: { values: rows },
      mark: { type: 'rect' },
      encoding: {
        y: { ...y, field: 'low' } as never,
        y2: { field: 'high' },
        color: { field: 'ground', type: 'nominal', scale: null, legend: null },
      },
    },
    {
      data: { values: rows.map((row) => ({ ...row, middle: (row.low + row.high) / 2 })) },
      mark: { type: 'text', align: 'left', fontSize: 11, color: chartColours.quiet, x: 'width', dx: 6 },
      encoding: { y: { ...y, field: 'middle' } as never, text: { field: 'words', type: 'nominal' } },
    },
  ];
}
