import type { EquityRow } from '../words/rows/report-rows.ts';
import { wholeText } from './cell-text.ts';
import type { Chart, ChartLayer } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';
import { wrappedTitle } from './wrapped-title.ts';
import { byName, groupAxis, groupHeight, withheldText } from './group-axis.ts';

/** Ends of the axis; intervals that reach beyond end at its edge. */
const axis = [0.25, 4] as const;

/**
 * Pupils listed in each group, observed against what the run's overall rate would give, with 90 % intervals. The axis is
 * a ratio one: half as many stands as far from “as many” as twice as many.
 *
 * @param rows of one grouping of the equity table
 */
export function flagsChart(rows: readonly EquityRow[], width = 480): Chart {
  const ordered = byName(rows);
  const shown = ordered.flatMap(({ group, suppressed, n, listed, expected, ratio, ratio_low, ratio_high }) =>
    suppressed || ratio === null || ratio_low === null || ratio_high === null
      ? []
      : [
          {
            group,
            ratio: within(ratio),
            low: within(ratio_low),
            high: within(ratio_high),
            shape: shapeOf(ratio),
            words: `${group}: ${wholeText(listed)} of ${wholeText(n)} pupils listed; about ${wholeText(expected)} at the rate over all pupils.`,
          },
        ],
  );
  const x = {
    type: 'quantitative' as const,
    title: wrappedTitle('Pupils listed, against the rate over all pupils', width),
    scale: { type: 'log' as const, base: 2, domain: [...axis], nice: false },
    axis: {
      values: [0.25, 0.5, 1, 2, 4],
      labelExpr:
        "datum.value == 1 ? 'as many' : datum.value < 1 ? (datum.value == 0.5 ? 'half' : 'a quarter') : (datum.value == 2 ? 'twice' : '4 times')",
      grid: true,
    },
  };
  const names = ordered.map(({ group }) => group);
  const y = groupAxis(names, width);
  const drawn = new Set(shown.map(({ group }) => group));
  const layer: ChartLayer[] = [
    {
      data: { values: [{ ratio: 1 }] },
      mark: { type: 'rule', color: chartColours.middle, strokeDash: [6, 4] },
      encoding: { x: { field: 'ratio', ...x } },
    },
    {
      data: { values: shown },
      mark: { type: 'rule', color: chartColours.own, strokeWidth: 3 },
      encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
    },
    {
      data: { values: shown },
      mark: { type: 'point', filled: true, color: chartColours.own, size: 110, opacity: 1, ...spokenMark },
      encoding: {
        x: { field: 'ratio', ...x },
        y,
        shape: { field: 'shape', type: 'nominal', scale: null, legend: null },
        ...spokenEncoding(shown),
      },
    },
    ...withheldText(
      ordered.filter(({ group }) => !drawn.has(group)).map(({ group }) => group),
      y,
    ),
  ];
  const description =
    'Pupils listed in each group against the rate over all pupils, with probable ranges; a range that holds “as many” shows no clear difference.';
  return {
    specification: { width, height: groupHeight(names, width), config: chartConfig, description, layer },
    table: {
      columns: ['Group', 'Pupils', 'Listed', 'Would be listed at the rate over all pupils', 'Ratio', 'Probable range'],
      withheld: ordered.map(({ group }) => !drawn.has(group)),
      rows: ordered.map(({ group, n, listed, expected, ratio, ratio_low, ratio_high }) =>
        drawn.has(group)
          ? [
              group,
              wholeText(n),
              wholeText(listed),
              wholeText(expected),
              tenths(ratio),
              `${tenths(ratio_low)} to ${tenths(ratio_high)}`,
            ]
          : [group, '', 'not shown', '', '', ''],
      ),
    },
    description,
  };
}

/** A ratio beyond the axis points outwards, so that its edge is not read as its value. */
function shapeOf(ratio: number): string {
  return ratio < axis[0] ? 'triangle-left' : ratio > axis[1] ? 'triangle-right' : 'circle';
}

function within(ratio: number): number {
  return Math.min(axis[1], Math.max(axis[0], ratio));
}

function tenths(ratio: number | null): string {
  return ratio === null ? '' : ratio.toFixed(1);
}
