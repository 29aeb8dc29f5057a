import { describe, expect, test } from 'vitest';
import { drawUnlikeSettings } from '../../bench/criteria/generators/draw-unlike-settings.ts';
import { makeUnlikeWorld } from '../../bench/criteria/generators/make-unlike-world.ts';
import { satOnDays } from '../../bench/criteria/generators/sat-on-days.ts';
import { measureUnlikeWorld } from '../../bench/criteria/unlike/measure-unlike-world.ts';
import { numbers } from '../../bench/criteria/unlike/run-columns.ts';
import { emptyUnlikeTally, tenths, type UnlikeTally } from '../../bench/criteria/unlike/unlike-tally.ts';

/** Four termly windows of 1,200 pupils each: few enough scores that what is taken of their error and dates counts. */
const seeds = [8301, 8302];
const drawn = { windows: 4, pupils: 1200, statedError: true, ceilingSd: Infinity };

interface Said {
  readonly listed: number;
  /** Mean width of the 90 % intervals of the four questions' effects, and how many of those of change hold. */
  readonly width: number;
  readonly holds: number;
  /** Furthest that a tenth of the probabilities lies from what came true; tenths of 300 questions and more. */
  readonly off: number;
  /** Of the answers said to be true with .8 and more, what a list is made of: the share that were. */
  readonly right: number;
}

async function said(dates: boolean, errors: boolean): Promise<Said> {
  const tally = emptyUnlikeTally();
  const widths: number[] = [];
  let listed = 0;
  for (const seed of seeds) {
    const world = satOnDays(makeUnlikeWorld(drawUnlikeSettings(seed, drawn)), { days: 84, dates, errors });
    const { tables, manifest } = await measureUnlikeWorld(world, tally, { detection: false });
    listed += manifest.counts['pupils listed'];
    const [low, high] = ['effect_low', 'effect_high'].map((name) => numbers(tables.criteria, name));
    for (let row = 0; row < tables.criteria.rows; row++) {
      const width = high(row) - low(row);
      if (!Number.isNaN(width)) widths.push(width);
    }
  }
  return {
    listed,
    width: mean(widths),
    holds: mean(tally.figures['90 % interval, change']),
    off: furthest(tally),
    right: rightOfLikely(tally),
  };
}

function furthest({ stated, happened, count }: UnlikeTally): number {
  return Math.max(
    ...Array.from(count, (asked, bin) => (asked < 300 ? 0 : Math.abs(stated[bin] - happened[bin]) / asked)),
  );
}

function rightOfLikely({ happened, count }: UnlikeTally): number {
  const sum = (column: Float64Array) => column.reduce((all, one, bin) => all + (bin % tenths >= 8 ? one : 0), 0);
  return sum(happened) / sum(count);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('analyse(data, policy) where errors are not stated and dates are terms', () => {
  test('probabilities come true either way, and what is not known narrows no interval', async () => {
    const known = await said(true, true);
    const noDates = await said(false, true);
    const noErrors = await said(true, false);
    const neither = await said(false, false);
    for (const { off, holds } of [known, noDates, noErrors, neither]) {
      expect(off).toBeLessThan(0.08);
      expect(holds).toBeGreaterThan(0.86);
    }
    for (const less of [noDates, noErrors, neither]) expect(less.width).toBeGreaterThan(0.98 * known.width);
    expect(noDates.listed).toBeLessThan(1.1 * known.listed);
    // Lists grow all the same, since the fit finds more change where no error is stated; what they say is right as often.
    expect(neither.listed).toBeLessThan(1.4 * known.listed);
    expect(noErrors.right).toBeGreaterThan(known.right - 0.04);
    expect(neither.right).toBeGreaterThan(known.right - 0.04);
  }, 240_000);
});
