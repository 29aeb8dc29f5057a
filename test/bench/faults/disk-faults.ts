import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { backUpAndRestore, newLane, takeStock, type Lane } from './lane.ts';
import { NotServed, startServer } from './served.ts';
import type { FaultSetting } from './setting.ts';
import { soon } from './soon.ts';
import { smallDisk, type SmallDisk } from './small-disk.ts';
import type { Tally } from './tally.ts';
import { readList, startWriters } from './writers.ts';

const notHere =
  'this machine lets nobody mount a small disk: tried only as far as test/server/http/full-disk.test.ts goes';

/**
 * A disk that fills up while browsers save: the answer says that the disk is full and that nothing was saved, pages are read on,
 * and with space again the same server saves on. Every second round it is killed while the disk is full.
 */
export async function fullDisk(setting: FaultSetting, tally: Tally, restores: Tally): Promise<void> {
  const { runs, folder, random, until } = setting;
  await onSmallDisk(folder, tally, async (disk) => {
    const lane = newLane(join(disk.folder, 'record'));
    while (tally.times < tally.wanted && Date.now() < until) {
      tally.times += 1;
      const before = lane.ledger.size;
      const served = await startServer({ runs, records: lane.records });
      const writers = startWriters(served, { list: await readList(served), ...lane });
      await soon(() => lane.ledger.size > before);
      await wait(300);
      disk.fill(random.below(400_000));
      await soon(() => writers.otherwise.has(503));
      const said = writers.pages.get(503) ?? '';
      if (!/disk is full[\s\S]*Nothing was saved[\s\S]*Tell whoever looks after/.test(said))
        wrong(tally, 'no page said that the disk is full');
      if ([...writers.otherwise.keys()].some((status) => status !== 503))
        wrong(tally, `answered ${JSON.stringify([...writers.otherwise])}`);
      const { status } = await fetch(served.address, { headers: { cookie: served.cookie } });
      if (status !== 200) wrong(tally, `with the disk full, home answered ${status}`);
      if (tally.times % 2 === 0) await served.kill();
      disk.free();
      if (tally.times % 2 === 1) await savesOn(lane, tally);
      await served.kill();
      await writers.done;
      if (takeStock(lane, tally)) backUpAndRestore(lane, restores);
    }
  });
}

/** A disk that can only be read: a server is refused with a sentence, changes no byte, and comes up once it can be written. */
export async function readOnlyDisk(setting: FaultSetting, tally: Tally, restores: Tally): Promise<void> {
  const { runs, folder, until } = setting;
  await onSmallDisk(folder, tally, async (disk) => {
    const lane = newLane(join(disk.folder, 'record'));
    const path = join(lane.records, 'record.db');
    while (tally.times < tally.wanted && Date.now() < until) {
      tally.times += 1;
      const before = lane.ledger.size;
      const served = await startServer({ runs, records: lane.records });
      const writers = startWriters(served, { list: await readList(served), ...lane });
      await soon(() => lane.ledger.size > before);
      await wait(300);
      await served.kill();
      await writers.done;
      disk.readOnly(true);
      const bytes = readFileSync(path);
      const tried = await startServer({ runs, records: lane.records }).catch((error: unknown) => error as NotServed);
      if (!(tried instanceof Error)) {
        wrong(tally, 'a server came up on a disk that can only be read');
        await tried.kill();
      } else if (!(tried instanceof NotServed) || !/cannot be written|read-only|may not be written/.test(tried.said))
        wrong(tally, `the refusal does not say why: ${tried.message}`);
      if (!readFileSync(path).equals(bytes)) wrong(tally, 'the record was changed');
      disk.readOnly(false);
      if (takeStock(lane, tally)) backUpAndRestore(lane, restores);
    }
  });
}

async function onSmallDisk(folder: string, tally: Tally, work: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const disk = smallDisk(join(folder, 'disk'), 24);
  if (disk === null) return void tally.notes.push(notHere);
  try {
    await work(disk);
  } finally {
    disk.remove();
  }
}

/** The writers, who never stopped trying, are answered again. */
async function savesOn({ ledger }: Lane, tally: Tally): Promise<void> {
  const before = ledger.size;
  if (!(await soon(() => ledger.size > before))) wrong(tally, 'with space again, nothing was saved');
}

function wrong(tally: Tally, note: string): void {
  tally.wrong += 1;
  tally.notes.push(note);
}
