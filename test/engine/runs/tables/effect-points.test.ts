import { describe, expect, test } from 'vitest';
import { analyse } from '../../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../../engine/policy.ts';
import { randomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import type { ScaleClass } from '../../../../engine/tables/assessment-data.ts';
import type { ColumnName, RowOf } from '../../../../engine/tables/run-schema.ts';
import { runRows } from '../../../../engine/tables/run-table.ts';

type Row = RowOf<'criteria'>;
import { smallData } from '../../small-data.ts';

const dates = ['2024-11-15', '2025-06-15', '2025-11-15', '2026-06-15', '2026-11-15'];
const windows = dates.map((date, at) => ({ window: `w${at + 1}`, date }));
const ids = Array.from({ length: 120 }, (_, at) => String(1000 + at));

/** 120 pupils whose marks spread out from window to window by `spread`; every tenth falls behind from the third on. */
async function criteriaOf(
  scaleClass: ScaleClass,
  spread: number,
  higherIsBetter = true,
  otherTest = (_pupil: number, _window: number) => false,
): Promise<Row[]> {
  const stream = randomStream('effect points');
  const results = ids.flatMap((pupil_id, p) => {
    const level = stream.normal();
    return windows.map(({ window }, w) => {
      const fall = p % 10 === 0 ? Math.max(0, w - 1) * 0.5 : 0;
      const position = level - fall + 0.25 * stream.normal();
      const mark = 500 + 40 * w + 15 * (1 + spread * w) * position;
      const scale = otherTest(p, w) ? 'other test' : 'test';
      return { pupil_id, window, scale, score: Math.round(higherIsBetter ? mark : 1000 - mark) };
    });
  });
  const pupils = ids.map((pupil_id) => ({ pupil_id, class: '4K' }));
  const scales = ['other test', 'test'].map((scale) => ({ scale, class: scaleClass, higherIsBetter }));
  const run = await analyse(smallData({ pupils, windows, results, scales }), defaultPolicy, { threads: 1 });
  return runRows(run.tables.criteria);
}

const value = (row: Row, column: ColumnName<'criteria'>) => Number(row[column] ?? Number.NaN);
const isGap = (row: Row) => row.criterion.startsWith('gap');

describe('effects in points of the test', () => {
  test.each([
    ['a scale whose marks spread out', 'vertical', true],
    ['one that runs the other way', 'non-attainment', false],
  ] as const)('the change of the gap is the one between the two gaps that are told: %s', async (_, kind, up) => {
    const rows = (await criteriaOf(kind, 0.3, up)).filter(isGap);
    expect(rows.filter(({ verdict }) => verdict === 'met').length).toBeGreaterThan(5);
    for (const row of rows) {
      const change = value(row, 'gap_points') - value(row, 'gap_baseline_points');
      expect(value(row, 'effect_points')).toBeCloseTo(change, 9);
      expect(value(row, 'effect_points_low')).toBeLessThanOrEqual(change);
      expect(value(row, 'effect_points_high')).toBeGreaterThanOrEqual(change);
      const told = /from about (\d+) points? to about (\d+)/.exec(row.sentence);
      if (told) expect(Math.abs(Number(told[2]) - Number(told[1]) - change)).toBeLessThanOrEqual(1);
    }
  });

  test('where every test is a new one no change over time has points, and growth and level still have', async () => {
    const rows = await criteriaOf('criterion', 0);
    const met = new Set(rows.filter(({ verdict }) => verdict === 'met').map(({ criterion }) => criterion));
    expect(met.size).toBe(4);
    for (const row of rows) {
      const overTime = row.criterion !== 'slower-than-peers';
      for (const column of ['effect_points', 'effect_points_low', 'effect_points_high'] as const)
        expect(row[column] === null).toBe(overTime);
      expect(row.rate_before_points).toBeNull();
      expect(row.rate_since_points).toBeNull();
      expect(value(row, 'gap_points')).not.toBeNaN();
      expect(row.sentence).not.toMatch(/a year|to about \d|then, about/);
    }
  });

  test('a rate between two tests has no points of either', async () => {
    // From the baseline (w3) on, or after the first window only.
    const changed = (pupil: number, w: number) => (pupil < 60 ? w > 2 : w === 0);
    const rows = await criteriaOf('vertical', 0, true, changed);
    for (const row of rows) {
      const sinceBaseline = Number(row.pupil_id) < 1060;
      expect(row.rate_since_points === null).toBe(sinceBaseline);
      expect(row.rate_before_points).toBeNull();
    }
  });
});
