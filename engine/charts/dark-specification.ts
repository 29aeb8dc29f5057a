import type { TopLevelSpec } from 'vega-lite';
import { chartColours, seriesColours } from './chart-config.ts';

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
  return exchanged(specification) as TopLevelSpec;
}

function exchanged(value: unknown): unknown {
  if (typeof value === 'string') return darkColours[value] ?? value;
  if (Array.isArray(value)) return value.map(exchanged);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, exchanged(own)]));
}
