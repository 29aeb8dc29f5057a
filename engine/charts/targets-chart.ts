import { wholeText } from './cell-text.ts';
import type { Chart, ChartLayer } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { byName, groupAxis, groupHeight, withheldText } from './group-axis.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';
import { wrappedTitle } from './wrapped-title.ts';

/** One pupil's result now and targets for a date, in the test's own points; null where there are none. */
export interface TargetsOfPupil {
  /** “Amira H”. */
  readonly group: string;
  readonly now: number | null;
  readonly typical: number | null;
  readonly aspirational: number | null;
  readonly exceptional: number | null;
  readonly address?: string;
}

/**
 * Where each pupil stands now and what pupils with the same start reach: a bar from typical to exceptional with the
 * aspirational target in it. In alphabetical order; the axis is the same for all pupils of the year group.
 *
 * @param title of the axis: “Reading score”
 */
export function targetsChart(
  pupils: readonly TargetsOfPupil[],
  { title, axis, width = 480 }: { title: string; axis: readonly [number, number]; width?: number },
): Chart {
  const ordered = byName(pupils);
  const names = ordered.map(({ group }) => group);
  const y = groupAxis(names, width);
  const x = {
    type: 'quantitative' as const,
    title: wrappedTitle(title, width),
    scale: { domain: [...axis], zero: false, nice: false },
    axis: { grid: true, tickCount: 6 },
  };
  const set = ordered.flatMap(({ group, now, typical, aspirational, exceptional, address }) =>
    typical === null
      ? []
      : [
          {
            group,
            now,
            typical,
            aspirational,
            exceptional,
            words: `${group}: now ${wholeText(now)}. Typical ${wholeText(typical)}, aspirational ${wholeText(aspirational)}, exceptional ${wholeText(exceptional)}.`,
            address,
          },
        ],
  );
  const layer: ChartLayer[] = [
    {
      data: { values: set },
      mark: { type: 'rule', color: chartColours.fanMiddle, strokeWidth: 8, clip: true },
      encoding: { x: { field: 'typical', ...x }, x2: { field: 'exceptional' }, y },
    },
    {
      data: { values: set },
      mark: { type: 'tick', color: chartColours.own, thickness: 3, size: 16, clip: true },
      encoding: { x: { field: 'typical', ...x }, y },
    },
    {
      data: { values: set },
      mark: {
        type: 'point',
        shape: 'diamond',
        filled: true,
        color: chartColours.own,
        size: 110,
        opacity: 1,
        clip: true,
        ...spokenMark,
      },
      encoding: { x: { field: 'aspirational', ...x }, y, ...spokenEncoding(set) },
    },
    {
      data: { values: set.filter(({ now }) => now !== null) },
      mark: { type: 'point', color: chartColours.own, size: 70, strokeWidth: 1.8, opacity: 1, clip: true },
      encoding: { x: { field: 'now', ...x }, y },
    },
    ...withheldText(
      ordered.filter(({ typical }) => typical === null).map(({ group }) => group),
      y,
      () => 'no target: too little to go on',
    ),
    ...keyLayers(keyEntries, width),
  ];
  const description = `${title}: result now and targets of ${ordered.length} pupils, ${set.length} of them with targets.`;
  return {
    specification: { width, height: groupHeight(names, width), config: chartConfig, description, layer },
    table: {
      columns: ['Pupil', 'Now', 'Typical', 'Aspirational', 'Exceptional'],
      rows: ordered.map(({ group, now, typical, aspirational, exceptional }) => [
        group,
        wholeText(now),
        wholeText(typical),
        wholeText(aspirational),
        wholeText(exceptional),
      ]),
      addresses: ordered.map(({ address }) => address ?? null),
    },
    description,
  };
}

const keyEntries: readonly KeyEntry[] = [
  { symbol: 'ring', colour: chartColours.own, words: 'now' },
  { symbol: 'range', colour: chartColours.own, words: 'typical' },
  { symbol: 'diamond', colour: chartColours.own, words: 'aspirational' },
  { symbol: 'swatch', colour: chartColours.fanMiddle, words: 'typical to exceptional' },
];
