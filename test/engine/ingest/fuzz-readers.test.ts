import { expect, test } from 'vitest';
import { fuzzReaders } from './fuzz-readers.ts';

test('every reader answers a mutated file with data that add up or an error of the catalogue (npm run fuzz tries 100,000)', async () => {
  const { tried, read } = await fuzzReaders(1200, 1);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBe(1200);
  // Both outcomes must occur, or the mutations are too tame or too wild to test anything.
  for (const reader of ['csv', 'convert', 'xml'] as const) {
    expect(read[reader]).toBeGreaterThan(0);
    expect(read[reader]).toBeLessThan(tried[reader]);
  }
}, 60_000);
