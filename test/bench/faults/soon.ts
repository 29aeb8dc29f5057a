import { setTimeout as wait } from 'node:timers/promises';

/** Waits until something is so, ten seconds at most; whether it came to be. */
export async function soon(isSo: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 1000 && !isSo(); tries += 1) await wait(10);
  return isSo();
}
