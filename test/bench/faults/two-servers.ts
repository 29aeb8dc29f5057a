import { join } from 'node:path';
import { backUpAndRestore, newLane, takeStock } from './lane.ts';
import { NotServed, startServer, type Served } from './served.ts';
import { soon } from './soon.ts';
import type { FaultSetting } from './setting.ts';
import type { Tally } from './tally.ts';
import { readList, startWriters } from './writers.ts';

/**
 * Two servers on one record: started at one moment, only one may serve; and one that is started while another writes is
 * refused with a sentence, while the first goes on.
 */
export async function twoServers(setting: FaultSetting, tally: Tally, restores: Tally): Promise<void> {
  const { runs, folder, until } = setting;
  const lane = newLane(join(folder, 'record'));
  const start = () => startServer({ runs, records: lane.records }).catch((error: unknown) => error as NotServed);
  while (tally.times < tally.wanted && Date.now() < until) {
    tally.times += 1;
    const both = await Promise.all([start(), start()]);
    const serving = both.filter((one): one is Served => !(one instanceof Error));
    refused(both, tally);
    if (serving.length !== 1) {
      tally.wrong += 1;
      tally.notes.push(`of two servers started at one moment ${serving.length} served`);
    }
    const [first] = serving;
    if (first === undefined) continue;
    const writers = startWriters(first, { list: await readList(first), ...lane });
    const later = await start();
    refused([later], tally);
    if (!(later instanceof Error)) {
      tally.wrong += 1;
      tally.notes.push('a second server was let in while the first wrote');
      await later.kill();
    }
    const before = lane.ledger.size;
    await soon(() => lane.ledger.size > before);
    if (lane.ledger.size === before || writers.otherwise.size > 0) {
      tally.wrong += 1;
      tally.notes.push('the first server did not go on');
    }
    for (const one of serving) await one.kill();
    await writers.done;
    if (takeStock(lane, tally)) backUpAndRestore(lane, restores);
  }
}

/** Whoever was turned away must have been told why. */
function refused(tried: readonly (Served | Error)[], tally: Tally): void {
  for (const one of tried)
    if (one instanceof Error && !(one instanceof NotServed && /open in another Same Start/.test(one.said))) {
      tally.wrong += 1;
      tally.notes.push(`a second server was turned away without saying why: ${one.message}`);
    }
}
