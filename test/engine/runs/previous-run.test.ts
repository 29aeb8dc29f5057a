import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { previousRun } from '../../../engine/runs/previous-run.ts';
import { writeRun } from '../../../engine/runs/write-run.ts';
import type { AssessmentData } from '../../../engine/tables/assessment-data.ts';
import { textColumn } from '../../../engine/tables/text-column.ts';
import { madeUpRun } from './made-up-run.ts';

const dataOf = (...schools: string[]) => ({ pupils: { school: textColumn(schools) } }) as unknown as AssessmentData;
const ours = dataOf('Elm', 'Ash', 'Elm');
let runs: string;
let autumn: string;
let spring: string;
beforeAll(async () => {
  runs = mkdtempSync(join(tmpdir(), 'same-start-previous-'));
  autumn = await writeRun(madeUpRun(1, { windowDate: '2025-12-10' }), runs);
  spring = await writeRun(madeUpRun(1), runs);
  await writeRun(madeUpRun(1, { windowDate: '2026-02-01', schools: ['Ash', 'Elm', 'Oak'] }), runs);
  await writeRun(madeUpRun(1, { windowDate: '2026-02-02', schools: ['Ash'] }), runs);
});
afterAll(() => rmSync(runs, { recursive: true, force: true }));

test('previousRun(nothing asked) is the newest of the same schools from an earlier window', async () => {
  expect((await previousRun(undefined, runs, ours, '2026-07-01'))?.folder).toBe(spring);
  expect((await previousRun(undefined, runs, ours, '2026-03-20'))?.folder).toBe(autumn);
  expect(await previousRun(undefined, runs, ours, '2025-12-10')).toBeNull();
  expect(await previousRun(undefined, runs, dataOf('Yew'), '2026-07-01')).toBeNull();
  expect(await previousRun(undefined, join(runs, 'none yet'), ours, '2026-07-01')).toBeNull();
});

test('previousRun(asked) takes an id, a folder, or none', async () => {
  expect((await previousRun(basename(autumn), runs, ours, '2026-07-01'))?.folder).toBe(autumn);
  expect((await previousRun(autumn, runs, ours, '2026-07-01'))?.folder).toBe(autumn);
  expect(await previousRun('none', runs, ours, '2026-07-01')).toBeNull();
  await expect(previousRun('2020-01-01-000000000000', runs, ours, '2026-07-01')).rejects.toMatchObject({
    code: 'run-missing',
  });
});
