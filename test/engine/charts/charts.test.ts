import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SaxesParser } from 'saxes';
import { Compile } from 'typebox/schema';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { chartColours, seriesColours, seriesDashes, seriesShapes } from '../../../engine/charts/chart-config.ts';
import { chartSvg } from '../../../engine/charts/drawing/chart-svg.ts';
import { coverageChart } from '../../../engine/charts/coverage-chart.ts';
import { flagsChart } from '../../../engine/charts/flags-chart.ts';
import { gapChart } from '../../../engine/charts/gap-chart.ts';
import { growthDistributionChart } from '../../../engine/charts/growth-distribution-chart.ts';
import { trajectoryChart } from '../../../engine/charts/trajectory-chart.ts';
import { coverageCells } from '../../../engine/words/rows/coverage-cells.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { amira, amiraGap, exampleCharts } from './example-charts.ts';

const charts = Object.entries(exampleCharts);
const names = charts.map(([name]) => name);

/** Any word of the compiler is a fault. */
const strict = {
  level: () => strict,
  error: (...words: readonly unknown[]) => complain(words),
  warn: (...words: readonly unknown[]) => complain(words),
  info: () => strict,
  debug: () => strict,
};
function complain(words: readonly unknown[]): never {
  throw new Error(words.join(' '));
}

interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Elements of a well-formed SVG with their own text; throws where it is not. */
function elementsOf(svg: string): SvgElement[] {
  const elements: SvgElement[] = [];
  const open: SvgElement[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return elements;
}
const textsOf = (elements: readonly SvgElement[]) => elements.filter(({ text }) => text.trim()).map(({ text }) => text);

describe('every chart', () => {
  test.each(names)('%s: compiles without a warning', (name) => {
    expect(compile(exampleCharts[name].specification, { logger: strict }).spec.marks?.length).toBeGreaterThan(0);
  });

  test("holds to Vega-Lite's own schema, which does tell a wrong specification", () => {
    const path = createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json');
    const schema = Compile(JSON.parse(readFileSync(path, 'utf8')) as object);
    for (const [name, { specification }] of charts) {
      // As it goes over the wire: without undefined and without readonly.
      expect([name, schema.Check(JSON.parse(JSON.stringify(specification)))]).toEqual([name, true]);
    }
    expect(schema.Check({ mark: 'pie in the sky', data: { values: [] } })).toBe(false);
  });

  test.each(names)(
    '%s: is drawn as well-formed SVG that a strict page may hold and a screen reader can name',
    async (name) => {
      const chart = exampleCharts[name];
      const elements = elementsOf(await chartSvg(chart.specification));
      const [svg] = elements;
      expect(svg.name).toBe('svg');
      expect(JSON.stringify(elements)).not.toMatch(/NaN|undefined|null/);
      for (const { name: tag, attributes } of elements) {
        // No style, script, link or picture: nothing that a content security policy would refuse or that is fetched.
        expect(['svg', 'g', 'path', 'rect', 'text', 'tspan', 'defs', 'clipPath', 'line', 'circle', 'a']).toContain(tag);
        expect(Object.keys(attributes).filter((key) => key === 'style' || key.startsWith('on'))).toEqual([]);
      }
      expect(svg.attributes).toMatchObject({ role: 'img', 'aria-label': chart.description });
    },
  );

  test.each(names)('%s: has a table with a cell for every column, and words that may be read', (name) => {
    const { table, description } = exampleCharts[name];
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    const words = [description, ...table.columns, ...table.rows.flat()].join(' · ');
    expect(words).not.toMatch(/NaN|undefined|null|-\d/);
    expect(bannedWordsIn(words)).toEqual([]);
  });
});

describe('trajectoryChart(data) shows what it was given', () => {
  const drawn = async (data: typeof amira) => elementsOf(await chartSvg(trajectoryChart(data).specification));
  /** Filled circles of the pupil's colour in the plot, the one of the key left out: where they stand. */
  const dots = (elements: readonly SvgElement[]) =>
    elements.filter(
      ({ attributes }) => attributes['fill'] === chartColours.own && /^M[\d.-]+,0A/.test(attributes['d'] ?? ''),
    );

  test('as many dots as results, beside the one of the key', async () => {
    expect(dots(await drawn(amira))).toHaveLength(amira.points.length + 1);
    expect(dots(await drawn({ ...amira, points: amira.points.slice(0, 3), fan: [] }))).toHaveLength(4);
  });

  test('a score stands at its height on the fixed axis, whoever else is drawn', async () => {
    // 60 to 140 over 300 pixels: 88 stands (140 − 88) / 80 of the way down, for every pupil.
    const heights = async (data: typeof amira) =>
      dots(await drawn(data)).map(({ attributes }) => Number(/,([\d.]+)\)/.exec(attributes['transform'])?.[1]));
    const expected = amira.points.map(({ value }) => (300 * (140 - (value ?? 0))) / 80);
    const all = await heights(amira);
    for (const y of expected) expect(all.some((height) => Math.abs(height - y) < 1e-6)).toBe(true);
    expect(await heights({ ...amira, points: amira.points.slice(-1), fan: [] })).toContain(expected.at(-1));
  });

  test('months below, the events by name, the key in words', async () => {
    const words = textsOf(await drawn(amira)).join('|');
    for (const each of ['Dec', '2024', 'Mar', '2026', '▼ moved school', '| help started', 'absence', 'test result'])
      expect(words).toContain(each);
    expect(words).toContain('9 in 10 of them');
    expect(textsOf(await drawn({ ...amira, fan: [] })).join('|')).not.toContain('same start');
  });

  test('a pupil without results gets an empty picture that says so', async () =>
    expect(textsOf(await drawn({ ...amira, points: [], fan: [], events: [] }))).toContain('No results yet'));

  test('a day is the same day in every time zone', () => {
    const { encoding } = (
      trajectoryChart(amira).specification as { layer: { encoding: { x: { axis: { values: number[] } } } }[] }
    ).layer[0];
    expect(encoding.x.axis.values[0]).toBe(Date.UTC(2024, 11, 5));
  });

  test('its table stands beside it, month by month', () =>
    expect(trajectoryChart(amira).table.rows.at(-1)).toEqual(['Dec 2026', '88', '83 to 94', '94 to 104', '100']));
});

