import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { backUpAndRestore, newLane, takeStock } from './lane.ts';
import { soon } from './soon.ts';
import { startServer } from './served.ts';
import type { FaultSetting } from './setting.ts';
import type { Tally } from './tally.ts';
import { readList, startWriters } from './writers.ts';

/**
 * A clock set back by three days while browsers save: everything goes on being saved, pages are shown to who is signed in, and
 * a server that is started with the right clock afterwards opens the record.
 */
export async function clockBack(setting: FaultSetting, tally: Tally, restores: Tally): Promise<void> {
  const { runs, folder, until } = setting;
  const lane = newLane(join(folder, 'record'));
  const preload = [join(import.meta.dirname, 'shift-clock.ts')];
  while (tally.times < tally.wanted && Date.now() < until) {
    tally.times += 1;
    const served = await startServer({ runs, records: lane.records, preload });
    const writers = startWriters(served, { list: await readList(served), ...lane });
    await soon(() => lane.ledger.size > 0);
    await wait(300);
    const before = lane.ledger.size;
    served.process.kill('SIGUSR2');
    await soon(() => lane.ledger.size > before + 10);
    const page = await fetch(served.address, { headers: { cookie: served.cookie } });
    await page.text();
    if (page.status !== 200 || lane.ledger.size === before || writers.otherwise.size > 0) {
      tally.wrong += 1;
      tally.notes.push(
        `with the clock back: home ${page.status}, ${lane.ledger.size - before} saved, otherwise ${JSON.stringify([...writers.otherwise])}`,
      );
    }
    await served.kill();
    await writers.done;
    if (takeStock(lane, tally)) backUpAndRestore(lane, restores);
  }
}
