/**
 * What becomes of a record and of runs when a machine fails: real servers killed, disks full and read-only, clocks set back,
 * pages damaged, and a copy put back after each. A process is killed 200 times: a server that people write to 150, a batch 50.
 * Prints a table, and ends with 1 where anything that was confirmed is lost, opened wrong or not in the audit.
 *
 *     npm run test:faults [-- --seed N --seconds 600 --only kill-server]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream } from '../../engine/stats/distributions/random-stream.ts';
import { faultsTable } from './faults/faults-table.ts';
import { clockBack } from './faults/clock-back.ts';
import { damagedPages } from './faults/damaged-pages.ts';
import { fullDisk, readOnlyDisk } from './faults/disk-faults.ts';
import { killBatch } from './faults/kill-batch.ts';
import { killServer } from './faults/kill-server.ts';
import { command } from './faults/served.ts';
import { twoServers } from './faults/two-servers.ts';
import type { FaultSetting } from './faults/setting.ts';
import { failed, newTally, type Tally } from './faults/tally.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string', default: '600' }, only: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
const began = Date.now();
/** Seconds in all; what each fault may take of them at most, so that none leaves the others without time. */
const seconds = Number(values.seconds);
const folder = mkdtempSync(join(tmpdir(), 'same-start-faults-'));
const [data, runs] = [join(folder, 'data'), join(folder, 'runs')];
console.log(`Seed ${seed}, at most ${seconds} seconds, in ${folder}`);

const restores = newTally('a copy put back', 0);
const tallies: Tally[] = [];

/** Tries one fault within its share of the time. */
async function fault(
  tally: Tally,
  share: number,
  run: (setting: FaultSetting, tally: Tally, restores: Tally) => Promise<void>,
): Promise<void> {
  const name = tally.fault.replaceAll(/\W+/g, '-');
  if (values.only !== undefined && !name.includes(values.only)) return;
  tallies.push(tally);
  const own = join(folder, name);
  mkdirSync(own);
  const until = Math.min(Date.now() + (values.only === undefined ? share : 1) * seconds * 1000, began + seconds * 1000);
  const started = performance.now();
  await run({ data, runs, folder: own, random: randomStream(seed).sub(name), until }, tally, restores).catch(
    (error: unknown) => {
      tally.wrong += 1;
      tally.notes.push(`stopped: ${(error as Error).stack ?? String(error)}`);
    },
  );
  console.log(`${tally.fault}: ${tally.times} times in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  rmSync(own, { recursive: true, force: true });
}

/** Faults of a disk and a clock, and a second server on one record. */
async function oneServer(): Promise<void> {
  await fault(newTally('disk full', 6), 0.1, fullDisk);
  await fault(newTally('disk read-only', 3), 0.06, readOnlyDisk);
  await fault(newTally('clock set back', 4), 0.06, clockBack);
  await fault(newTally('two servers', 4), 0.08, twoServers);
}

try {
  for (const words of [
    ['simulate', data, '--pupils', '60', '--seed', String(seed % 1000)],
    ['run', data, '--out', runs],
  ]) {
    const { code, said } = await command(...words);
    if (code !== 0) throw new Error(`same-start ${words[0]}: ${said}`);
  }
  await fault(newTally('server killed', 150), 0.68, killServer);
  // A batch and one server: one for each core, as the two servers above.
  await Promise.all([fault(newTally('batch killed', 50, Number.NaN), 0.32, killBatch), oneServer()]);
  await fault(newTally('page damaged', 200), 0.08, damagedPages);
  if (restores.times > 0) tallies.push(restores);
  console.log(`\n${faultsTable(tallies)}`);
  console.log(`\nSeed ${seed}, ${((Date.now() - began) / 1000).toFixed(0)} seconds.`);
  process.exitCode = tallies.some(failed) ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
