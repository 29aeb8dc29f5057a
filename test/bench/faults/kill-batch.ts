import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listRuns, listUnreadableRuns } from '../../../engine/runs/list-runs.ts';
import { openRun } from '../../../engine/runs/open-run.ts';
import { runTableNames } from '../../../engine/tables/run-schema.ts';
import { command, program } from './served.ts';
import type { FaultSetting } from './setting.ts';
import type { Tally } from './tally.ts';

/**
 * Kills `same-start run` at random moments. A run that was published before stays as it was, byte for byte; the new one is
 * there whole, with the bytes of one that was let run to its end, or not at all; and the folder takes it when it is run again.
 */
export async function killBatch({ data, folder, random, until }: FaultSetting, tally: Tally): Promise<void> {
  const [runs, whole] = [join(folder, 'runs'), join(folder, 'whole')];
  // The published one is of the window before the newest.
  const window = windowBeforeNewest(data);
  const analyse = async (...words: string[]) => {
    const began = performance.now();
    const { code, said } = await command('run', data, ...words);
    if (code !== 0) throw new Error(`same-start run: ${said}`);
    return performance.now() - began;
  };
  await analyse('--out', runs, '--window', window);
  const published = bytesOf(runs);
  await analyse('--out', whole, '--window', window);
  const takes = await analyse('--out', whole);
  const expected = bytesOf(whole);
  while (tally.times < tally.wanted && Date.now() < until) {
    const child = spawn(process.execPath, [program, 'run', data, '--out', runs], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), random.uniform() * takes * 1.05);
    await once(child, 'exit');
    clearTimeout(timer);
    tally.times += 1;
    tally.confirmed += published.size;
    const found = bytesOf(runs);
    tally.lost += [...published].filter(([name, bytes]) => found.get(name) !== bytes).length;
    tally.wrong += await openedWrong(runs, expected);
    for (const { id, folder: place } of await listRuns(runs))
      if (!published.has(id)) rmSync(place, { recursive: true });
  }
  await analyse('--out', runs);
  const again = bytesOf(runs);
  if ([...expected].some(([name, bytes]) => again.get(name) !== bytes)) {
    tally.wrong += 1;
    tally.notes.push('a run made after all the kills differs from one that was never killed');
  }
}

/** Runs that open and are not the whole one, or do not open though they stand there under the name of a run. */
async function openedWrong(runs: string, expected: ReadonlyMap<string, string>): Promise<number> {
  let wrong = (await listUnreadableRuns(runs)).length;
  const found = bytesOf(runs);
  for (const { id, folder } of await listRuns(runs)) {
    const run = await openRun(folder);
    for (const name of runTableNames) await run.table(name);
    if (found.get(id) !== expected.get(id)) wrong += 1;
  }
  return wrong;
}

/** A hash of all files of each run of a folder but for how long its stages took. */
function bytesOf(runs: string): Map<string, string> {
  if (!existsSync(runs)) return new Map();
  const names = readdirSync(runs).filter((name) => /^\d{4}-\d{2}-\d{2}-[0-9a-f]{12}$/.test(name));
  return new Map(names.map((name) => [name, hashOf(join(runs, name))]));
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).toSorted())
    if (!file.endsWith('timings.json')) hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function windowBeforeNewest(data: string): string {
  const [head, ...rows] = readFileSync(join(data, 'windows.csv'), 'utf8').trim().split('\n');
  const [name, date] = ['window', 'date'].map((column) => head.split(',').indexOf(column));
  return rows
    .map((row) => row.split(','))
    .toSorted((a, b) => (a[date] < b[date] ? -1 : 1))
    .at(-2)![name];
}
