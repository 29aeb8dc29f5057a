import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../engine/index.ts';
import type { LoadedRun } from '../../../server/runs/loaded-run.ts';
import { fewestShown, isSmallCount, withheldCounts } from '../../../server/runs/groups/withheld-counts.ts';

const runOf = (minimum: number) =>
  ({
    manifest: { policy: { ...defaultPolicy, suppression: { ...defaultPolicy.suppression, minimum } } },
  }) as unknown as Pick<LoadedRun, 'manifest'>;

test('fewestShown(run) is what the policy of that run says, not one number for all', () => {
  expect(fewestShown(runOf(defaultPolicy.suppression.minimum))).toBe(6);
  expect(fewestShown(runOf(10))).toBe(10);
  expect(isSmallCount(8, fewestShown(runOf(6)))).toBe(false);
  expect(isSmallCount(8, fewestShown(runOf(10)))).toBe(true);
  expect(isSmallCount(0, 10)).toBe(false);
});

test('withheldCounts(counts, fewest) withholds the small ones and enough beside them', () => {
  expect(withheldCounts([8, 20, 30], 6)).toEqual(new Set());
  expect(withheldCounts([8, 20, 30], 10)).toEqual(new Set([0, 1]));
});
