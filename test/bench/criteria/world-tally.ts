import type { ListOfWorld } from './list-of-world.ts';

export const tenths = 10;

/** Sums and lists over the seeds of one world. */
export interface WorldTally {
  /** By criterion and tenth of the probability: Σ predicted, happened, count. */
  readonly predicted: Float64Array;
  readonly happened: Float64Array;
  readonly count: Float64Array;
  /** By criterion: Σ log score of ours and of the benchmark, number and truths. */
  readonly logScore: Float64Array;
  readonly logKnown: Float64Array;
  readonly happenedAll: Float64Array;
  readonly countAll: Float64Array;
  /** By seed: share of 90 % intervals that hold the true position, change, growth. */
  readonly held: number[][];
  /** By what pupils are ranked by: average precision, and share of the slowed in the top 5 %, by seed. */
  readonly precision: Record<string, number[]>;
  readonly top: Record<string, number[]>;
  readonly lists: ListOfWorld[];
  readonly seconds: number[];
}

export function emptyTally(): WorldTally {
  const zeros = (n: number) => new Float64Array(n);
  return {
    predicted: zeros(4 * tenths),
    happened: zeros(4 * tenths),
    count: zeros(4 * tenths),
    logScore: zeros(4),
    logKnown: zeros(4),
    happenedAll: zeros(4),
    countAll: zeros(4),
    held: [],
    precision: {},
    top: {},
    lists: [],
    seconds: [],
  };
}
