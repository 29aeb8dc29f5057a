import { describe, expect, test } from 'vitest';
import { rowKernelsBytes } from '../../../../engine/stats/quantile-regression/row-kernels-bytes.ts';
import { rowKernels } from '../../../../engine/stats/quantile-regression/row-kernels.ts';
import { assembledRowKernels } from './assemble-row-kernels.ts';

const memory = new WebAssembly.Memory({ initial: 2 });
const kernels = rowKernels(memory);
const numbers = new Float64Array(memory.buffer);
const byte = 8;

/** Numbers of very different sizes, so that the order of a sum shows in its last bits. */
function fillWithNumbers(): void {
  for (let i = 0; i < numbers.length; i++) numbers[i] = Math.sin(i + 1) * 10 ** (i % 7);
}

/** (s0 + s1) + (s2 + s3) over every fourth product. */
function plainProduct(a: Float64Array, b: Float64Array): number {
  const sums = [0, 0, 0, 0];
  for (let j = 0; j < a.length; j++) sums[j % 4] += a[j] * b[j];
  return sums[0] + sums[1] + (sums[2] + sums[3]);
}

describe('rowKernels(memory) gives the bits of plain loops:', () => {
  const count = 10;
  const into = 8000;
  const vector = 7000;

  test.each([4, 8, 32])('products and squares of rows of %i', (stride) => {
    fillWithNumbers();
    kernels.products(0, count, stride * byte, vector * byte, into * byte);
    kernels.squares(0, count, stride * byte, (into + count) * byte);
    for (let i = 0; i < count; i++) {
      const row = numbers.subarray(i * stride, (i + 1) * stride);
      expect(numbers[into + i]).toBe(plainProduct(row, numbers.subarray(vector, vector + stride)));
      expect(numbers[into + count + i]).toBe(plainProduct(row, row));
    }
  });

  test('a multiple of one vector subtracted from another', () => {
    fillWithNumbers();
    const before = numbers.slice(0, 42);
    const values = numbers.slice(vector, vector + 40);
    kernels.subtract(0, vector * byte, 40 * byte, 0.3);
    for (let i = 0; i < 40; i++) expect(numbers[i]).toBe(before[i] - 0.3 * values[i]);
    expect([...numbers.subarray(40, 42)]).toEqual([...before.subarray(40)]);
  });

  test('another multiple of a vector subtracted from each row', () => {
    fillWithNumbers();
    const before = numbers.slice(0, 5 * 8);
    kernels.subtractFromEach(0, 5, 8 * byte, into * byte, vector * byte);
    for (let i = 0; i < 5 * 8; i++) {
      expect(numbers[i]).toBe(before[i] - numbers[into + Math.floor(i / 8)] * numbers[vector + (i % 8)]);
    }
  });

  test('rows copied by their numbers', () => {
    fillWithNumbers();
    new Int32Array(memory.buffer, vector * byte, 3).set([4, 0, 4]);
    kernels.gather(0, vector * byte, 3, 8 * byte, into * byte);
    const rows = [4, 0, 4].flatMap((row) => [...numbers.subarray(row * 8, row * 8 + 8)]);
    expect([...numbers.subarray(into, into + 24)]).toEqual(rows);
  });

  test('rows that come to zero in time, in order', () => {
    const [side, residual, reach] = [0, 100, 200];
    numbers.set([1, -1, 0, 1, -1, 1], side);
    numbers.set([3, -3, 0, 3, 3, 0], residual);
    numbers.set([2, -2, 0, -2, -2, 1e-12], reach);
    const found = (cap: number, least: number) => {
      const how = kernels.crossings(side * byte, residual * byte, reach * byte, 6, cap, least, 300 * byte);
      return [...new Int32Array(memory.buffer, 300 * byte, how)];
    };
    // Row 2 is in the basis, row 3 goes away, row 4 is past zero already.
    expect(found(Infinity, 0)).toEqual([0, 1, 4, 5]);
    expect(found(Infinity, 1e-11)).toEqual([0, 1, 4]);
    expect(found(1.6, 0)).toEqual([0, 1, 4, 5]);
    expect(found(1.5, 0)).toEqual([4, 5]);
  });

  test('nothing where there are no rows', () => {
    fillWithNumbers();
    const before = numbers.slice();
    kernels.products(0, 0, 32, vector * byte, into * byte);
    kernels.subtract(0, vector * byte, 0, 1);
    kernels.subtractFromEach(0, 0, 32, into * byte, vector * byte);
    expect(numbers).toEqual(before);
  });
});

test('what the engine loads is row-kernels.wat, assembled (`npm run kernels` renews it)', async () => {
  expect(await assembledRowKernels()).toBe(rowKernelsBytes);
});
