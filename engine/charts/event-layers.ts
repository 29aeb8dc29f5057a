import type { ChartLayer } from './chart.ts';
import { chartColours } from './chart-config.ts';
import { type TimeField, timeOf } from './time-axis.ts';
import { dateText } from '../tables/days.ts';

/** Something that happened, marked on the picture and never taken off the result. Dates are ISO 8601. */
export interface ChartEvent {
  readonly kind: 'school-move' | 'absence' | 'help-started';
  readonly from: string;
  readonly to?: string | null;
}

/** How each is named. */
export const eventWords: Readonly<Record<ChartEvent['kind'], string>> = {
  'school-move': 'moved school',
  absence: 'absence',
  'help-started': 'help started',
};

/** The events that fall on the axis, oldest first; a time of absence that begins or ends outside it is cut at its ends. */
export function eventsOnAxis(events: readonly ChartEvent[], x: TimeField): ChartEvent[] {
  const [start, end] = x.scale.domain;
  return events
    .filter(({ from, to }) => timeOf(to ?? from) >= start && timeOf(from) <= end)
    .map((event) => ({
      ...event,
      from: dateAt(Math.max(timeOf(event.from), start)),
      to: event.to ? dateAt(Math.min(timeOf(event.to), end)) : null,
    }))
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function dateAt(time: number): string {
  return dateText(new Date(time));
}

/** Times of absence, shaded behind everything else. */
export function absenceLayers(events: readonly ChartEvent[], x: TimeField): ChartLayer[] {
  const values = events.flatMap(({ kind, from, to }) =>
    kind === 'absence' ? [{ from: timeOf(from), to: timeOf(to ?? from) }] : [],
  );
  if (values.length === 0) return [];
  const encoding = { x: { ...x, field: 'from' }, x2: { field: 'to' } };
  return [
    {
      data: { values },
      mark: {
        type: 'rect',
        clip: true,
        fill: chartColours.absence,
        // The outline keeps it apart from the fan in a grey print.
        stroke: chartColours.quiet,
        strokeDash: [2, 3],
      },
      encoding,
    },
    {
      data: { values },
      mark: { type: 'text', text: eventWords.absence, align: 'left', dx: 4, baseline: 'bottom', dy: -4, fontSize: 12 },
      encoding: { x: encoding.x, y: { value: 'height' } },
    },
  ];
}

/** Moves and help, each a dotted line with its name at the top; `width` of the plot in pixels. */
export function eventLayers(events: readonly ChartEvent[], x: TimeField, width: number): ChartLayer[] {
  const shown = events.filter(({ kind }) => kind !== 'absence').toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (shown.length === 0) return [];
  const at = { ...x, field: 'from' };
  const values = shown.map(({ kind, from }, place) => ({
    from: timeOf(from),
    words: `${kind === 'school-move' ? '▼' : '|'} ${eventWords[kind]}`,
    // Two heights in turn, so that neighbours do not run into each other.
    y: 3 + 17 * (place % 2),
  }));
  // A label near the right edge stands to the left of its line.
  const [start, end] = x.scale.domain;
  const late = (from: number) => ((from - start) / (end - start)) * width > width - 110;
  const label = (right: boolean): ChartLayer => ({
    data: { values: values.filter(({ from }) => late(from) === right) },
    mark: { type: 'text', align: right ? 'right' : 'left', dx: right ? -4 : -5, baseline: 'top', fontSize: 12 },
    encoding: { x: at, y: { field: 'y', type: 'quantitative', scale: null, axis: null }, text: { field: 'words' } },
  });
  return [
    {
      data: { values },
      mark: { type: 'rule', clip: true, color: chartColours.quiet, strokeDash: [1, 3] },
      encoding: { x: at },
    },
    ...[false, true].filter((right) => values.some(({ from }) => late(from) === right)).map(label),
  ];
}
