import type { GapPoint, GapSeries } from '../words/rows/gap-series.ts';
import { type ChartLayer, type ChartSize, narrowPlot } from './chart.ts';
import { seriesColours, seriesDashes, seriesShapes } from './chart-config.ts';
import { shortMonth } from './short-month.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';
import { type TimeField, timeOf } from './time-axis.ts';

/** An axis of values with ends of its own. */
export interface ValueAxis {
  readonly type: 'quantitative';
  readonly title: string[];
  readonly scale: { domain: number[]; zero: boolean; nice: boolean };
  readonly axis: object;
}

export interface SeriesDrawing<Point extends GapPoint> {
  readonly x: TimeField;
  readonly y: ValueAxis;
  readonly size: ChartSize;
  /** What a point says after its name and month: “about 3 below, 28 pupils”. */
  readonly said: (point: Point) => string;
  /** Milliseconds by which each series stands beside the one before, so that their ranges do not cover each other. Default: none. */
  readonly apart?: number;
}

/**
 * Values over time, a line a series, with their ranges where there are any. Each has its own dash and shape and, where there are
 * several, its name at its end, so no colour is needed to tell them apart.
 */
export function seriesLayers<Point extends GapPoint>(
  series: readonly (GapSeries & { readonly points: readonly Point[] })[],
  drawing: SeriesDrawing<Point>,
): ChartLayer[] {
  const shifts = labelShifts(series, drawing.y.scale.domain, drawing.size.height);
  return series.flatMap((one, place) => layersOf(one, { place, shifts }, drawing));
}

function layersOf<Point extends GapPoint>(
  series: { readonly name: string; readonly points: readonly Point[] },
  { place, shifts }: { readonly place: number; readonly shifts: readonly number[] },
  { x, y, size, said, apart = 0 }: SeriesDrawing<Point>,
): ChartLayer[] {
  const { color, dash, shape } = looksOf(place);
  const several = shifts.length > 1;
  const values = series.points.map((point) => ({
    time: timeOf(point.date) + apart * (place - (shifts.length - 1) / 2),
    value: point.value,
    low: point.low,
    high: point.high,
    ...(several ? { group: series.name } : {}),
    words: `${series.name}, ${shortMonth(point.date)}: ${said(point)}.`,
  }));
  const ranged = values.filter(({ low, high }) => low !== null && high !== null);
  const line: ChartLayer = {
    data: { values },
    mark: { type: 'line', color, strokeWidth: 2, strokeDash: dash, clip: true },
    encoding: { x, y: { field: 'value', ...y } },
  };
  const dots: ChartLayer = {
    data: { values },
    mark: { type: 'point', filled: true, shape, color, size: 90, opacity: 1, clip: true, ...spokenMark },
    encoding: { x, y: { field: 'value', ...y }, ...spokenEncoding(values) },
  };
  const ranges: ChartLayer = {
    data: { values: ranged },
    mark: { type: 'rule', color, strokeWidth: several ? 1 : 2.5, clip: true },
    encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' } },
  };
  const limit = size.width <= narrowPlot ? 90 : 190;
  const name: ChartLayer = {
    // Right of the last series, so that no name stands on the marks of another.
    data: {
      values: values.slice(-1).map((one) => ({
        ...one,
        time: one.time + apart * (shifts.length - 1 - place),
        name: series.name,
        shift: shifts[place],
      })),
    },
    mark: { type: 'text', align: 'left', dx: 10, dy: { expr: 'datum.shift' }, color, fontWeight: 'bold', limit },
    encoding: { x, y: { field: 'value', ...y }, text: { field: 'name', type: 'nominal' } },
  };
  return [...(ranged.length > 0 ? [ranges] : []), line, dots, ...(several ? [name] : [])];
}

/** More series than colours take the colours again, each time with the next shape. */
function looksOf(place: number) {
  const count = seriesColours.length;
  const at = place % count;
  const shape = seriesShapes[(at + Math.floor(place / count)) % count];
  return { color: seriesColours[at], dash: [...seriesDashes[at]], shape };
}

/** How far each name at the end of its line is moved down, in pixels, so that no two stand on each other. */
function labelShifts(series: readonly GapSeries[], domain: readonly number[], height: number): number[] {
  const scale = height / (domain[1] - domain[0]);
  const wanted = series.map(({ points }) => (domain[1] - points[points.length - 1].value) * scale);
  const order = wanted.map((_, place) => place).toSorted((a, b) => wanted[a] - wanted[b]);
  const shifts = wanted.map(() => 0);
  let last = -Infinity;
  for (const place of order) {
    const y = Math.max(wanted[place], last + 16);
    shifts[place] = y - wanted[place];
    last = y;
  }
  return shifts;
}
