import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Chart, ChartLayer } from '../chart.ts';
import { compiledChart } from './compiled-chart.ts';
import { chartColours } from '../chart-config.ts';
import type { Spoken } from '../spoken-mark.ts';

/** What a page needs to draw a chart that responds, with Vega alone and its interpreter of expressions. */
export interface RespondingChart {
  /** Vega: the chart's own specification, compiled. */
  readonly spec: Spec;
  /** Name of the data in it that can be pointed at (`SpokenPlace`): of each place its words, and where it leads; '' for none. */
  readonly spokenIn: string;
  /** Ends of the axes that are numbers: those a range can be drawn over and that can be made larger. */
  readonly axes: Readonly<Partial<Record<'x' | 'y', readonly [number, number]>>>;
}

export interface SpokenPlace extends Spoken {
  readonly id?: string;
  readonly group?: string;
  readonly x: number | string;
  readonly y: number | string;
}

type Field = Readonly<Record<string, unknown>> & {
  readonly field: string;
  readonly type: string;
  readonly scale?: { readonly domain?: readonly unknown[] };
};
type Row = Readonly<Record<string, unknown>>;
/** A layer as all of ours are written: its rows stand in it. */
interface PlainLayer {
  readonly data?: { readonly values: readonly Row[] };
  readonly mark: Readonly<Record<string, unknown>>;
  readonly encoding: Readonly<Record<string, unknown>>;
}

/**
 * The drawing of `chartSvg`, made to respond: the mark nearest to the pointer is found (`near`), a range can be drawn over it
 * (`brush`), and three signals say from outside what is shown: `picked` (identifiers that stand out), `group` (the same of a
 * group) and `shown` (identifiers that are drawn at all); null for all. `zoom_x` and `zoom_y` are the ends of an axis of
 * numbers; null for its own. Rows answer to them by their `id` and `group`.
 *
 * @returns compiled, so that a page needs no compiler
 */
export async function respondingChart({ specification }: Chart): Promise<RespondingChart> {
  const { layer, encoding, data, ...head } = specification as unknown as PlainLayer & {
    readonly layer: readonly PlainLayer[];
  };
  // Encodings and rows of the whole chart are those of each layer.
  const layers = layer.map((one) => ({
    ...one,
    ...(one.data || !data ? {} : { data }),
    encoding: { ...encoding, ...one.encoding },
  }));
  const speaking = layers.filter(({ mark }) => mark['aria'] === true);
  const spoken = speaking.flatMap(spokenPlaces);
  const first = speaking[0];
  const axes = first === undefined ? {} : axesOf(first);
  // A range lists pupils: where there are none, the pointer is left to the page.
  const ranged = spoken.some(({ id }) => id !== undefined) ? Object.keys(axes) : [];
  const outside = ['picked', 'group', 'shown'].map((name) => ({ name, value: null }));
  const responding = {
    ...head,
    params: outside,
    layer: [...layers.map(answering), ...(first === undefined ? [] : [nearest(spoken, first, ranged)])],
  } as unknown as TopLevelSpec;
  const spec = await compiledChart(responding);
  const spokenIn = (spec.data ?? []).find((one) => 'values' in one && (one.values as unknown) === spoken)?.name ?? '';
  return { spec: zoomable(spec, axes), spokenIn, axes };
}

function spokenPlaces({ data, encoding }: PlainLayer): SpokenPlace[] {
  const [x, y] = [encoding['x'] as Field, encoding['y'] as Field];
  return (data?.values ?? []).map((row) => {
    const { words, address, id, group } = row as Partial<SpokenPlace>;
    const where = { x: row[x.field] as number, y: row[y.field] as number };
    return {
      words: words ?? '',
      ...where,
      ...(address === undefined ? {} : { address }),
      ...(id === undefined ? {} : { id }),
      ...(group === undefined ? {} : { group }),
    };
  });
}

function axesOf({ encoding }: PlainLayer): RespondingChart['axes'] {
  const ends = (['x', 'y'] as const).flatMap((channel) => {
    const { type, scale } = encoding[channel] as Field;
    const domain = scale?.domain;
    return type === 'quantitative' && domain?.length === 2 ? [[channel, domain as [number, number]] as const] : [];
  });
  return Object.fromEntries(ends);
}

/** Rows with an identifier or a group stand back where others are meant, and go where they are not among those shown. */
function answering(layer: PlainLayer): PlainLayer {
  const row = layer.data?.values[0];
  const [byId, byGroup] = [row?.['id'] !== undefined, row?.['group'] !== undefined];
  if (!byId && !byGroup) return layer;
  const meant = [
    ...(byId ? ['(picked === null || indexof(picked, datum.id) >= 0)'] : []),
    ...(byGroup ? ['(group === null || datum.group === group)'] : []),
  ].join(' && ');
  const own = typeof layer.mark['opacity'] === 'number' ? layer.mark['opacity'] : 1;
  const { opacity: _opacity, ...mark } = layer.mark;
  return {
    ...layer,
    ...(byId ? { transform: [{ filter: 'shown === null || indexof(shown, datum.id) >= 0' }] } : {}),
    mark,
    encoding: { ...layer.encoding, opacity: { condition: { test: meant, value: own }, value: 0.12 * own } },
  };
}

/** A ring round the place nearest to the pointer, unseen until there is one; the range is drawn over the same places. */
function nearest(spoken: readonly SpokenPlace[], { encoding }: PlainLayer, encodings: readonly string[]): ChartLayer {
  const [x, y] = (['x', 'y'] as const).map((channel) => ({ ...(encoding[channel] as object), field: channel }));
  return {
    data: { values: spoken },
    transform: [{ filter: 'shown === null || !isValid(datum.id) || indexof(shown, datum.id) >= 0' }],
    params: [
      {
        name: 'near',
        select: {
          type: 'point',
          on: 'pointermove',
          clear: 'pointerleave',
          nearest: true,
          fields: ['words'],
          toggle: false,
        },
      },
      ...(encodings.length === 0 ? [] : [{ name: 'brush', select: { type: 'interval', encodings, zoom: false } }]),
    ],
    mark: { type: 'point', size: 320, strokeWidth: 2.5, filled: false, color: chartColours.text },
    encoding: { x, y, opacity: { condition: { param: 'near', empty: false, value: 1 }, value: 0 } },
  } as unknown as ChartLayer;
}

/** Axes of numbers take other ends where they are told; what lies outside them is then cut off. */
function zoomable(spec: Spec, axes: RespondingChart['axes']): Spec {
  const names = Object.keys(axes);
  const zoomed = names.map((name) => `zoom_${name} !== null`).join(' || ');
  return {
    ...spec,
    signals: [...names.map((name) => ({ name: `zoom_${name}`, value: null })), ...(spec.signals ?? [])],
    scales: (spec.scales ?? []).map((scale) =>
      names.includes(scale.name) ? { ...scale, domainRaw: { signal: `zoom_${scale.name}` } } : scale,
    ),
    marks: (spec.marks ?? []).map((mark) =>
      mark.clip === undefined && zoomed !== '' ? { ...mark, clip: { signal: zoomed } as never } : mark,
    ),
  };
}
