import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../engine/policy.ts';
import { randomStream } from '../../../engine/stats/distributions/random-stream.ts';
import type { Scale } from '../../../engine/tables/assessment-data.ts';
import type { RunContent } from '../../../engine/tables/run-content.ts';
import { runRows } from '../../../engine/tables/run-table.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { smallData, type SmallResult } from '../small-data.ts';

const dates = ['2024-11-15', '2025-03-15', '2025-07-10', '2025-11-15', '2026-03-15'];
const windows = dates.map((date, at) => ({ window: `w${at + 1}`, date }));
const stream = randomStream('bad input');
const ids = Array.from({ length: 60 }, (_, at) => `P${String(at).padStart(2, '0')}`);
const level = ids.map(() => stream.normal());
const results: SmallResult[] = ids.flatMap((pupil_id, p) =>
  windows.map(({ window }, w) => ({
    pupil_id,
    window,
    score: Math.round(100 + 15 * (0.9 * level[p] + 0.35 * stream.normal()) + 3 * w),
  })),
);

/** The run of the first so many pupils, their one test described so. */
function runOf(count: number, stated: Partial<Scale> = {}, given: readonly SmallResult[] = results) {
  const some = ids.slice(0, count).map((pupil_id) => ({ pupil_id }));
  const own = given.filter(({ pupil_id }) => ids.indexOf(pupil_id) < count);
  const scales = [{ scale: 'points', ...stated }];
  return analyse(smallData({ pupils: some, windows, results: own, scales }), defaultPolicy);
}

const plain = await runOf(60);
const texts = ({ manifest }: RunContent) => manifest.warnings.map(({ text }) => text);
/** What a run says of pupils, its numbers and its sentences. */
const said = ({ tables }: RunContent) =>
  JSON.stringify([tables.criteria, tables.concern, tables.trajectories, tables.agenda].map((table) => runRows(table)));

describe('input that no test has: a plain sentence, and no number invented', () => {
  test('no error anywhere is told, and it is estimated', () => {
    expect(texts(plain)).toEqual([
      'No test states how large its errors are: how well they measure is estimated from the 300 results themselves.',
    ]);
    const [{ position, position_low, position_high }] = runRows(plain.tables.trajectories);
    expect(Number(position_low)).toBeLessThan(Number(position));
    expect(Number(position_high)).toBeGreaterThan(Number(position));
  });

  test.each([
    ['a SEM and a reliability that contradict each other', { sem: 12, reliability: 0.95 }, 'contradict each other'],
    ['a SEM of next to nothing', { sem: 0.01 }, 'next to no error'],
    ['a reliability next to 1', { reliability: 0.9999 }, 'next to no error'],
  ])('%s: neither is taken; all that is said is as if none were stated', async (_, stated, told) => {
    const run = await runOf(60, stated);
    expect(texts(run)).toHaveLength(1);
    expect(texts(run)[0]).toContain('300 results of reading in November 2024, March 2025');
    expect(texts(run)[0]).toContain(told);
    expect(texts(run)[0]).toContain('estimated from the results');
    expect(bannedWordsIn(texts(run)[0])).toEqual([]);
    expect(said(run)).toBe(said(plain));
  });

  test('a reliability of 1: nothing is taken from it', async () => {
    expect(said(await runOf(60, { reliability: 1 }))).toBe(said(plain));
  });

  test('an error larger than the spread of the scores is told, and nobody is called slower by it', async () => {
    const run = await runOf(60, { sem: 40 });
    expect(texts(run)[0]).toContain('an error as large as the spread of the scores');
    expect(runRows(run.tables.criteria).every(({ verdict }) => verdict === 'cannot-say')).toBe(true);
  });

  test('one pupil: the score is told, and no position, percentile, concern or target beside it', async () => {
    const run = await runOf(1);
    const { growth, concern, targets, agenda, trajectories } = run.tables;
    expect([growth, concern, targets].map(({ rows }) => rows)).toEqual([0, 0, 0]);
    expect(runRows(trajectories).map(({ position }) => position)).toEqual([null, null, null, null, null]);
    expect(runRows(agenda)[0].sentence).toBe(
      'There is a score, but it cannot be compared with those of other pupils. This is not a low score.',
    );
    expect(texts(run)).toEqual([
      '5 results stand alone in their year group and no year group near sat the same test; they are not used.',
    ]);
  });

  test('all scores equal: told, and nobody is placed', async () => {
    const run = await runOf(60, {}, results.map((row) => ({ ...row, score: 100 }))); // prettier-ignore
    expect(texts(run)).toEqual([
      '300 results of reading in November 2024, March 2025, July 2025, November 2025 and March 2026 are all the same: they say nothing about progress.',
    ]);
    expect(runRows(run.tables.trajectories).every(({ position }) => position === null)).toBe(true);
  });
});
