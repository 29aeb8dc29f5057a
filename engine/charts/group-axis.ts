import { type ChartLayer, narrowPlot } from './chart.ts';
import { chartColours } from './chart-config.ts';
import { wrappedTitle } from './wrapped-title.ts';

/**
 * Groups in the order of people's alphabets, numbers by value (4A before 10A), the years before Year 1 first: never by
 * result.
 */
export function byName<Row extends { readonly group: string }>(rows: readonly Row[]): Row[] {
  const order = new Intl.Collator('en-GB', { numeric: true });
  const early = (group: string) => (group === 'Nursery' ? 0 : group === 'Reception' ? 1 : 2);
  return rows.toSorted((a, b) => early(a.group) - early(b.group) || order.compare(a.group, b.group));
}

/**
 * The vertical axis of a chart with a row a group, in the order given; long names in several lines.
 *
 * @param width of the plot in pixels
 */
export function groupAxis(groups: readonly string[], width = 480) {
  const narrow = width <= narrowPlot;
  const lines = Object.fromEntries(groups.map((group) => [group, linesOf(group, width)]));
  const wrapped = Object.values(lines).some((one) => one.length > 1);
  return {
    field: 'group',
    type: 'nominal' as const,
    title: null,
    scale: { domain: [...new Set(groups)] },
    axis: {
      domain: false,
      ticks: false,
      labelPadding: 14,
      minExtent: narrow ? 40 : 100,
      // Without a canvas the widths of letters are taken for larger than they are.
      labelLimit: narrow ? 180 : 420,
      ...(wrapped ? { labelExpr: `${JSON.stringify(lines)}[datum.value]` } : {}),
    },
  };
}

/** Height of the plot for these rows, in pixels. */
export function groupHeight(groups: readonly string[], width = 480): number {
  const lines = Math.max(1, ...groups.map((group) => linesOf(group, width).length));
  return Math.max(1, groups.length) * Math.max(30, 16 * lines + 8);
}

function linesOf(group: string, width: number): string[] {
  return wrappedTitle(group, width <= narrowPlot ? 98 : 210);
}

/** Says in the row itself that a group is not shown and why, so that an empty row is not read as zero. */
export function withheldText(
  groups: readonly string[],
  y: ReturnType<typeof groupAxis>,
  reasonOf: (group: string) => string = () => 'too few pupils to show',
): ChartLayer[] {
  if (groups.length === 0) return [];
  return [
    {
      data: { values: groups.map((group) => ({ group, reason: reasonOf(group) })) },
      mark: { type: 'text', align: 'right', dx: -6, color: chartColours.quiet, fontStyle: 'italic' },
      encoding: { x: { value: 'width' }, y, text: { field: 'reason', type: 'nominal' } },
    },
  ];
}