test('gapChart(data) writes a minus as one, and tells groups apart by dash, shape and name', async () => {
  const one = gapChart({ axisTitle: 'Points', series: [amiraGap] });
  expect(one.table.rows.at(-1)).toEqual(['Dec 2026', '−12', '−17 to −6']);
  expect(one.description).toContain('about 12 below in Dec 2026');
  const words = textsOf(elementsOf(await chartSvg(exampleCharts['gap by group'].specification)));
  for (const name of ['Pupil premium', 'Not pupil premium', 'EAL']) expect(words).toContain(name);
});

test('cohortGrowthChart(cohorts) names every cohort at its end, more than there are colours, and says which year each then was', async () => {
  const chart = exampleCharts['growth by cohort'];
  const words = textsOf(elementsOf(await chartSvg(chart.specification)));
  for (const year of ['R', '1', '2', '3', '4', '5', '6']) expect(words).toContain(`Year ${year} now`);
  const points = (
    chart.specification as unknown as { layer: { mark: { type: string; color: string; shape?: string } }[] }
  ).layer
    .filter(({ mark }) => mark.type === 'point' && mark.shape !== undefined)
    .map(({ mark }) => `${mark.color} ${mark.shape}`);
  expect(new Set(points.slice(0, 7)).size).toBe(7);
  expect(chart.table.rows.at(-1)).toEqual(['Dec 2026', 'Year 6 now', 'Year 6 then', '28', '50', '38 to 61']);
  expect(chart.description).toContain('Year R now: 44 in Dec 2026.');
});

test('charts by group are in alphabetical order, numbers by value, and never by result', () => {
  expect(exampleCharts['growth by class'].table.rows.map(([group]) => group)).toEqual(['4K', '4M', '10A']);
  const groups = ['B', 'A'].map((group, place) => ({ group, n: 30, median: 40 + place, low: 30, high: 60 }));
  expect(growthDistributionChart(groups).table.rows.map(([group]) => group)).toEqual(['A', 'B']);
});

test('a group that is withheld leaves no number behind, not in the table and not in the specification', () => {
  const row = { grouping: 'sex' as const, n: 4, listed: 3, expected: 1, ratio: 3, ratio_low: 1, ratio_high: 9 };
  const chart = flagsChart([{ ...row, group: 'Not known', suppressed: true }]);
  expect(chart.table.rows[0].join('')).toBe('Not knownnot shown');
  expect(JSON.stringify(chart.specification)).not.toContain('"listed"');
  expect(JSON.stringify((chart.specification as { layer: unknown[] }).layer.slice(1, 3))).not.toMatch(/"ratio":\d/);
});

test('coverageChart(coverageCells(rows)) counts floor and ceiling results as tested and tells classes of two schools apart', () => {
  const row = { class: '4K', subject: 'reading', on_roll: 30, valid: 20, floor: 2, ceiling: 3, current_window: null };
  const rest = { absent: 5, below_test: 0, disapplied: 0, withheld: 0, not_entered: 0 };
  const chart = coverageChart(coverageCells(['Oak', 'Ash'].map((school) => ({ ...row, ...rest, school }))));
  expect(chart.table.rows).toEqual([
    ['Ash 4K', 'reading', '25', '30'],
    ['Oak 4K', 'reading', '25', '30'],
  ]);
});

test('colours that carry meaning stand out from the paper by 3 to 1, text by 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3)', () => {
  for (const colour of [...seriesColours, chartColours.own, chartColours.noted, chartColours.middle])
    expect([colour, contrast(colour, chartColours.paper) >= 4.5]).toEqual([colour, true]);
  for (const colour of [chartColours.text, chartColours.quiet])
    expect([colour, contrast(colour, chartColours.paper) >= 4.5]).toEqual([colour, true]);
  // In grey: the pupil's dots against both bands of the fan, and the bands against each other.
  expect(contrast(chartColours.own, chartColours.fanMiddle)).toBeGreaterThan(4.5);
  expect(contrast(chartColours.fanWide, chartColours.fanMiddle)).toBeGreaterThan(1.35);
  expect(new Set(seriesShapes).size).toBe(seriesColours.length);
  expect(new Set(seriesDashes.map(String)).size).toBe(seriesColours.length);
});

describe('chartSvg(specification) loads nothing', () => {
  test.each(['/etc/hostname', 'file:///etc/hostname', 'http://127.0.0.1:9/data.csv'])('not %s', async (url) => {
    const svg = await chartSvg({
      data: { url, format: { type: 'csv' } },
      mark: 'text',
      encoding: { text: { field: 'x' } },
    });
    expect(textsOf(elementsOf(svg))).toEqual([]);
  });
  test('a mark that asks for a picture gets none', async () => {
    const specification = { data: { values: [{}] }, mark: { type: 'image' as const, url: 'http://127.0.0.1:9/a.png' } };
    expect(await chartSvg(specification)).not.toContain('127.0.0.1');
  });
});

/** Contrast ratio of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of relative luminances. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
