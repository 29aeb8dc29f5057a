import type { CoverageCell } from '../words/rows/coverage-cells.ts';
import { wholeText } from './cell-text.ts';
import { type Chart, type ChartSize, narrowPlot } from './chart.ts';
import { chartColours, chartConfig } from './chart-config.ts';
import { groupAxis, groupHeight } from './group-axis.ts';
import { spokenEncoding, spokenMark } from './spoken-mark.ts';

export interface CoverageChartSettings {
  /** Width and height of one cell, pixels. */
  readonly cell?: ChartSize;
  /** How a subject is named; default: as the data folder does. */
  readonly labelOf?: (subject: string) => string;
  /** The page of a class, for those who may open it. */
  readonly addressOf?: (cell: CoverageCell) => string | undefined;
}

/**
 * Who sat what: classes or schools by subjects, each cell with its count, shaded by what is missing: the darker, the
 * more. The count stands in every cell, so the shade only guides the eye. Results at the floor or ceiling of a test count as tested.
 *
 * @param cells of `coverageCells`; classes are told apart by school where there are several
 */
export function coverageChart(cells: readonly CoverageCell[], settings: CoverageChartSettings = {}): Chart {
  const { cell = { width: 110, height: 30 }, labelOf = (subject) => subject, addressOf } = settings;
  const schools = new Set(cells.map(({ school }) => school));
  const named = cells.map((one) => {
    const group = schools.size > 1 && one.group !== one.school ? `${one.school} ${one.group}` : one.group;
    const subject = labelOf(one.subject);
    return {
      group,
      subject,
      share: one.share,
      count: one.shown === 'count' ? `${one.tested}/${one.onRoll}` : one.words,
      tested: one.tested,
      onRoll: one.onRoll,
      words: `${group}, ${subject}: ${one.shown === 'nothing' ? 'too few pupils to show' : `${one.words} tested`}.`,
      address: addressOf?.(one),
    };
  });
  const order = new Intl.Collator('en-GB', { numeric: true });
  const groups = [...new Set(named.map(({ group }) => group))].toSorted((a, b) => order.compare(a, b));
  const subjects = [...new Set(named.map(({ subject }) => subject))];
  const ordered = named.toSorted((a, b) => order.compare(a.group, b.group));
  const width = cell.width * Math.max(1, subjects.length);
  const short = named.filter(({ share }) => share < 0.5).length;
  const description = `Pupils tested of pupils on roll, ${groups.length} ${groups.length === 1 ? 'row' : 'rows'} by ${subjects.length} subjects; in ${short} of ${named.length} cells fewer than half were tested.`;
  return {
    specification: {
      width,
      height: Math.max(cell.height * Math.max(1, groups.length), groupHeight(groups, width)),
      config: chartConfig,
      description,
      data: { values: ordered },
      encoding: axesOf(groups, subjects, width),
      layer: [
        {
          mark: { type: 'rect', stroke: chartColours.paper, strokeWidth: 2, ...spokenMark },
          encoding: {
            color: {
              field: 'share',
              type: 'quantitative',
              scale: { domain: [0, 1], range: [chartColours.own, chartColours.full] },
              legend: null,
            },
            ...spokenEncoding(ordered),
          },
        },
        {
          mark: { type: 'text' },
          encoding: {
            text: { field: 'count', type: 'nominal' },
            color: { condition: { test: 'datum.share < 0.45', value: chartColours.paper }, value: chartColours.text },
          },
        },
      ],
    },
    table: {
      columns: [groups.length > 0 && schools.has(groups[0]) ? 'School' : 'Class', 'Subject', 'Tested', 'On roll'],
      rows: ordered.map(({ group, subject, tested, count, onRoll }) => [
        group,
        subject,
        tested === null ? count : String(tested),
        wholeText(onRoll),
      ]),
      addresses: ordered.map(({ address }) => address ?? null),
    },
    description,
  };
}

function axesOf(groups: readonly string[], subjects: readonly string[], width: number) {
  const narrow = width <= narrowPlot;
  return {
    y: groupAxis(groups, width),
    x: {
      field: 'subject',
      type: 'nominal' as const,
      title: null,
      sort: [...subjects],
      axis: {
        orient: 'top' as const,
        labelAngle: 0,
        domain: false,
        ticks: false,
        // A word a line, so that “Social development” keeps to its column.
        labelExpr: "split(datum.label, ' ')",
        labelPadding: 4 + 15 * (Math.max(1, ...subjects.map((subject) => subject.split(' ').length)) - 1),
        ...(narrow ? { labelFontSize: 11 } : {}),
      },
    },
  };
}
