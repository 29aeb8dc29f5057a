import type { Config } from 'vega-lite';

/** What every reader's machine has: nothing is fetched. */
export const chartFont = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

/**
 * Colours by what they stand for. They differ in lightness as well as hue, so that a black-and-white print keeps them
 * apart, and shape, dash or place always says the same thing again.
 */
export const chartColours = {
  /** The pupil, or what the chart is about. */
  own: '#12436d',
  /** What asks for attention; never red and never alone in saying so. */
  noted: '#b34700',
  text: '#1d2329',
  quiet: '#505a63',
  middle: '#3d3d3d',
  grid: '#e3e6e8',
  fanWide: '#dde3e8',
  fanMiddle: '#b3c0cc',
  absence: '#efe6d2',
  paper: '#ffffff',
  /** Nothing is missing. */
  full: '#f1f4f6',
} as const;

/** Series of groups: dark to light, each with its own dash and shape (see `seriesMarks`). */
export const seriesColours = ['#12436d', '#b34700', '#1b7a70', '#801650', '#505a63', '#7a6a00'] as const;
export const seriesDashes = [
  [1, 0],
  [7, 3],
  [2, 3],
  [10, 3, 2, 3],
  [4, 2],
  [12, 4],
] as const;
export const seriesShapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'] as const;

/** One look for all charts: system fonts, quiet axes, no frame, white paper under it in every theme. */
export const chartConfig: Config = {
  // The picture has one name (see `chartSvg`) and a table under it; naming every dot again would only be noise.
  aria: false,
  background: chartColours.paper,
  font: chartFont,
  padding: 6,
  view: { stroke: null },
  axis: {
    labelFontSize: 13,
    labelColor: chartColours.text,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    titleColor: chartColours.text,
    gridColor: chartColours.grid,
    domainColor: chartColours.quiet,
    tickColor: chartColours.quiet,
    labelLimit: 340,
    titlePadding: 10,
  },
  axisX: { grid: false, labelFlush: false },
  axisY: { domain: false, ticks: false, labelPadding: 6 },
  text: { fontSize: 13, color: chartColours.text },
};
