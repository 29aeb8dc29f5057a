import type { ChartLayer } from './chart.ts';
import { chartColours } from './chart-config.ts';

/** Groups in the order of people's alphabets, numbers by value (4A before 10A): never by result. */
export function byName<Row extends { readonly group: string }>(rows: readonly Row[]): Row[] {
  const order = new Intl.Collator('en-GB', { numeric: true });
  return rows.toSorted((a, b) => order.compare(a.group, b.group));
}

/** The vertical axis of a chart with a row a group, in the order given. */
export function groupAxis(groups: readonly string[]) {
  return {
    field: 'group',
    type: 'nominal' as const,
    title: null,
    sort: [...groups],
    scale: { domain: [...new Set(groups)] },
    axis: { domain: false, ticks: false, labelPadding: 8 },
  };
}

/** Height of the plot for so many rows, in pixels. */
export function groupHeight(rows: number): number {
  return Math.max(1, rows) * 30;
}

/** Says in the row itself that a group is not shown, so that an empty row is not read as zero. */
export function withheldText(groups: readonly string[], y: ReturnType<typeof groupAxis>): ChartLayer[] {
  if (groups.length === 0) return [];
  return [
    {
      data: { values: groups.map((group) => ({ group })) },
      mark: { type: 'text', align: 'left', dx: 6, color: chartColours.quiet, fontStyle: 'italic' },
      encoding: { x: { value: 0 }, y, text: { value: 'too few pupils to show' } },
    },
  ];
}
