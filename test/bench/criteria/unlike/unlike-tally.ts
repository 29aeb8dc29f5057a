export const tenths = 10;

/** Sums and lists over the seeds of one family or world. */
export interface UnlikeTally {
  /** By criterion × tenth of the stated probability: Σ stated, Σ true, count. */
  readonly stated: Float64Array;
  readonly happened: Float64Array;
  readonly count: Float64Array;
  /** The same of the probability of a lasting slow-down behind `concern`. */
  readonly statedSlowed: Float64Array;
  readonly happenedSlowed: Float64Array;
  readonly countSlowed: Float64Array;
  /** By name of a figure: its value in each seed. */
  readonly figures: Record<string, number[]>;
  /** By ranking: AUC and average precision in each seed. */
  readonly auc: Record<string, number[]>;
  readonly precision: Record<string, number[]>;
  /** Components found at a limit of what the fit allows, as “name at value”, one entry a run that has any. */
  readonly limits: string[];
  readonly warnings: Record<string, number>;
  runs: number;
}

export function emptyUnlikeTally(): UnlikeTally {
  const zeros = (n: number) => new Float64Array(n);
  return {
    stated: zeros(4 * tenths),
    happened: zeros(4 * tenths),
    count: zeros(4 * tenths),
    statedSlowed: zeros(tenths),
    happenedSlowed: zeros(tenths),
    countSlowed: zeros(tenths),
    figures: {},
    auc: {},
    precision: {},
    limits: [],
    warnings: {},
    runs: 0,
  };
}

/** Adds one seed's value of a figure; what is not a number is left out. */
export function addFigure(record: Record<string, number[]>, name: string, value: number): void {
  if (Number.isFinite(value)) (record[name] ??= []).push(value);
}
