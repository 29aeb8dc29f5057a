import { wholeText } from './cell-text.ts';
import type { Chart, ChartLayer } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { byName, groupAxis, groupHeight, withheldText } from './group-axis.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';

/** One list of the run: a row of the table of lists. */
export interface ListedGroup {
  readonly group: string;
  readonly measured: number;
  /** Pupils listed for discussion; null where the count could give a pupil away. */
  readonly listed: number | null;
  /** How many test luck alone would list if every pupil were making ordinary progress; null where unknown. */
  readonly byLuck: number | null;
  /** Of those listed, how many are probably making ordinary progress. */
  readonly probablyOrdinary: number | null;
  readonly address?: string;
}

/**
 * Pupils listed, beside those whom test luck alone would list: the further the dot stands to the right of the ring, the more
 * there is to talk about. Groups in alphabetical order.
 */
export function listedByLuckChart(lists: readonly ListedGroup[], width = 480): Chart {
  const ordered = byName(lists);
  const shown = ordered.flatMap(({ group, measured, listed, byLuck, address }) =>
    listed === null
      ? []
      : [
          {
            group,
            listed,
            luck: byLuck,
            words: `${group}: ${listed} of ${measured} tested pupils to discuss${byLuck === null ? '' : `; where all progress is ordinary, luck would list about ${wholeText(byLuck)}`}.`,
            address,
          },
        ],
  );
  const lucky = shown.filter(({ luck }) => luck !== null);
  const most = Math.max(8, ...shown.flatMap(({ listed, luck }) => [listed, luck ?? 0]));
  const x = {
    type: 'quantitative' as const,
    title: 'Pupils',
    scale: { domain: [0, Math.ceil(most / 4) * 4], nice: false },
    axis: { grid: true, tickMinStep: 1, tickCount: 6 },
  };
  const names = ordered.map(({ group }) => group);
  const y = groupAxis(names, width);
  const layer: ChartLayer[] = [
    {
      data: { values: lucky },
      mark: { type: 'rule', color: chartColours.fanMiddle, strokeWidth: 3 },
      encoding: { x: { field: 'luck', ...x }, x2: { field: 'listed' }, y },
    },
    {
      data: { values: lucky },
      mark: { type: 'point', color: chartColours.own, size: 110, strokeWidth: 2, fill: chartColours.paper, opacity: 1 },
      encoding: { x: { field: 'luck', ...x }, y },
    },
    {
      data: { values: shown },
      mark: { type: 'point', filled: true, color: chartColours.own, size: 120, opacity: 1, ...spokenMark },
      encoding: { x: { field: 'listed', ...x }, y, ...spokenEncoding(shown) },
    },
    ...withheldText(
      ordered.filter(({ listed }) => listed === null).map(({ group }) => group),
      y,
    ),
    ...keyLayers(keyEntries, width),
  ];
  const description = `Pupils to discuss in each of ${ordered.length} groups, beside how many test luck would list where all progress is ordinary.`;
  return {
    specification: { width, height: groupHeight(names, width), config: chartConfig, description, layer },
    table: {
      columns: [
        'Group',
        'Tested',
        'To discuss',
        'Where all progress is ordinary, luck would list about',
        'Of those listed here, by luck alone about',
      ],
      withheld: ordered.map(({ listed }) => listed === null),
      rows: ordered.map(({ group, measured, listed, byLuck, probablyOrdinary }) =>
        listed === null
          ? [group, '', 'not shown', '', '']
          : [group, wholeText(measured), wholeText(listed), wholeText(byLuck), wholeText(probablyOrdinary)],
      ),
      addresses: ordered.map(({ address }) => address ?? null),
    },
    description,
  };
}

const keyEntries: readonly KeyEntry[] = [
  { symbol: 'dot', colour: chartColours.own, words: 'to discuss' },
  { symbol: 'ring', colour: chartColours.own, words: 'by luck, where all progress is ordinary' },
];
