import type { CoverageRow } from '../reports/report-rows.ts';
import type { Chart, ChartSize } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';

/**
 * Who sat what: classes by subjects, each cell with its count, shaded by share. The count stands in every cell, so the
 * shade only guides the eye. Results at the floor or ceiling of a test count as tested.
 *
 * @param rows of the coverage table; classes are told apart by school where there are several
 * @param cell width and height of one cell
 */
export function coverageChart(rows: readonly CoverageRow[], cell: ChartSize = { width: 110, height: 30 }): Chart {
  const schools = new Set(rows.map(({ school }) => school));
  const named = rows.map((row) => {
    const tested = row.valid + row.floor + row.ceiling;
    const name = row.class ?? 'no class';
    return {
      group: schools.size > 1 ? `${row.school ?? ''} ${name}` : name,
      subject: row.subject,
      share: row.on_roll > 0 ? tested / row.on_roll : 0,
      words: `${tested}/${row.on_roll}`,
      tested,
      onRoll: row.on_roll,
    };
  });
  const order = new Intl.Collator('en-GB', { numeric: true });
  const groups = [...new Set(named.map(({ group }) => group))].toSorted((a, b) => order.compare(a, b));
  const subjects = [...new Set(named.map(({ subject }) => subject))];
  const y = {
    field: 'group',
    type: 'nominal' as const,
    title: null,
    sort: groups,
    axis: { domain: false, ticks: false },
  };
  const x = {
    field: 'subject',
    type: 'nominal' as const,
    title: null,
    sort: subjects,
    axis: { orient: 'top' as const, labelAngle: 0, domain: false, ticks: false },
  };
  const short = named.filter(({ share }) => share < 0.5).length;
  const description = `Pupils tested of pupils on roll, ${groups.length} classes by ${subjects.length} subjects; in ${short} of ${named.length} cells fewer than half were tested.`;
  return {
    specification: {
      width: cell.width * Math.max(1, subjects.length),
      height: cell.height * Math.max(1, groups.length),
      config: chartConfig,
      description,
      data: { values: named },
      encoding: { x, y },
      layer: [
        {
          mark: { type: 'rect', stroke: chartColours.paper, strokeWidth: 2 },
          encoding: {
            color: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1], range: ['#f1f4f6', chartColours.own] },
              legend: null,
            },
          },
        },
        {
          mark: { type: 'text' },
          encoding: {
            text: { field: 'words', type: 'nominal' },
            color: { condition: { test: 'datum.share > 0.55', value: chartColours.paper }, value: chartColours.text },
          },
        },
      ],
    },
    table: {
      columns: ['Class', 'Subject', 'Tested', 'On roll'],
      rows: named.map(({ group, subject, tested, onRoll }) => [group, subject, String(tested), String(onRoll)]),
    },
    description,
  };
}
