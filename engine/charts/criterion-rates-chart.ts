import type { CriterionRate } from '../words/rows/criterion-rates.ts';
import { percentText, wholeText } from './cell-text.ts';
import type { Chart, ChartLayer } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';
import { wrappedTitle } from './wrapped-title.ts';
import { byName, groupAxis, groupHeight, withheldText } from './group-axis.ts';

/**
 * How often one criterion is met, by group, with its probable range. A group too small to show says so.
 *
 * @param question the criterion in words, for the axis: “slower than same start”
 * @param overall share over all pupils, drawn as a dashed line; null leaves it out
 * @param size width of the plot in pixels, and the end of its axis, 0–1, so that several charts can share one; default: fits
 */
export function criterionRatesChart(
  rates: readonly CriterionRate[],
  question: string,
  overall: number | null,
  { width = 480, most }: { readonly width?: number; readonly most?: number } = {},
): Chart {
  const ordered = byName(rates);
  const shown = ordered.flatMap(({ group, n, rate, low, high }) =>
    rate === null || low === null || high === null
      ? []
      : [
          {
            group,
            rate,
            low,
            high,
            words: `${group}: ${percentText(rate)} of ${n} pupils, probably ${percentText(low)} to ${percentText(high)}.`,
          },
        ],
  );
  const highest = Math.max(0.1, most ?? 0, ...shown.map(({ high }) => high));
  const x = {
    type: 'quantitative' as const,
    title: wrappedTitle(`Pupils in every 100: ${question}`, width),
    scale: { domain: [0, Math.min(1, Math.ceil(10 * highest) / 10)], nice: false },
    axis: { labelExpr: 'format(100 * datum.value, ".0f")', grid: true, tickCount: 5 },
  };
  const names = ordered.map(({ group }) => group);
  const y = groupAxis(names, width);
  const layer: ChartLayer[] = [
    {
      data: { values: shown },
      mark: { type: 'rule', color: chartColours.own, strokeWidth: 3 },
      encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
    },
    {
      data: { values: shown },
      mark: { type: 'point', filled: true, color: chartColours.own, size: 110, opacity: 1, ...spokenMark },
      encoding: { x: { field: 'rate', ...x }, y, ...spokenEncoding(shown) },
    },
    ...withheldText(
      ordered.filter(({ rate }) => rate === null).map(({ group }) => group),
      y,
    ),
  ];
  if (overall !== null) layer.unshift(...overallLine(overall, x));
  const description = `Share of pupils by group: ${question}. Dots with probable ranges${overall === null ? '' : `; ${percentText(overall)} over all pupils`}.`;
  return {
    specification: { width, height: groupHeight(names, width), config: chartConfig, description, layer },
    table: {
      columns: ['Group', 'Pupils of whom it can be said', 'Share', 'Probable range', 'Cannot say yet'],
      withheld: ordered.map(({ rate }) => rate === null),
      rows: ordered.map(({ group, n, cannotSay, rate, low, high }) =>
        rate === null
          ? [group, '', 'not shown', '', '']
          : [group, String(n), percentText(rate), `${percentText(low)} to ${percentText(high)}`, wholeText(cannotSay)],
      ),
    },
    description,
  };
}

function overallLine(overall: number, x: { readonly type: 'quantitative' }): ChartLayer[] {
  const data = { values: [{ overall }] };
  return [
    {
      data,
      mark: { type: 'rule', color: chartColours.middle, strokeDash: [6, 4] },
      encoding: { x: { field: 'overall', ...x } },
    },
    {
      data,
      mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 4, dy: -3, clip: false, color: chartColours.middle },
      encoding: { x: { field: 'overall', ...x }, y: { value: 0 }, text: { value: 'all pupils' } },
    },
  ];
}
