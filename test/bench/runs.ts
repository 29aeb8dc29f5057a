/**
 * How long a run of 30,000 pupils × 3 subjects × 7 windows takes to write, open and read, on made-up values.
 * `npm run bench:runs [pupils]`
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRun } from '../../engine/runs/open-run.ts';
import { writeRun } from '../../engine/runs/write-run.ts';
import { runTableNames } from '../../engine/tables/run-schema.ts';
import { madeUpRun } from '../engine/runs/made-up-run.ts';

const pupils = Number(process.argv[2] ?? 30_000);
const folder = mkdtempSync(join(tmpdir(), 'same-start-bench-'));
const content = madeUpRun(pupils);

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  console.log(`${what.padEnd(46)} ${(performance.now() - started).toFixed(1).padStart(9)} ms`);
  return result;
}

const written = await timed(`write ${pupils} pupils, Parquet`, () => writeRun(content, join(folder, 'a')));
await timed('write the same, Parquet and CSV', () => writeRun(content, join(folder, 'b'), { formats: ['csv'] }));
const run = await timed('open', () => openRun(written));
for (const name of runTableNames) {
  await timed(`load ${name} (${content.tables[name].rows} rows)`, () => run.table(name));
}
await timed('first keyed read of criteria (builds the index)', () =>
  run.rows('criteria', { where: { pupil_id: 'P000001' } }),
);
await timed('first keyed read of trajectories', () => run.rows('trajectories', { where: { pupil_id: 'P000001' } }));
await timed('1,000 pupils’ criteria and trajectories', async () => {
  for (let pupil = 0; pupil < 1000; pupil++) {
    const where = { pupil_id: `P${String(pupil).padStart(6, '0')}` };
    await run.rows('criteria', { where });
    await run.rows('trajectories', { where });
  }
});
const bytes = readdirSync(written).reduce((sum, file) => sum + statSync(join(written, file)).size, 0);
console.log(
  `folder ${(bytes / 1e6).toFixed(1)} MB, resident memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
);
rmSync(folder, { recursive: true });
