import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecord } from '../../../server/records/open-record.ts';
import { restoreRecord } from '../../../server/records/keeping/restore-record.ts';
import { copyRecord } from '../../../server/records/keeping/copy-record.ts';
import { compareRecord } from './ledger.ts';
import { newLane, takeStock } from './lane.ts';
import { startServer } from './served.ts';
import { soon } from './soon.ts';
import type { FaultSetting } from './setting.ts';
import type { Tally } from './tally.ts';
import { readList, startWriters } from './writers.ts';

/**
 * One bit turned over in a copy of a record that servers wrote, in every page in turn: opening it must be refused. Then a copy
 * made before is put in its place, and must hold what was confirmed.
 */
export async function damagedPages(setting: FaultSetting, tally: Tally, restores: Tally): Promise<void> {
  const { runs, folder, random, until } = setting;
  const lane = newLane(join(folder, 'record'));
  const served = await startServer({ runs, records: lane.records });
  const writers = startWriters(served, { list: await readList(served), ...lane });
  await soon(() => lane.ledger.size >= 200);
  writers.stop();
  await writers.done;
  await stopped(served.process);
  if (!takeStock(lane, tally)) return;
  const [path, copy] = [join(lane.records, 'record.db'), join(folder, 'copy.db')];
  copyRecord({ path }, copy);
  const whole = readFileSync(path);
  const pages = whole.length / 4096;
  const damagedFolder = join(folder, 'damaged');
  while (tally.times < tally.wanted && Date.now() < until) {
    rmSync(damagedFolder, { recursive: true, force: true });
    cpSync(lane.records, damagedFolder, { recursive: true });
    const damaged = Buffer.from(whole);
    const at = (tally.times % pages) * 4096 + random.below(4096);
    damaged[at] ^= 1 << random.below(8);
    const place = join(damagedFolder, 'record.db');
    writeFileSync(place, damaged);
    tally.times += 1;
    const opened = await openRecord({ path: place }).catch(() => null);
    if (opened !== null) {
      await opened.close();
      tally.wrong += 1;
      tally.notes.push(`a bit turned over in byte ${at} of ${whole.length} was not noticed`);
    }
    if (tally.times % 25 === 0) putBack(place, copy);
  }

  function putBack(place: string, from: string): void {
    mkdirSync(damagedFolder, { recursive: true });
    copyFileSync(`${path}.key`, `${place}.key`);
    restores.times += 1;
    try {
      restoreRecord({ path: place }, from, { keepPassphrases: false, now: new Date() });
      restores.confirmed += lane.ledger.size;
      restores.lost += compareRecord({ path: place }, lane.ledger).lost;
    } catch (error) {
      restores.wrong += 1;
      restores.notes.push(`over a damaged record: ${(error as Error).message}`);
    }
  }
}

async function stopped(child: import('node:child_process').ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}
