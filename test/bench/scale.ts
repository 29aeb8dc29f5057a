/**
 * `npm run bench:scale [-- --pupils 30000,120000]`: whole analyses, CSV in and Parquet out, each in a process of its own on made-up
 * trusts of three subjects and seven windows: seconds, processor time, peak memory, processor time a result, and where the time
 * goes, beside what is aimed at. A larger one is asked for by name; making its data takes longer than analysing it.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { analyseFolder } from '../../engine/pipeline/analyse-folder.ts';
import { simulateCommand } from '../../engine/cli/simulate.ts';

/** Pupils, seconds and GB aimed at on two cores; flat cost: within this of the smallest. */
const aims: Readonly<Record<number, { readonly seconds: number; readonly gigabytes: number }>> = {
  30_000: { seconds: 8, gigabytes: 1 },
  120_000: { seconds: 35, gigabytes: 6 },
  600_000: { seconds: 180, gigabytes: 6 },
};
const flat = 0.15;

interface Measured {
  readonly results: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly gigabytes: number;
  readonly stages: Readonly<Record<string, number>>;
}

if (process.argv[2] === 'analyse') await analyse(process.argv[3], process.argv[4]);
else await compare();

async function compare(): Promise<void> {
  const at = process.argv.indexOf('--pupils');
  const sizes = (at < 0 ? '30000,120000' : process.argv[at + 1]).split(',').map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'same-start-bench-'));
  let smallest: number | null = null;
  try {
    for (const pupils of sizes) {
      const data = join(folder, `data-${pupils}`);
      await simulateCommand([data, '--world', 'trust-3000', '--pupils', String(pupils), '--seed', '7']);
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [import.meta.filename, 'analyse', data, join(folder, `runs-${pupils}`)],
        { maxBuffer: 1e8 },
      );
      const { results, seconds, cpuSeconds, gigabytes, stages } = JSON.parse(stdout) as Measured;
      const cost = (1e6 * cpuSeconds) / results;
      smallest ??= cost;
      const aim = aims[pupils];
      const aimed = aim === undefined ? '' : ` (aims ${aim.seconds} s, ${aim.gigabytes} GB)`;
      console.log(
        `${pupils} pupils, ${results} results: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of the processor, ${gigabytes.toFixed(2)} GB${aimed}`,
      );
      console.log(
        `  ${cost.toFixed(0)} µs of the processor a result, ${(cost / smallest).toFixed(2)} of the smallest (aim up to ${1 + flat})`,
      );
      const longest = Object.entries(stages).toSorted(([, a], [, b]) => b - a);
      console.log(`  ${longest.map(([stage, taken]) => `${stage} ${taken.toFixed(1)} s`).join(', ')}`);
      rmSync(data, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function analyse(data: string, runs: string): Promise<void> {
  const started = performance.now();
  const { folder, manifest } = await analyseFolder(data, runs, { previous: 'none' });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage();
  const measured: Measured = {
    results: manifest.counts['results'],
    seconds,
    cpuSeconds: (user + system) / 1e6,
    gigabytes: process.resourceUsage().maxRSS / 1e6,
    stages: JSON.parse(readFileSync(join(folder, 'timings.json'), 'utf8')) as Record<string, number>,
  };
  process.stdout.write(JSON.stringify(measured));
}
