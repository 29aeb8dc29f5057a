import { parse, View, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { compiledChart } from '../../../../engine/charts/drawing/compiled-chart.ts';
import { levelGrowthChart } from '../../../../engine/charts/level-growth-chart.ts';
import { silentLogger } from '../../../../engine/charts/drawing/silent-logger.ts';
import { exampleCharts } from '../example-charts.ts';

const drawn = (spec: Spec) =>
  new View(parse(spec, undefined, { ast: true }), { expr: expressionInterpreter, renderer: 'none' } as never).toSVG();
/** The compiler by itself, given everything. */
const whole = (specification: TopLevelSpec) => compile(structuredClone(specification), { logger: silentLogger }).spec;
/** Clips are numbered through a process. */
const plain = (svg: string) => svg.replaceAll(/clip\d+/g, 'clip');

describe('compiledChart(specification)', () => {
  test.each(Object.entries(exampleCharts))(
    '%s: draws what the compiler draws, the first and the second time',
    async (_name, chart) => {
      const expected = plain(await drawn(whole(chart.specification)));
      for (let time = 0; time < 2; time += 1)
        expect(plain(await drawn(await compiledChart(chart.specification)))).toBe(expected);
    },
  );

  test('a second chart of the same shape has its own rows, axes and description', async () => {
    const of = (level: number, axis: readonly [number, number]) =>
      levelGrowthChart({
        levelTitle: 'Reading: result now',
        points: [
          { name: `Ida ${level}`, level, growth: level / 2, toDiscuss: false },
          { name: `Tom ${level}`, level: level + 3, growth: 20, toDiscuss: level > 90 },
        ],
        middle: level + 1,
        axis,
      }).specification;
    const all = [of(80, [60, 140]), of(85, [70, 100]), of(95, [-10, 100]), of(99, [60, 140])];
    for (const specification of [...all, ...all])
      expect(plain(await drawn(await compiledChart(specification)))).toBe(plain(await drawn(whole(specification))));
  });
});
