import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { describe, expect, test } from 'vitest';
import { chartColours } from '../../../../engine/charts/chart-config.ts';
import { chartSvg } from '../../../../engine/charts/drawing/chart-svg.ts';
import { darkColours, darkSpecification } from '../../../../engine/charts/drawing/dark-specification.ts';
import { levelGrowthChart } from '../../../../engine/charts/level-growth-chart.ts';
import {
  respondingChart,
  type RespondingChart,
  type SpokenPlace,
} from '../../../../engine/charts/drawing/responding-chart.ts';
import { exampleCharts } from '../example-charts.ts';

const charts = Object.entries(exampleCharts);
/** As a page gets it: over the wire, with expressions interpreted. */
const viewOf = (responding: RespondingChart) => {
  const { spec } = JSON.parse(JSON.stringify(responding)) as RespondingChart;
  const runtime = parse(spec, undefined, { ast: true });
  return new View(runtime, { expr: expressionInterpreter, renderer: 'none', logLevel: 1 } as never);
};
const spokenOf = ({ spec, spokenIn }: RespondingChart): readonly SpokenPlace[] => {
  const data = spec.data?.find(({ name }) => name === spokenIn);
  return data !== undefined && 'values' in data ? (data.values as unknown as SpokenPlace[]) : [];
};

describe('respondingChart(chart)', () => {
  test.each(charts)(
    '%s: draws what the picture draws, and everything spoken can be pointed at',
    async (_name, chart) => {
      const responding = await respondingChart(chart);
      const [svg, picture] = [await viewOf(responding).toSVG(), await chartSvg(chart.specification)];
      const marks = (text: string) => [...text.matchAll(/aria-label="([^"]+)"/g)].map(([, words]) => words);
      // The picture has its own name first.
      expect(marks(svg).toSorted()).toEqual(marks(picture).slice(1).toSorted());
      const spoken = spokenOf(responding);
      expect(spoken).toHaveLength(marks(svg).length);
      for (const { words, x, y } of spoken) expect([words !== '', x, y]).not.toContain(undefined);
    },
  );

  const pupils = levelGrowthChart({
    levelTitle: 'Reading: result now',
    points: ['a', 'b', 'c'].map((id, place) => ({
      id,
      name: id,
      group: place === 0 ? '4J' : '4K',
      level: 90 + 5 * place,
      growth: 30 + 20 * place,
      toDiscuss: false,
    })),
    middle: 100,
    axis: [60, 140],
  });
  const opacities = async (view: View) =>
    [...(await view.toSVG()).matchAll(/aria-label="([abc]):[^>]*opacity="([\d.]+)"/g)].map(([, id, value]) => [
      id,
      Number(value) > 0.4,
    ]);

  test('pupils picked elsewhere stand out, those of no group shown are not drawn', async () => {
    const view = viewOf(await respondingChart(pupils));
    expect(await opacities(view)).toEqual(['a', 'b', 'c'].map((id) => [id, true]));
    view.signal('picked', ['b']);
    expect(await opacities(view)).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ]);
    view.signal('picked', null).signal('group', '4K');
    expect(await opacities(view)).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
    view.signal('group', null).signal('shown', ['a', 'c']);
    expect(await opacities(view)).toEqual([
      ['a', true],
      ['c', true],
    ]);
  });

  test('a range can be drawn over pupils, and a part of the axes made larger', async () => {
    const responding = await respondingChart(pupils);
    expect(responding.axes).toEqual({ x: [60, 140], y: [-9, 109] });
    const view = viewOf(responding);
    await view.runAsync();
    view.signal('brush_x_1', [0, 280]).signal('brush_y_1', [0, 200]);
    await view.runAsync();
    expect(view.signal('brush')).toEqual({ x: [60, 100], y: [50, 109] });
    view.signal('zoom_x', [90, 110]);
    await view.runAsync();
    expect(view.scale('x').domain()).toEqual([90, 110]);
    view.signal('zoom_x', null);
    await view.runAsync();
    expect(view.scale('x').domain()).toEqual([60, 140]);
  });
});

describe('darkSpecification(specification)', () => {
  test.each(charts)('%s: has none of the colours of a light page', async (_name, { specification }) => {
    const svg = await chartSvg(darkSpecification(specification));
    for (const colour of Object.keys(darkColours)) expect(svg).not.toContain(`"${colour}"`);
  });

  test('every colour of a chart has one for a dark page, as easily told from it', () => {
    const luminance = (colour: string) => {
      const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
      const [r, g, b] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string) => {
      const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
      return (high + 0.05) / (low + 0.05);
    };
    for (const colour of Object.values(chartColours)) {
      const light = contrast(colour, chartColours.paper);
      const own = contrast(darkColours[colour], darkColours[chartColours.paper]);
      // Text and marks keep what WCAG asks of them: 4.5 and 3.
      expect([colour, own >= Math.min(light, light >= 4.5 ? 4.5 : light >= 3 ? 3 : 1)]).toEqual([colour, true]);
    }
  });
});
