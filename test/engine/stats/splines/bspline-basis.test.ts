import { describe, expect, test } from 'vitest';
import { bsplineBasis } from '../../../../engine/stats/splines/bspline-basis.ts';
import { quantileType7, weightedQuantileType7 } from '../../../../engine/stats/distributions/quantile-type-7.ts';
import { referenceRows } from '../quantile-regression/quantreg-reference.ts';

describe('bsplineBasis(x, {knots, boundary, degree})', () => {
  test("gives the columns of R's splines::bs, also beyond the boundary", () => {
    const rows = referenceRows('splines/basis.csv');
    const x = Float64Array.from(rows, (row) => Number(row.x));
    const columns = bsplineBasis(x, { knots: [25, 45, 60, 80], boundary: [-10, 110], degree: 3 });
    expect(columns).toHaveLength(7);
    rows.forEach((row, i) => {
      columns.forEach((column, j) => {
        const expected = Number(row[`b${j + 1}`]);
        expect(Math.abs(column[i] - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
      });
    });
    expect(rows.some((row) => Number(row.x) < -10)).toBe(true);
  });

  test('is a straight line from boundary to boundary for degree 1 without knots', () => {
    const [line] = bsplineBasis(Float64Array.of(-5, 10, 25, 40, 55), { knots: [], boundary: [10, 40], degree: 1 });
    expect([...line]).toEqual([-0.5, 0, 0.5, 1, 1.5]);
  });

  test('gives a missing score missing columns', () => {
    const columns = bsplineBasis(Float64Array.of(NaN, 1, Infinity), { knots: [], boundary: [0, 2] });
    for (const column of columns) {
      expect([Number.isNaN(column[0]), Number.isNaN(column[1]), Number.isNaN(column[2])]).toEqual([true, false, true]);
    }
  });

  test('refuses knots that decrease, touch or leave the boundary, and boundaries without room', () => {
    const x = Float64Array.of(1);
    const refused = (knots: number[], boundary: [number, number], degree = 3) =>
      expect(() => bsplineBasis(x, { knots, boundary, degree }));
    refused([3, 2], [0, 5]).toThrow(expect.objectContaining({ code: 'knots-unordered' }));
    refused([0], [0, 5]).toThrow(expect.objectContaining({ code: 'knots-unordered' }));
    refused([6], [0, 5]).toThrow(expect.objectContaining({ code: 'knots-unordered' }));
    refused([NaN], [0, 5]).toThrow(expect.objectContaining({ code: 'knots-unordered' }));
    refused([], [5, 5]).toThrow(expect.objectContaining({ code: 'knots-unordered' }));
    refused([], [0, 5], 1.5).toThrow(expect.objectContaining({ code: 'setting-invalid' }));
  });
});

describe('quantileType7(values, probabilities)', () => {
  test("gives R's knots of every reference set", () => {
    const pupils = referenceRows('quantreg/pupils.csv');
    for (const set of referenceRows('quantreg/knots.csv')) {
      const rows = pupils.filter((row) => row.set === set.set && row.from === set.from && row.to === set.to);
      const x = Float64Array.from(rows, (row) => Number(row.x));
      const knots = quantileType7(x, [0.2, 0.4, 0.6, 0.8]);
      knots.forEach((knot, k) => expect(knot).toBeCloseTo(Number(set[`k${k + 1}`]), 12));
    }
  });

  test('is the order statistic at whole places and linear between them', () => {
    expect([...quantileType7(Float64Array.of(4, 1, 3, 2), [0, 0.25, 0.5, 1])]).toEqual([1, 1.75, 2.5, 4]);
    expect(quantileType7(new Float64Array(0), [0.5])[0]).toBeNaN();
  });

  test('counts a value with weight 3 as three values', () => {
    const expanded = quantileType7(Float64Array.of(1, 1, 1, 5, 9, 9), [0.1, 0.5, 0.7, 0.9]);
    const counted = weightedQuantileType7(Float64Array.of(1, 5, 9), Float64Array.of(3, 1, 2), [0.1, 0.5, 0.7, 0.9]);
    expect([...counted]).toEqual([...expanded]);
  });
});
