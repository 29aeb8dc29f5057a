import type { TopLevelSpec } from 'vega-lite';
import { chartColours, seriesColours } from '../chart-config.ts';

/** Each colour of a chart as it is on a dark page: as far from that ground as the other is from white. */
export const darkColours: Readonly<Record<string, string>> = {
  [chartColours.own]: '#8fc1ea',
  [chartColours.noted]: '#ffa066',
  [chartColours.text]: '#ecebe7',
  [chartColours.quiet]: '#b9bdbb',
  [chartColours.middle]: '#d5d3cc',
  [chartColours.grid]: '#343b39',
  [chartColours.fanWide]: '#27313a',
  [chartColours.fanMiddle]: '#46586a',
  [chartColours.absence]: '#3b3424',
  [chartColours.paper]: '#151918',
  [chartColours.full]: '#232a29',
  [seriesColours[2]]: '#6fd0c3',
  [seriesColours[3]]: '#e79ac8',
  [seriesColours[5]]: '#d9c95a',
};

/** The same chart for a dark page: colours exchanged, everything else as it was. */
export function darkSpecification(specification: TopLevelSpec): TopLevelSpec {
  return exchanged(specification, new Map()) as TopLevelSpec;
}

/** Rows that several layers share are shared by those of the dark chart as well. */
function exchanged(value: unknown, known: Map<unknown, unknown>): unknown {
  if (typeof value === 'string') return darkColours[value] ?? value;
  if (value === null || typeof value !== 'object') return value;
  const own =
    known.get(value) ??
    (Array.isArray(value)
      ? value.map((one) => exchanged(one, known))
      : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, exchanged(one, known)])));
  known.set(value, own);
  return own;
}
