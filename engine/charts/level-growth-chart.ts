import { wholeText } from './cell-text.ts';
import type { Chart, ChartLayer, ChartSize } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';

/** One pupil of the chart. */
export interface LevelGrowthPoint {
  /** Forename, where those who look may see it; '' otherwise. */
  readonly name: string;
  /** Score now, in points (or places in 100). */
  readonly level: number;
  /** Corrected growth percentile, 0–100. */
  readonly growth: number;
  readonly toDiscuss: boolean;
}

export interface LevelGrowthChartData {
  /** “Reading score, December 2026”. */
  readonly levelTitle: string;
  readonly points: readonly LevelGrowthPoint[];
  /** Middle of the year group on the level axis. */
  readonly middle: number;
  readonly axis: readonly [number, number];
}

const corners = [
  { x: 0, y: 0, align: 'left', baseline: 'top', words: 'lower score, faster than same start' },
  { x: 1, y: 0, align: 'right', baseline: 'top', words: 'higher score, faster than same start' },
  { x: 0, y: 1, align: 'left', baseline: 'bottom', words: 'lower score, slower than same start' },
  { x: 1, y: 1, align: 'right', baseline: 'bottom', words: 'higher score, slower than same start' },
] as const;

/**
 * Level beside growth: who stands where, and who moved how against pupils with the same start. Pupils to discuss are
 * filled diamonds with their names, all others open rings, so that a grey print tells them apart.
 */
export function levelGrowthChart(data: LevelGrowthChartData, size: ChartSize = { width: 560, height: 400 }): Chart {
  const x = {
    field: 'level',
    type: 'quantitative' as const,
    title: data.levelTitle,
    scale: { domain: [...data.axis], zero: false, nice: false },
    axis: { tickCount: 8 },
  };
  const y = {
    field: 'growth',
    type: 'quantitative' as const,
    title: ['Of 100 pupils with the same start,', 'how many made less progress'],
    // A little room beyond 0 and 100, where the corners are named.
    scale: { domain: [-9, 109], nice: false },
    axis: { values: [0, 25, 50, 75, 100] },
  };
  const listed = data.points.filter(({ toDiscuss }) => toDiscuss);
  const description = `${data.points.length} pupils by score now and by progress against pupils with the same start; ${listed.length} to discuss.`;
  return {
    specification: {
      ...size,
      config: chartConfig,
      description,
      layer: [
        ...quadrants(data.middle, x, y, size),
        ...pupils(data.points, x, y),
        ...keyLayers(keyEntries(listed.length > 0), size.width),
      ],
    },
    table: {
      columns: ['Pupil', 'Score', 'Of 100 with the same start, made less progress', 'To discuss'],
      rows: data.points.map(({ name, level, growth, toDiscuss }) => [
        name,
        wholeText(level),
        wholeText(growth),
        toDiscuss ? 'yes' : '',
      ]),
    },
    description,
  };
}

function keyEntries(anyListed: boolean): KeyEntry[] {
  const all: KeyEntry[] = [{ symbol: 'ring', colour: chartColours.own, words: 'pupil' }];
  return anyListed ? [{ symbol: 'diamond', colour: chartColours.noted, words: 'pupil to discuss' }, ...all] : all;
}

type Field = { readonly field: string; readonly type: 'quantitative' };

function quadrants(middle: number, x: Field, y: Field, size: ChartSize): ChartLayer[] {
  const rule = { type: 'rule' as const, color: chartColours.quiet, strokeDash: [6, 4] };
  const words = corners.map((corner): ChartLayer => {
    const [left, top] = [corner.x === 0, corner.y === 0];
    return {
      data: { values: [{}] },
      mark: {
        type: 'text',
        align: corner.align,
        baseline: corner.baseline,
        color: chartColours.quiet,
        fontStyle: 'italic',
        fontSize: 12,
      },
      encoding: {
        x: { value: left ? 6 : size.width - 6 },
        y: { value: top ? 6 : size.height - 6 },
        text: { value: corner.words },
      },
    };
  });
  return [
    { data: { values: [{ level: middle }] }, mark: rule, encoding: { x } },
    { data: { values: [{ growth: 50 }] }, mark: rule, encoding: { y } },
    ...words,
  ];
}

function pupils(points: readonly LevelGrowthPoint[], x: Field, y: Field): ChartLayer[] {
  const others = points.filter(({ toDiscuss }) => !toDiscuss);
  const listed = points.filter(({ toDiscuss }) => toDiscuss);
  const layers: ChartLayer[] = [
    {
      data: { values: others.map((point) => ({ ...point })) },
      mark: { type: 'point', clip: true, color: chartColours.own, size: 60, strokeWidth: 1.5, opacity: 0.75 },
      encoding: { x, y },
    },
  ];
  if (listed.length === 0) return layers;
  const values = listed.map((point) => ({ ...point }));
  return [
    ...layers,
    {
      data: { values },
      mark: { type: 'point', shape: 'diamond', filled: true, color: chartColours.noted, size: 130, opacity: 1 },
      encoding: { x, y },
    },
    {
      data: { values },
      mark: { type: 'text', align: 'left', dx: 9, fontSize: 12, limit: 110 },
      encoding: { x, y, text: { field: 'name', type: 'nominal' } },
    },
  ];
}
