import { rangeText, wholeText } from './cell-text.ts';
import { type Chart, type ChartLayer, type ChartSize, narrowPlot } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';

/** One pupil of the chart. */
export interface LevelGrowthPoint {
  /** “Amira H”; '' where those who look may not see it. Drawn for pupils to discuss only. */
  readonly name: string;
  /** Score now, in points (or places in 100). */
  readonly level: number;
  /** Corrected growth percentile, 0–100. */
  readonly growth: number;
  /** Its probable range. */
  readonly growthLow?: number;
  readonly growthHigh?: number;
  readonly toDiscuss: boolean;
  /** The pupil's page. */
  readonly address?: string;
  /** Names the pupil to the other charts of a page. */
  readonly id?: string;
  /** The pupil's class. */
  readonly group?: string;
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
  { x: 0, y: 0, align: 'left', baseline: 'top', level: 'lower', growth: 'faster' },
  { x: 1, y: 0, align: 'right', baseline: 'top', level: 'higher', growth: 'faster' },
  { x: 0, y: 1, align: 'left', baseline: 'bottom', level: 'lower', growth: 'slower' },
  { x: 1, y: 1, align: 'right', baseline: 'bottom', level: 'higher', growth: 'slower' },
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
        ...pupils(data.points, x, y, size),
        ...keyLayers(keyEntries(listed.length > 0), size.width),
      ],
    },
    table: {
      columns: ['Pupil', 'Score', 'Of 100 with the same start, made less progress', 'Probable range', 'To discuss'],
      rows: data.points.map(({ name, level, growth, growthLow, growthHigh, toDiscuss }) => [
        name,
        wholeText(level),
        wholeText(growth),
        rangeText(growthLow, growthHigh),
        toDiscuss ? 'yes' : '',
      ]),
      addresses: data.points.map(({ address }) => address ?? null),
      ids: data.points.map(({ id }) => id ?? null),
    },
    description,
  };
}

function keyEntries(anyListed: boolean): KeyEntry[] {
  const all: KeyEntry[] = [{ symbol: 'ring', colour: chartColours.own, words: 'pupil' }];
  return anyListed ? [{ symbol: 'diamond', colour: chartColours.noted, words: 'pupil to discuss' }, ...all] : all;
}

type Field = {
  readonly field: string;
  readonly type: 'quantitative';
  readonly scale: { readonly domain: number[] };
};

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
        text: {
          value:
            size.width <= narrowPlot
              ? `${corner.level}, ${corner.growth}`
              : `${corner.level} score, ${corner.growth} than same start`,
        },
      },
    };
  });
  return [
    { data: { values: [{ level: middle }] }, mark: rule, encoding: { x } },
    { data: { values: [{ growth: 50 }] }, mark: rule, encoding: { y } },
    ...words,
  ];
}

function pupils(points: readonly LevelGrowthPoint[], x: Field, y: Field, size: ChartSize): ChartLayer[] {
  const quiet = points.filter(({ toDiscuss }) => !toDiscuss).map(spoken);
  const listed = points.filter(({ toDiscuss }) => toDiscuss);
  const layers: ChartLayer[] = [
    {
      data: { values: quiet },
      mark: {
        type: 'point',
        clip: true,
        color: chartColours.own,
        size: 60,
        strokeWidth: 1.5,
        opacity: 0.75,
        ...spokenMark,
      },
      encoding: { x, y, ...spokenEncoding(quiet) },
    },
  ];
  if (listed.length === 0) return layers;
  const values = listed.map(spoken);
  return [
    ...layers,
    {
      data: { values },
      mark: {
        type: 'point',
        shape: 'diamond',
        filled: true,
        color: chartColours.noted,
        size: 130,
        opacity: 1,
        ...spokenMark,
      },
      encoding: { x, y, ...spokenEncoding(values) },
    },
    ...namesOf(values, x, y, size),
  ];
}

function spoken(point: LevelGrowthPoint) {
  const { name, level, growth, growthLow, growthHigh, toDiscuss, address, id, group } = point;
  const [low, high] = [wholeText(growthLow), wholeText(growthHigh)];
  const range = low === '' || high === '' ? '' : `; probably between ${low} and ${high}`;
  const words = `${name || 'A pupil'}${toDiscuss ? ', to discuss' : ''}: score ${wholeText(level)}. Of 100 pupils with the same start, about ${wholeText(growth)} made less progress${range}.`;
  return { name, level, growth, words, address, id, group };
}

/** Height of a line of names, and room that a name takes to the right, pixels. */
const nameHeight = 14;
const nameWidth = 90;

type Named = ReturnType<typeof spoken>;

/** Names beside their marks, each on white and moved down where it would stand on another one. */
function namesOf(points: readonly Named[], x: Field, y: Field, size: ChartSize): ChartLayer[] {
  const pixel = (value: number, { scale }: Field, length: number) =>
    (length * (value - scale.domain[0])) / (scale.domain[1] - scale.domain[0]);
  const taken: { left: number; top: number }[] = [];
  const values = points
    .toSorted((a, b) => b.growth - a.growth)
    .map((point) => {
      const left = pixel(point.level, x, size.width);
      const wanted = size.height - pixel(point.growth, y, size.height);
      let top = wanted;
      const covers = (one: { left: number; top: number }) =>
        Math.abs(one.left - left) < nameWidth && Math.abs(one.top - top) < nameHeight;
      for (let other = taken.find(covers); other !== undefined; other = taken.find(covers))
        top = other.top + nameHeight;
      taken.push({ left, top });
      return { ...point, shift: Math.round(top - wanted) };
    });
  return [{ stroke: chartColours.paper, strokeWidth: 3 }, {}].map((halo): ChartLayer => ({
    data: { values },
    mark: { type: 'text', align: 'left', dx: 9, dy: { expr: 'datum.shift' }, fontSize: 12, limit: 120, ...halo },
    encoding: { x, y, text: { field: 'name', type: 'nominal' } },
  }));
}
