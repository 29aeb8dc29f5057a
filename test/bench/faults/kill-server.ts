import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RandomStream } from '../../../engine/stats/distributions/random-stream.ts';
import { backUpAndRestore, backUpWhileServed, newLane, takeStock, type Lane } from './lane.ts';
import { NotServed, startServer } from './served.ts';
import { soon } from './soon.ts';
import type { FaultSetting } from './setting.ts';
import type { Tally } from './tally.ts';
import { readList, startWriters } from './writers.ts';

/** So many kills make a record of some thousand versions; then another one is begun. */
const killsARecord = 25;
const longestWriting = 700;
const longestStart = 1500;

/**
 * Kills a server at random moments: one time in five on its way up, else while four browsers save. Two records at once, one
 * for each core. After each kill the record is held against what was confirmed, and a copy of it is put back in its place.
 */
export async function killServer(setting: FaultSetting, kills: Tally, restores: Tally): Promise<void> {
  const lane = async (name: string): Promise<void> => {
    const random = setting.random.sub(name);
    let own = newLane(join(setting.folder, name));
    for (let round = 1; kills.times < kills.wanted && Date.now() < setting.until; round += 1) {
      kills.times += 1;
      await oneKill(setting, own, { random, restores });
      if (!takeStock(own, kills) || round % killsARecord === 0) own = newLane(join(setting.folder, `${name}-${round}`));
      else backUpAndRestore(own, restores);
    }
  };
  await Promise.all([lane('a'), lane('b')]);
}

async function oneKill(
  { runs }: FaultSetting,
  lane: Lane,
  { random, restores }: { random: RandomStream; restores: Tally },
): Promise<void> {
  const onItsWay = lane.ledger.size > 0 && random.uniform() < 0.2;
  const [moment, copies] = [random.uniform(), random.uniform() < 0.25];
  const before = lane.ledger.size;
  let killed = false;
  try {
    const served = await startServer({
      runs,
      records: lane.records,
      onStart: (child) => {
        if (onItsWay) setTimeout(() => (killed = child.kill('SIGKILL')), moment * longestStart);
      },
    });
    const list = await readList(served);
    const writers = startWriters(served, { list, ...lane });
    await soon(() => lane.ledger.size > before || writers.otherwise.size > 0);
    await wait(moment * longestWriting);
    if (copies) backUpWhileServed(lane, restores);
    await served.kill();
    await writers.done;
  } catch (error) {
    // A server that is killed on its way up, or before its writers have read the list, is what was wanted.
    if (!killed)
      throw error instanceof NotServed ? error : new Error('a round did not come to its end', { cause: error });
  }
}
