import { rangeText, wholeText } from './cell-text.ts';
import type { Chart, ChartLayer } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { byName, groupAxis, groupHeight, withheldText } from './group-axis.ts';
import { type KeyEntry, keyLayers } from './key-layers.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';
import { wrappedTitle } from './wrapped-title.ts';

/** One pupil of a group. Who may not see pupils is given none. */
export interface GrowthTick {
  /** Observed growth percentile. */
  readonly growth: number;
  /** Names the pupil to the other charts of a page. */
  readonly id?: string;
  /** “Amira H”: the tick then speaks. */
  readonly name?: string;
  readonly address?: string;
}

/** Growth of one class, school or other group: a row of the table of groups, with its pupils where they may be seen. */
export interface GrowthGroup {
  readonly group: string;
  readonly n: number;
  /** Median growth percentile and its 90 % interval; null where withheld. */
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Its pupils; empty where they may not be shown. */
  readonly pupils?: readonly GrowthTick[];
  /** Why there is no median, in a few words; default: too few pupils. */
  readonly withheld?: string;
  /** The page of the group, for those who may open it. */
  readonly address?: string;
}

/**
 * How growth is spread within classes or schools: a tick a pupil, the middle pupil as a diamond with its probable range.
 * Groups are in alphabetical order, never by result.
 */
export function growthDistributionChart(groups: readonly GrowthGroup[], width = 520): Chart {
  const ordered = byName(groups);
  const names = ordered.map(({ group }) => group);
  const y = groupAxis(names, width);
  const x = {
    type: 'quantitative' as const,
    title: wrappedTitle('Of 100 pupils with the same start, how many made less progress', width),
    scale: { domain: [0, 100], nice: false },
    axis: { values: [0, 25, 50, 75, 100], grid: true },
  };
  const shown = ordered.flatMap(({ group, n, median, low, high, address }) =>
    median === null
      ? []
      : [
          {
            group,
            median,
            low,
            high,
            words: `${group}: middle pupil ${wholeText(median)}, probably ${rangeText(low, high)}. ${n} pupils.`,
            address,
          },
        ],
  );
  const pupils = ordered.flatMap(({ group, pupils = [] }) =>
    pupils.map((pupil) => ({ ...pupil, group, words: tickWords(pupil, group) })),
  );
  const named = pupils.some(({ name }) => name !== undefined);
  const description = `Growth of ${ordered.length} groups: the middle pupil of each with a probable range; 50 is usual.`;
  const layer: ChartLayer[] = [
    {
      data: { values: [{ usual: 50 }] },
      mark: { type: 'rule', color: chartColours.middle, strokeDash: [6, 4] },
      encoding: { x: { field: 'usual', ...x } },
    },
  ];
  if (pupils.length > 0) {
    layer.push({
      data: { values: pupils },
      mark: {
        type: 'tick',
        color: chartColours.quiet,
        thickness: 1,
        size: 16,
        opacity: 0.55,
        ...(named ? spokenMark : {}),
      },
      encoding: { x: { field: 'growth', ...x }, y, ...(named ? spokenEncoding(pupils) : {}) },
    });
  }
  layer.push(
    {
      data: { values: shown },
      mark: { type: 'rule', color: chartColours.own, strokeWidth: 3.5 },
      encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
    },
    {
      data: { values: shown },
      mark: {
        type: 'point',
        shape: 'diamond',
        filled: true,
        color: chartColours.own,
        size: 170,
        opacity: 1,
        ...spokenMark,
      },
      encoding: { x: { field: 'median', ...x }, y, ...spokenEncoding(shown) },
    },
    ...withheldText(
      ordered.filter(({ median }) => median === null).map(({ group }) => group),
      y,
      (group) => groups.find((one) => one.group === group)?.withheld ?? 'too few pupils to show',
    ),
    ...keyLayers(keyEntries(pupils.length > 0), width),
  );
  return {
    specification: { width, height: groupHeight(names, width), config: chartConfig, description, layer },
    table: {
      columns: ['Group', 'Pupils', 'Middle pupil', 'Probable range'],
      withheld: ordered.map(({ median }) => median === null),
      rows: ordered.map(({ group, n, median, low, high }) =>
        median === null ? [group, '', 'not shown', ''] : [group, wholeText(n), wholeText(median), rangeText(low, high)],
      ),
      addresses: ordered.map(({ address }) => address ?? null),
    },
    description,
  };
}

function tickWords({ name = 'A pupil', growth }: GrowthTick, group: string): string {
  return `${name}, ${group}: of 100 pupils with the same start, ${wholeText(growth)} made less progress.`;
}

function keyEntries(withPupils: boolean): KeyEntry[] {
  const entries: KeyEntry[] = [
    { symbol: 'diamond', colour: chartColours.own, words: 'middle pupil' },
    { symbol: 'bar', colour: chartColours.own, words: 'probable range' },
    { symbol: 'dashes', colour: chartColours.middle, words: 'usual' },
  ];
  return withPupils ? [...entries, { symbol: 'range', colour: chartColours.quiet, words: 'one pupil' }] : entries;
}
