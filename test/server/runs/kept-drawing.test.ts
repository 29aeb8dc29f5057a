import { expect, test } from 'vitest';
import { keptDrawing } from '../../../server/runs/kept-drawing.ts';

test('keptDrawing(of, name, draw) draws once, and lets those go that were not asked for longest before they fill the memory', async () => {
  const run = {};
  let drawn = 0;
  const drawing = (name: string, of: object = run) =>
    keptDrawing(of, [name], () => {
      drawn += 1;
      return Promise.resolve(name.repeat(8_000_000));
    });
  await Promise.all([drawing('a'), drawing('a'), drawing('b'), drawing('c'), drawing('d'), drawing('e')]);
  expect(drawn).toBe(5);
  expect(String(await drawing('a')).slice(0, 2)).toBe('aa');
  expect(drawn).toBe(5);
  // Forty million bytes hold five: b was asked for before the others.
  await drawing('f');
  await drawing('a');
  expect(drawn).toBe(6);
  await drawing('b');
  expect(drawn).toBe(7);
  expect(String(await drawing('b', {})).length).toBe(8_000_000);
  expect(drawn).toBe(8);
});

test('a drawing that failed is tried again', async () => {
  const run = {};
  await expect(keptDrawing(run, ['x'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(String(await keptDrawing(run, ['x'], () => Promise.resolve('drawn')))).toBe('drawn');
});
