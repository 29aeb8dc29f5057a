import { describe, expect, test } from 'vitest';
import { measureCells, type GrowthCell } from '../../../engine/agenda/measure-cells.ts';
import { measureGroups } from '../../../engine/agenda/measure-groups.ts';
import { chooseComparisons } from '../../../engine/growth/comparisons/choose-comparisons.ts';
import { earlierGrowth } from '../../../engine/growth/percentiles/earlier-growth.ts';
import { measureGrowth } from '../../../engine/growth/percentiles/measure-growth.ts';
import { toMeasurements } from '../../../engine/scales/to-measurements.ts';
import { resultsUntil } from '../../../engine/tables/results-until.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { agendaWorld, classOf } from './agenda-world.ts';

const find = (all: readonly GrowthCell[], school: string | null, grouping: string, group: string) =>
  all.find((row) => row.school === school && row.grouping === grouping && row.group === group);

describe('measureCells(input)', () => {
  test('gives each group of a school, and of all schools, its own middle', () => {
    const pupils = classOf(120, (index) => ({
      school: index % 2 ? 'Elm' : 'Oak',
      sex: index % 4 < 2 ? 'F' : 'M',
      class: index % 8 < 4 ? 'A' : 'B',
    }));
    const input = agendaWorld(pupils);
    const all = measureCells(input);
    const middle = (kept: (index: number) => boolean) => {
      const own = [...input.growth.percentile].filter((_, index) => kept(index)).sort((a, b) => a - b);
      return (own[(own.length - 1) >> 1] + own[own.length >> 1]) / 2;
    };
    expect(find(all, 'Elm', 'sex', 'F')).toMatchObject({ n: 30, reason: null });
    expect(find(all, 'Elm', 'sex', 'F')!.median).toBeCloseTo(
      middle((i) => i % 2 === 1 && i % 4 < 2),
      12,
    );
    expect(find(all, null, 'sex', 'F')!.median).toBeCloseTo(
      middle((i) => i % 4 < 2),
      12,
    );
    expect(find(all, 'Oak', 'class', 'A')!.median).toBeCloseTo(
      middle((i) => i % 2 === 0 && i % 8 < 4),
      12,
    );
    expect(find(all, 'Oak', 'all', 'all')!.median).toBeCloseTo(
      middle((i) => i % 2 === 0),
      12,
    );
    // Half of the year group is told apart from the other half; all of it is compared with itself.
    expect(all.find(({ school, grouping }) => school === 'Oak' && grouping === 'year group')!.reason).toBeNull();
    expect(all.filter(({ school, grouping }) => school === null && grouping === 'year group')[0].reason).toBe(
      'own-reference',
    );
  });

  test('hides a small group of a school, and whatever would give it away: the trust’s, and what the table of groups tells', () => {
    // Four boys of Elm: all boys less those of Oak would be them.
    const pupils = classOf(120, (index) => ({
      school: index < 60 ? 'Elm' : 'Oak',
      sex: index < 4 || (index >= 60 && index < 90) ? 'M' : 'F',
    }));
    const input = agendaWorld(pupils);
    const all = measureCells(input);
    expect(find(all, 'Elm', 'sex', 'M')).toMatchObject({ n: NaN, reason: 'too-few' });
    expect(find(all, 'Elm', 'sex', 'F')).toMatchObject({ n: NaN, reason: 'complement' });
    const open = (['M', 'F'] as const).map((sex) => {
      const oak = find(all, 'Oak', 'sex', sex)!.reason === null;
      const trust = find(all, null, 'sex', sex)!.reason === null;
      const told = measureGroups(input).find(({ grouping, group }) => grouping === 'sex' && group === sex)!;
      expect([sex, told.reason === null]).toEqual([sex, trust]);
      return oak && trust;
    });
    expect(open).toEqual([false, false]);
  });

  test('tells joiners from those who were there, and follows a cohort as it moves up', () => {
    const world = worldAsAssessmentData(simulateWorld({ seed: 5, pupils: 900, schools: 3 } as never));
    const measurements = toMeasurements(world);
    const comparisons = chooseComparisons(world, measurements);
    const growth = measureGrowth(world, measurements, comparisons);
    const all = measureCells({ data: world, measurements, comparisons, growth } as never);
    const [school] = world.pupils.school.values;
    const years = all.filter(
      (row) => row.school === school && row.grouping === 'year group' && row.subject === world.subjects[0],
    );
    const windows = [...new Set(years.map(({ window }) => window))];
    expect(windows.length).toBeGreaterThan(1);
    // A cohort is in one year group at a window, and never in a lower one later.
    for (const own of Map.groupBy(years, ({ cohort }) => cohort).values()) {
      const numbers = own.map(({ group }) => (group === 'R' ? 0 : Number(group)));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(own.map(({ window }) => window)).size).toBe(own.length);
    }
    expect(new Set(all.filter(({ grouping }) => grouping === 'movement').map(({ group }) => group))).toContain(
      'stayed',
    );
  });
});

describe('earlierGrowth(data, measurements, settings)', () => {
  test('agrees with what a run of that window would have found, pupil by pupil and in the middle of a school', () => {
    const world = worldAsAssessmentData(simulateWorld({ seed: 7, pupils: 1200, schools: 4 } as never));
    const measurements = toMeasurements(world);
    const { currentWindow } = chooseComparisons(world, measurements);
    const earlier = earlierGrowth(world, measurements, { current: currentWindow }).filter(({ percentile }) =>
      percentile.some((value) => !Number.isNaN(value)),
    );
    expect(earlier.length).toBeGreaterThan(0);
    for (const { window, comparisons, percentile } of earlier.slice(-2)) {
      const then = resultsUntil(world, window);
      const placed = toMeasurements(then);
      const chosen = chooseComparisons(then, placed, { window: world.windows.window[window] });
      const own = measureGrowth(then, placed, chosen).percentile;
      const at = new Map(
        Array.from({ length: chosen.count }, (_, i) => [`${chosen.subject[i]} ${chosen.pupil[i]}`, i]),
      );
      const both = Array.from({ length: comparisons.count }, (_, i) => {
        const other = own[at.get(`${comparisons.subject[i]} ${comparisons.pupil[i]}`) ?? -1] ?? NaN;
        return [percentile[i], other] as const;
      }).filter(([a, b]) => !Number.isNaN(a + b));
      expect(both.length).toBeGreaterThan(200);
      const off = both.map(([a, b]) => Math.abs(a - b)).toSorted((a, b) => a - b);
      // A line against curves: half of the pupils within four places, and next to nothing on average.
      expect(off[off.length >> 1]).toBeLessThan(4);
      expect(Math.abs(both.reduce((sum, [a, b]) => sum + a - b, 0) / both.length)).toBeLessThan(1);
    }
  });
});
