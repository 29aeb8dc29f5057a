import type { RandomStream } from '../../../engine/stats/distributions/random-stream.ts';

/** What every fault is given. */
export interface FaultSetting {
  /** Data folder of a small made-up school, and a folder with its run. */
  readonly data: string;
  readonly runs: string;
  /** A folder of the fault’s own, empty. */
  readonly folder: string;
  readonly random: RandomStream;
  /** Milliseconds since 1970 at which no new round begins. */
  readonly until: number;
}
